package dev.selvedge.sandbox.contact;

import dev.selvedge.sandbox.contact.ContactWriter.Manner;
import dev.selvedge.sandbox.job.ItemFate;
import dev.selvedge.sandbox.job.JobFate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// One bulk import of contacts: what was wanted until it runs, and its report from then on.
///
/// Guarded by the account's lock. The report keeps ids only, so that many imports stay small.
public final class ContactImport {
  private final Contacts contacts;
  private final MergeOption merge;
  private final JobFate fate;
  private final boolean reportRepeated;
  private List<ContactChange> wanted;
  private int[] created = new int[0];
  private int[] updated = new int[0];
  private int createdCount;
  private int updatedCount;
  private int suppressed;
  private int duplicates;
  private int invalid;
  private final List<Item> failures = new ArrayList<>();

  public ContactImport(Contacts contacts, List<ContactChange> wanted, Options options) {
    this.contacts = contacts;
    this.wanted = wanted;
    this.merge = options.merge;
    this.fate = options.fate;
    this.reportRepeated = options.reportRepeated;
  }

  /// What else was decided about an import.
  ///
  /// @param merge what happens to values that are there
  /// @param fate what a fault script decided
  /// @param reportRepeated whether a contact's second appearance is a failure
  public record Options(MergeOption merge, JobFate fate, boolean reportRepeated) {}

  /// Applies everything in the given order.
  public void run(long now) {
    created = new int[wanted.size()];
    updated = new int[wanted.size()];
    Manner manner = new Manner(merge, false, now);
    Set<Contact> seen = new HashSet<>();
    for (ContactChange change : wanted) {
      ItemFate item = fate.items().isEmpty() ? ItemFate.ORDINARY : fateOf(change);
      if (item.written()) {
        change.withhold(item.code());
        if (!repeated(change, seen)) {
          settle(change, contacts.writer().upsert(change, manner), item);
        }
      } else if (item.listed()) {
        invalid++;
        fail(change, 0, List.of(scripted(item)));
      }
    }
    created = Arrays.copyOf(created, createdCount);
    updated = Arrays.copyOf(updated, updatedCount);
    wanted = List.of();
  }

  private ItemFate fateOf(ContactChange change) {
    for (String value : change.identifiers().values()) {
      ItemFate item = fate.items().get(value);
      if (item != null) {
        return item;
      }
    }
    return ItemFate.ORDINARY;
  }

  private static Failure scripted(ItemFate item) {
    return new Failure(item.code(), "Refused by the fault script");
  }

  private boolean repeated(ContactChange change, Set<Contact> seen) {
    if (!reportRepeated) {
      return false;
    }
    Contact contact = contacts.book().find(change.matchIdentifier, change.matchValue);
    if (contact != null && !seen.add(contact)) {
      duplicates++;
      fail(change, contact.id, List.of(new Failure("duplicate", "Twice in one import")));
      return true;
    }
    return false;
  }

  private void settle(ContactChange change, Upserted outcome, ItemFate item) {
    switch (outcome) {
      case Upserted.Created(Contact contact, List<Failure> problems) -> {
        if (item.listed()) {
          created[createdCount++] = contact.id;
          noteProblems(change, contact, problems, item);
        }
      }
      case Upserted.Updated(Contact contact, List<Failure> problems) -> {
        if (item.listed()) {
          updated[updatedCount++] = contact.id;
          noteProblems(change, contact, problems, item);
        }
      }
      case Upserted.Conflict(Failure failure) -> {
        duplicates++;
        fail(change, 0, List.of(failure));
      }
      case Upserted.Unknown(Failure failure) -> {
        invalid++;
        fail(change, 0, List.of(failure));
      }
      case Upserted.Refused(List<Failure> problems) -> {
        invalid++;
        fail(change, 0, problems);
      }
    }
  }

  private void noteProblems(
      ContactChange change, Contact contact, List<Failure> problems, ItemFate item) {
    if (contact.emailStatus == EmailStatus.SHARED_SUPPRESSION) {
      suppressed++;
      fail(
          change,
          contact.id,
          List.of(new Failure("globallySuppressed", "The address is globally suppressed")));
    }
    if (!item.code().isEmpty()) {
      List<Failure> more = new ArrayList<>(problems);
      more.add(scripted(item));
      fail(change, contact.id, more);
    } else if (!problems.isEmpty()) {
      fail(change, contact.id, problems);
    }
  }

  private void fail(ContactChange change, int contact, List<Failure> problems) {
    failures.add(new Item(contact, change.matchIdentifier, change.identifiers(), problems));
  }

  public IntStream created() {
    return Arrays.stream(created, 0, createdCount);
  }

  public IntStream updated() {
    return Arrays.stream(updated, 0, updatedCount);
  }

  public int createdCount() {
    return createdCount;
  }

  public int updatedCount() {
    return updatedCount;
  }

  public int suppressed() {
    return suppressed;
  }

  public int duplicates() {
    return duplicates;
  }

  public int invalid() {
    return invalid;
  }

  public List<Item> failures() {
    return Collections.unmodifiableList(failures);
  }

  /// One contact that failed, wholly or in part.
  ///
  /// @param contact its id where it exists; 0 otherwise
  /// @param matchIdentifier what it was matched by
  /// @param identifiers as they were sent
  /// @param failures what was wrong
  public record Item(
      int contact,
      String matchIdentifier,
      Map<String, String> identifiers,
      List<Failure> failures) {

    public Item {
      identifiers = Collections.unmodifiableMap(identifiers);
    }
  }
}
