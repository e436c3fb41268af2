package dev.selvedge.dotdigital.insight;

import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.Caller;
import dev.selvedge.dotdigital.answer.Expect;
import dev.selvedge.dotdigital.answer.JobId;
import dev.selvedge.dotdigital.http.Payload;
import dev.selvedge.dotdigital.http.Request;
import dev.selvedge.dotdigital.http.Target;
import dev.selvedge.dotdigital.json.View;
import java.util.List;

/// The calls about collections as a whole (API v3). Safe for use by many threads.
public final class InsightCollections {
  private static final Target COLLECTIONS = Target.of("/insightData/v3/collections");
  private static final Target JOBS = Target.of("/insightData/v3/async");

  private final Caller caller;

  public InsightCollections(Caller caller) {
    this.caller = caller;
  }

  /// All collections of the account, of both scopes.
  public Answer<List<InsightCollection>> list() {
    return caller.call(
        Request.get(COLLECTIONS), Expect.json(body -> View.list(body, InsightCollection::read)));
  }

  /// Creates a collection if there is none of that name. An account with 1000 of them is
  /// [Answer.Rejected] with status 412.
  public Answer<Created> create(CollectionName name, Scope scope, CollectionType type) {
    Target target =
        one(name).query("collectionScope", scope.wire()).query("collectionType", type.wire());
    return caller.call(
        Request.post(target, Payload.none()),
        Expect.status(status -> status == 201 ? Created.CREATED : Created.EXISTED));
  }

  /// Starts the deletion of a collection with all its records.
  public Answer<JobId> delete(CollectionName name) {
    return caller.call(Request.delete(one(name)), Expect.json(InsightCollections::job));
  }

  /// Starts the deletion of all records of a collection. Its types stay as they are.
  public Answer<JobId> empty(CollectionName name) {
    return caller.call(
        Request.delete(one(name).fixed("/empty")), Expect.json(InsightCollections::job));
  }

  public Answer<JobReport> job(JobId id) {
    return caller.call(Request.get(JOBS.segment(id.value())), Expect.json(JobReport::read));
  }

  public Answer<Schema> schema(CollectionName name) {
    return caller.call(Request.get(one(name).fixed("/schema")), Expect.json(Schema::read));
  }

  private static Target one(CollectionName name) {
    return COLLECTIONS.segment(name.value());
  }

  private static JobId job(tools.jackson.databind.JsonNode body) {
    return new JobId(View.of(body).requiredText("jobId"));
  }
}
