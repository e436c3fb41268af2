package dev.selvedge.dotdigital.subject;

import dev.selvedge.SystemName;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.Page;
import dev.selvedge.dotdigital.contact.Contact;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.insight.CollectionName;
import dev.selvedge.dotdigital.insight.Deleted;
import dev.selvedge.dotdigital.insight.InsightCollection;
import dev.selvedge.dotdigital.insight.InsightRecord;
import dev.selvedge.dotdigital.insight.InsightRecords;
import dev.selvedge.dotdigital.insight.Owner;
import dev.selvedge.dotdigital.insight.RecordQuery;
import dev.selvedge.dotdigital.insight.Scope;
import dev.selvedge.privacy.SubjectTarget;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What people may ask of a Dotdigital account. Confined to one thread.
///
/// A contact's insight records are deleted before the contact: once it is in the recycle bin they
/// cannot be reached any more, and would be back with it if it were restored.
public final class DotdigitalSubjects implements SubjectTarget {
  /// Pages of one contact's records in one collection; more than that is somebody else's mistake.
  private static final int PAGES_AT_MOST = 1_000;

  private final Dotdigital account;
  private final SystemName name;
  private final Patient patient;

  /// Of one account, which stays the caller's to close.
  ///
  /// @param pause waits so long
  public DotdigitalSubjects(
      Dotdigital account, SystemName name, InstantSource clock, Consumer<Duration> pause) {
    this.account = account;
    this.name = name;
    this.patient = new Patient(clock, pause);
  }

  @Override
  public SystemName name() {
    return name;
  }

  @Override
  public String title() {
    return name.value().equals("dotdigital") ? "Dotdigital" : "Dotdigital (" + name + ")";
  }

  /// Something stood in the way; nothing of it is personal.
  private static final class Hindered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Hindered(String why) {
      super(why, null, false, false);
    }
  }

  @Override
  public SubjectTarget.Reply forget(Set<String> addresses, Set<String> numbers) {
    try {
      int contacts = 0;
      int records = 0;
      for (Contact contact : contacts(addresses, numbers).values()) {
        Owner owner = new Owner.OfContact(contact.id());
        for (CollectionName collection : collections()) {
          records += deleteRecords(owner, collection);
        }
        Optional<ContactKey.Id> gone =
            there(patient.call(() -> account.contacts().delete(contact.id())));
        contacts += gone.isPresent() ? 1 : 0;
      }
      return new Reply.Done(contacts, records);
    } catch (Hindered e) {
      return new Reply.NotDone(String.valueOf(e.getMessage()));
    }
  }

  /// By every key they may be filed under; one contact is met once.
  private Map<Long, Contact> contacts(Set<String> addresses, Set<String> numbers) {
    List<ContactKey> keys = new ArrayList<>();
    addresses.stream().sorted().map(ContactKey.Email::new).forEach(keys::add);
    numbers.stream()
        .filter(number -> number.matches("\\d{1,18}"))
        .sorted()
        .map(number -> new ContactKey.Id(Long.parseLong(number)))
        .forEach(keys::add);
    Map<Long, Contact> found = new LinkedHashMap<>();
    for (ContactKey key : keys) {
      there(patient.call(() -> account.contacts().get(key)))
          .ifPresent(contact -> found.put(contact.id().number(), contact));
    }
    return found;
  }

  private List<CollectionName> collections() {
    Answer<List<InsightCollection>> answer = patient.call(() -> account.collections().list());
    if (answer instanceof Answer.Forbidden<List<InsightCollection>>) {
      // an account without insight data has no records
      return List.of();
    }
    return there(answer).orElse(List.of()).stream()
        .filter(collection -> Scope.CONTACT.is(collection.scope()))
        .map(collection -> new CollectionName(collection.name()))
        .toList();
  }

  private int deleteRecords(Owner owner, CollectionName collection) {
    List<String> keys = records(owner, collection).stream().map(InsightRecord::key).toList();
    int deleted = 0;
    for (int from = 0; from < keys.size(); from += InsightRecords.MAX_DELETION) {
      List<String> some =
          keys.subList(from, Math.min(from + InsightRecords.MAX_DELETION, keys.size()));
      Optional<Deleted> answer =
          there(patient.call(() -> account.insight().deleteAll(owner, collection, some)));
      deleted += (int) answer.map(Deleted::totalDeleted).orElse(0L).longValue();
    }
    return deleted;
  }

  private List<InsightRecord> records(Owner owner, CollectionName collection) {
    List<InsightRecord> records = new ArrayList<>();
    Optional<Page<InsightRecord>> page =
        there(patient.call(() -> account.insight().list(owner, collection, RecordQuery.all())));
    for (int read = 0; page.isPresent() && read < PAGES_AT_MOST; read++) {
      records.addAll(page.get().items());
      Optional<Page.Cursor> next = page.get().next();
      page =
          next.flatMap(
              cursor ->
                  there(patient.call(() -> account.insight().list(owner, collection, cursor))));
    }
    return records;
  }

  /// What is not there need not be deleted.
  private static <T> Optional<T> there(Answer<T> answer) {
    return switch (answer) {
      case Answer.Ok<T> ok -> Optional.of(ok.value());
      case Answer.NotFound<T> ignored -> Optional.empty();
      case Answer<T> other -> throw new Hindered(Patient.why(other));
    };
  }

  @Override
  public SubjectTarget.Reply tell(Set<String> addresses, Set<String> numbers, ObjectNode into) {
    try {
      int contacts = 0;
      int records = 0;
      for (Contact contact : contacts(addresses, numbers).values()) {
        ObjectNode node = into.putObject(Long.toString(contact.id().number()));
        ContactTree.write(contact, node);
        ObjectNode insight = node.putObject("insight_records");
        Owner owner = new Owner.OfContact(contact.id());
        for (CollectionName collection : collections()) {
          List<InsightRecord> held = records(owner, collection);
          if (!held.isEmpty()) {
            ArrayNode list = insight.putArray(collection.value());
            held.forEach(
                one -> list.addObject().put("key", one.key()).set("content", one.content()));
          }
          records += held.size();
        }
        contacts++;
      }
      return new Reply.Done(contacts, records);
    } catch (Hindered e) {
      return new Reply.NotDone(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public SubjectTarget.Reply emptyBin() {
    try {
      there(patient.call(() -> account.account().emptyRecycleBin()));
      return new Reply.Done(0, 0);
    } catch (Hindered e) {
      return new Reply.NotDone(String.valueOf(e.getMessage()));
    }
  }
}
