package dev.selvedge.dotdigital.insight;

import dev.selvedge.dotdigital.answer.Acknowledged;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.Caller;
import dev.selvedge.dotdigital.answer.Cursors;
import dev.selvedge.dotdigital.answer.Expect;
import dev.selvedge.dotdigital.answer.JobId;
import dev.selvedge.dotdigital.answer.Page;
import dev.selvedge.dotdigital.http.Request;
import dev.selvedge.dotdigital.http.Target;
import dev.selvedge.dotdigital.json.Json;
import dev.selvedge.dotdigital.json.View;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The calls about records (API v3): one by one, in bulk, and page by page. Safe for use by many
/// threads.
public final class InsightRecords {
  /// The most records one deletion takes.
  public static final int MAX_DELETION = 5000;

  private static final Target IMPORT = Target.of("/insightData/v3/import");

  private final Caller caller;

  public InsightRecords(Caller caller) {
    this.caller = caller;
  }

  public Answer<InsightRecord> get(Owner owner, CollectionName collection, String key) {
    return caller.call(
        Request.get(owner.record(collection, key)), Expect.json(InsightRecord::read));
  }

  /// Creates or wholly replaces one record. A collection that does not exist is not created: that
  /// is [Answer.NotFound] with `insightData:collectionNotFound`, a missing contact the same with
  /// `insightData:contactNotFound`.
  public Answer<Stored> put(
      Owner owner, CollectionName collection, String key, ObjectNode content) {
    return caller.call(
        Request.put(owner.record(collection, key), Json.payload(content)),
        Expect.status(status -> status == 201 ? Stored.CREATED : Stored.REPLACED));
  }

  public Answer<Acknowledged> delete(Owner owner, CollectionName collection, String key) {
    return caller.call(Request.delete(owner.record(collection, key)), Expect.nothing());
  }

  /// Deletes 1 to 5000 records of one owner at once.
  public Answer<Deleted> deleteAll(Owner owner, CollectionName collection, List<String> keys) {
    if (keys.isEmpty() || keys.size() > MAX_DELETION) {
      throw new IllegalArgumentException("a deletion takes 1 to 5000 records");
    }
    ObjectNode body = Json.object();
    keys.forEach(body.putArray("keys")::add);
    return caller.call(
        new Request(Request.Method.DELETE, owner.deletion(collection), Json.payload(body)),
        Expect.json(Deleted::read));
  }

  /// The records one owner has in a collection.
  public Answer<Page<InsightRecord>> list(
      Owner owner, CollectionName collection, RecordQuery query) {
    return page(query.on(owner.collection(collection)));
  }

  /// The page after one that was read before.
  public Answer<Page<InsightRecord>> list(
      Owner owner, CollectionName collection, Page.Cursor cursor) {
    return page(owner.collection(collection).rawQuery(cursor.query()));
  }

  /// The records of all contacts in a collection; each tells its owner's id.
  public Answer<Page<InsightRecord>> listOfContacts(CollectionName collection, RecordQuery query) {
    return page(query.on(ofContacts(collection)));
  }

  /// The page after one that was read before.
  public Answer<Page<InsightRecord>> listOfContacts(CollectionName collection, Page.Cursor cursor) {
    return page(ofContacts(collection).rawQuery(cursor.query()));
  }

  /// Starts an import, which creates the collection when it is missing. At most 5 run at once.
  /// Repeating a lost one is safe.
  public Answer<JobId> importBatch(InsightBatch batch) {
    return caller.call(
        Request.put(IMPORT, batch.finish()),
        Expect.json(body -> new JobId(View.of(body).requiredText("importId"))));
  }

  /// State and report of an import; asking costs nothing of the allowance.
  public Answer<InsightReport> importReport(JobId id) {
    return caller.call(Request.get(IMPORT.segment(id.value())), Expect.json(InsightReport::read));
  }

  private static Target ofContacts(CollectionName collection) {
    return Target.of("/insightData/v3/contacts").segment(collection.value());
  }

  private Answer<Page<InsightRecord>> page(Target target) {
    return caller.call(
        Request.get(target), Expect.json(body -> Cursors.read(body, target, InsightRecord::read)));
  }
}
