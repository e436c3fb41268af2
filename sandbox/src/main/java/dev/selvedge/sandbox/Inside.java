package dev.selvedge.sandbox;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.contact.Contact;
import dev.selvedge.sandbox.contact.ContactJson;
import dev.selvedge.sandbox.insight.InsightRecord;
import dev.selvedge.sandbox.json.Json;
import dev.selvedge.sandbox.message.EventEntry;
import dev.selvedge.sandbox.message.Sent;
import dev.selvedge.sandbox.program.Attendance;
import dev.selvedge.sandbox.program.Enrolment;
import dev.selvedge.sandbox.time.MovableClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A look into the account without a call: nothing is counted, limited or disturbed by it.
///
/// Safe for use by several threads; what it returns are copies.
public final class Inside {
  private final Account account;
  private final MovableClock clock;

  Inside(Account account, MovableClock clock) {
    this.account = account;
    this.clock = clock;
  }

  /// The contact with that e-mail address as the newer framework would return it.
  public Optional<JsonNode> contact(String email) {
    return locked(
        () -> {
          Contact contact = account.contacts().book().findLive("email", email);
          return contact == null
              ? Optional.empty()
              : Optional.of(new ContactJson(account.contacts()).whole(contact));
        });
  }

  /// How many contacts there are, without the recycle bin.
  public int contactCount() {
    return locked(() -> account.contacts().book().size());
  }

  /// Hands every contact to a consumer, in order of id, one at a time.
  public void eachContact(Consumer<JsonNode> consumer) {
    long after = 0;
    while (true) {
      long from = after;
      @Nullable JsonNode next =
          locked(
                  () -> {
                    Contact contact = account.contacts().book().after(from);
                    return Optional.ofNullable(
                        contact == null
                            ? null
                            : new ContactJson(account.contacts()).whole(contact));
                  })
              .orElse(null);
      if (next == null) {
        return;
      }
      after = next.path("contactId").asLong();
      consumer.accept(next);
    }
  }

  /// The records of a collection: `key`, `ownerContactId`, `json`.
  public List<JsonNode> records(String collection) {
    return locked(
        () -> {
          List<JsonNode> records = new ArrayList<>();
          account
              .insight()
              .find(collection)
              .ifPresent(found -> found.records().forEach(record -> records.add(json(record))));
          return records;
        });
  }

  private static ObjectNode json(InsightRecord record) {
    ObjectNode json = Json.object().put("key", record.key());
    json.put("ownerContactId", record.owner());
    json.set("json", record.json());
    return json;
  }

  public int recordCount(String collection) {
    return locked(() -> account.insight().find(collection).map(found -> found.size()).orElse(0));
  }

  /// Every enrolment call so far, oldest first.
  public List<Enrolment> enrolments() {
    return locked(() -> List.copyOf(account.programs().enrolments()));
  }

  /// How often each contact was sent to a program and went into it, by contact id.
  public Map<Integer, Attendance> attendances(int program) {
    return locked(() -> Map.copyOf(account.programs().attendances(program)));
  }

  /// How often the contact with that address was sent to a program and went into it.
  public Attendance attendance(int program, String email) {
    return locked(
        () -> {
          Contact contact = account.contacts().book().find("email", email);
          return contact == null
              ? Attendance.NEVER
              : account
                  .programs()
                  .attendances(program)
                  .getOrDefault(contact.id(), Attendance.NEVER);
        });
  }

  /// The last messages that were sent.
  public List<Sent> sent() {
    return locked(() -> account.outbox().sent());
  }

  /// The last events that came in.
  public List<EventEntry> events() {
    return locked(() -> account.outbox().events());
  }

  private <T> T locked(Supplier<T> read) {
    return account.locked(clock.instant(), read);
  }
}
