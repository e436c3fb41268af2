package dev.selvedge.dotdigital.contact;

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
import tools.jackson.core.JsonGenerator;

/// The calls about contacts (API v3). Safe for use by many threads.
public final class Contacts {
  /// The most contacts one deletion takes.
  public static final int MAX_DELETION = 5000;

  private static final Target CONTACTS = Target.of("/contacts/v3");
  private static final Target IMPORT = CONTACTS.fixed("/import");
  private static final Target DELETION = CONTACTS.fixed("/delete");

  private final Caller caller;

  public Contacts(Caller caller) {
    this.caller = caller;
  }

  public Answer<Contact> get(ContactKey key) {
    return caller.call(Request.get(one(key)), Expect.json(Contact::read));
  }

  public Answer<Page<Contact>> list(ContactQuery query) {
    return page(query.on(CONTACTS));
  }

  /// The page after one that was read before.
  public Answer<Page<Contact>> list(Page.Cursor cursor) {
    return page(CONTACTS.rawQuery(cursor.query()));
  }

  /// Creates the contact (201) or changes it (200). Only what the write names is changed; lists and
  /// consent records are added. A contact in the recycle bin is restored. [Answer.Conflict] when an
  /// identifier belongs to somebody else; the two contacts are not merged.
  public Answer<Contact> write(ContactWrite contact, MergeOption merge) {
    Target target = one(contact.match()).query("merge-option", merge.inQuery());
    return caller.call(
        Request.patch(target, Json.payload(contact::writeSingle)), Expect.json(Contact::read));
  }

  /// Starts an import. At most 25 run at once, else [Answer.TooManyJobs]. Repeating a lost one is
  /// safe, except that its consent records would be added twice.
  public Answer<JobId> importBatch(ContactBatch batch) {
    return caller.call(
        Request.put(IMPORT, batch.finish()),
        Expect.json(body -> new JobId(View.of(body).requiredText("importId"))));
  }

  /// State and report of an import; asking costs nothing of the allowance.
  public Answer<ImportReport> importReport(JobId id) {
    return caller.call(Request.get(IMPORT.segment(id.value())), Expect.json(ImportReport::read));
  }

  /// Moves one contact to the recycle bin.
  public Answer<ContactKey.Id> delete(ContactKey key) {
    return caller.call(
        Request.delete(one(key)),
        Expect.json(body -> new ContactKey.Id(View.of(body).requiredNumber("contactId"))));
  }

  /// Starts the deletion of 1 to 5000 contacts.
  public Answer<JobId> deleteAll(List<ContactKey> keys) {
    if (keys.isEmpty() || keys.size() > MAX_DELETION) {
      throw new IllegalArgumentException("a deletion takes 1 to 5000 contacts");
    }
    return caller.call(
        Request.post(DELETION, Json.payload(json -> writeKeys(json, keys))),
        Expect.json(body -> new JobId(View.of(body).requiredText("deleteId"))));
  }

  public Answer<DeletionReport> deletionReport(JobId id) {
    return caller.call(
        Request.get(DELETION.segment(id.value())), Expect.json(DeletionReport::read));
  }

  private Answer<Page<Contact>> page(Target target) {
    return caller.call(
        Request.get(target), Expect.json(body -> Cursors.read(body, target, Contact::read)));
  }

  private static void writeKeys(JsonGenerator json, List<ContactKey> keys) {
    json.writeStartArray();
    for (ContactKey key : keys) {
      json.writeStartObject();
      if (key instanceof ContactKey.Id(var number)) {
        json.writeNumberProperty(key.name(), number);
      } else {
        json.writeStringProperty(key.name(), key.value());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static Target one(ContactKey key) {
    return CONTACTS.segment(key.name()).segment(key.value());
  }
}
