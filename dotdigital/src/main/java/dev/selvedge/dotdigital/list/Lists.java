package dev.selvedge.dotdigital.list;

import dev.selvedge.dotdigital.answer.Acknowledged;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.ApiError;
import dev.selvedge.dotdigital.answer.Caller;
import dev.selvedge.dotdigital.answer.Expect;
import dev.selvedge.dotdigital.answer.JobId;
import dev.selvedge.dotdigital.answer.Slice;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.http.Request;
import dev.selvedge.dotdigital.http.Target;
import dev.selvedge.dotdigital.json.Json;
import dev.selvedge.dotdigital.json.View;
import java.util.List;

/// The calls about lists (API v2). Safe for use by many threads. Contacts are added to a list by
/// writing them.
public final class Lists {
  private static final Target LISTS = Target.of("/v2/address-books");
  private static final int MAX_NAME = 128;

  /// How many leave a list in one call; the vendor names no limit.
  public static final int MAX_REMOVED = 1000;

  private final Caller caller;

  public Lists(Caller caller) {
    this.caller = caller;
  }

  public Answer<List<MailingList>> list(Slice slice) {
    return caller.call(
        Request.get(slice.on(LISTS)), Expect.json(body -> View.list(body, MailingList::read)));
  }

  public Answer<MailingList> get(int listId) {
    return caller.call(Request.get(one(listId)), Expect.json(MailingList::read));
  }

  /// Creates a list. A name that is taken or reserved is a [Answer.Conflict], whatever status
  /// Dotdigital gives that.
  public Answer<MailingList> create(String name, MailingList.Visibility visibility) {
    if (name.isBlank() || name.length() > MAX_NAME) {
      throw new IllegalArgumentException("a list's name is 1 to 128 characters");
    }
    var body = Json.object().put("name", name).put("visibility", visibility.wire());
    Answer<MailingList> answer =
        caller.call(Request.post(LISTS, Json.payload(body)), Expect.json(MailingList::read));
    return answer instanceof Answer.Rejected<MailingList>(_, ApiError error, var allowance)
            && error.is("ERROR_ADDRESSBOOK_DUPLICATE")
        ? new Answer.Conflict<>(error, allowance)
        : answer;
  }

  /// Takes one contact off a list, without a word about their consent. The only way to do so.
  public Answer<Acknowledged> remove(int listId, ContactKey.Id contact) {
    Target member = one(listId).fixed("/contacts").segment(contact.value());
    return caller.call(Request.delete(member), Expect.nothing());
  }

  /// Begins to take many contacts off a list; [#removal] tells how it is doing.
  public Answer<JobId> removeAll(int listId, List<ContactKey.Id> contacts) {
    if (contacts.isEmpty() || contacts.size() > MAX_REMOVED) {
      throw new IllegalArgumentException("1 to " + MAX_REMOVED + " contacts leave a list at once");
    }
    return caller.call(
        Request.post(
            one(listId).fixed("/contacts/delete"),
            Json.payload(
                json -> {
                  json.writeStartArray();
                  contacts.forEach(contact -> json.writeNumber(contact.number()));
                  json.writeEndArray();
                })),
        Expect.json(body -> new JobId(View.of(body).requiredText("id"))));
  }

  /// How a removal of many is doing.
  public Answer<Removal> removal(JobId id) {
    return caller.call(
        Request.get(Target.of("/v2/contacts/deletion").segment(id.value())),
        Expect.json(Removal::read));
  }

  private static Target one(int listId) {
    return LISTS.segment(Integer.toString(listId));
  }
}
