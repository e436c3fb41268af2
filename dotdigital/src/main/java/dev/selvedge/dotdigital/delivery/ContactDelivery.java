package dev.selvedge.dotdigital.delivery;

import dev.selvedge.Outcome;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.JobId;
import dev.selvedge.dotdigital.contact.Contact;
import dev.selvedge.dotdigital.contact.ContactBatch;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.contact.ContactWrite;
import dev.selvedge.dotdigital.contact.EmailStatus;
import dev.selvedge.dotdigital.contact.Failure;
import dev.selvedge.dotdigital.contact.Identifiers;
import dev.selvedge.dotdigital.contact.ImportReport;
import dev.selvedge.dotdigital.contact.MergeOption;
import dev.selvedge.mapping.Value;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Job;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Parcel;
import dev.selvedge.send.Target.Progress;
import dev.selvedge.send.Target.Settlement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Writes contacts: one at a time, or many in an import.
final class ContactDelivery {
  private final Dotdigital account;
  private final TargetSettings settings;
  private final Outcomes outcomes;
  private final Supplier<List<Integer>> lists;

  /// @param lists ids of the lists every contact is added to, asked at each write
  ContactDelivery(
      Dotdigital account,
      TargetSettings settings,
      Outcomes outcomes,
      Supplier<List<Integer>> lists) {
    this.account = account;
    this.lists = lists;
    this.settings = settings;
    this.outcomes = outcomes;
  }

  Settlement send(Item item) {
    return switch (item.desired()) {
      case Desired.Contact contact -> {
        Optional<ContactKey.Id> renamed = renamed(item.delivered(), contact);
        yield renamed.isPresent()
            ? rename(renamed.get(), contact)
            : settle(write(new ContactKey.Email(contact.email()), contact));
      }
      case Desired.Retired ignored -> retire(item.delivered());
      case Desired.Insight ignored ->
          throw new IllegalArgumentException("an insight record is not a contact");
    };
  }

  Parcel pack(List<Item> items) {
    ContactBatch batch =
        ContactBatch.upTo(items.size(), settings.batchBytes(), MergeOption.OVERWRITE);
    return PackedImport.of(
        items,
        item ->
            item.desired() instanceof Desired.Contact contact
                && batch.add(contactWrite(new ContactKey.Email(contact.email()), contact)),
        () -> account.contacts().importBatch(batch),
        outcomes);
  }

  Progress progress(JobId id, List<Job.Sent> items, Instant again) {
    Answer<ImportReport> answer = account.contacts().importReport(id);
    return switch (answer) {
      case Answer.Ok<ImportReport> ok -> read(ok.value(), items, again);
      case Answer.NotFound<ImportReport> ignored ->
          new Progress.Failed(new Outcome.Retry("Dotdigital does not know the import", again));
      case Answer<ImportReport> other -> new Progress.NotKnown(again, outcomes.of(other).word());
    };
  }

  private Progress read(ImportReport report, List<Job.Sent> items, Instant again) {
    return switch (report.state()) {
      case RUNNING, UNKNOWN -> new Progress.Running(again);
      case DONE -> new Progress.Finished(settlements(report, items));
      case FAILED -> new Progress.Failed(new Outcome.Retry("the import failed as a whole", again));
      case REJECTED_BY_WATCHDOG ->
          new Progress.Failed(
              new Outcome.Park(
                  "dotdigital.watchdog",
                  "Dotdigital's list-quality check stopped the import this contact was in. Ask"
                      + " Dotdigital's support to release it, then replay."));
      case EXCEEDS_CONTACT_LIMIT ->
          new Progress.Failed(
              new Outcome.Park(
                  "dotdigital.contact-limit",
                  "The account may hold no more contacts. Extend the package or remove contacts,"
                      + " then replay."));
    };
  }

  private static Map<Subject, Settlement> settlements(ImportReport report, List<Job.Sent> items) {
    Map<String, Settlement> byAddress = new HashMap<>();
    for (ImportReport.Failed failed : report.failures()) {
      address(failed.identifiers())
          .ifPresent(address -> byAddress.put(address, failure(failed.reasons())));
    }
    // Written and also listed in failures: only a part was refused, the contact itself is there.
    report.created().forEach(written -> note(written, byAddress));
    report.updated().forEach(written -> note(written, byAddress));
    return items.stream()
        .filter(sent -> byAddress.containsKey(sent.address()))
        .collect(
            Collectors.toMap(
                Job.Sent::subject,
                sent -> java.util.Objects.requireNonNull(byAddress.get(sent.address()))));
  }

  private static void note(ImportReport.Reference written, Map<String, Settlement> byAddress) {
    String number = Long.toString(written.id().number());
    address(written.identifiers())
        .ifPresent(address -> byAddress.put(address, new Settlement(new Outcome.Done(), number)));
  }

  private static Optional<String> address(Identifiers identifiers) {
    return identifiers.email().map(email -> email.toLowerCase(Locale.ROOT));
  }

  private static Settlement failure(List<Failure> reasons) {
    String codes =
        reasons.stream()
            .map(reason -> reason.code().toString())
            .distinct()
            .collect(Collectors.joining(", "));
    boolean suppressed =
        reasons.stream()
            .anyMatch(
                reason ->
                    reason.code().is("globallySuppressed")
                        || reason.code().is("suppressedByDomain"));
    Outcome outcome =
        suppressed
            ? new Outcome.Drop("Dotdigital suppresses this address everywhere (" + codes + ")")
            : new Outcome.Park(
                "dotdigital." + (codes.isEmpty() ? "item-failure" : codes),
                "Dotdigital refused this contact ("
                    + codes
                    + "). Correct the address or value at its source; it then goes again by"
                    + " itself.");
    return new Settlement(outcome, "");
  }

  /// A known contact under another address than desired.
  private static Optional<ContactKey.Id> renamed(Delivered delivered, Desired.Contact contact) {
    return delivered instanceof Delivered.Acknowledged before
            && !before.address().equals(contact.email())
        ? number(before)
        : Optional.empty();
  }

  /// Moves a contact to its new address by its number, as Dotdigital documents it. Where the new
  /// address already has a contact the two cannot be merged: that contact is written instead and
  /// the old one is never mailed again.
  private Settlement rename(ContactKey.Id id, Desired.Contact contact) {
    Answer<Contact> answer = write(id, contact);
    return switch (answer) {
      case Answer.Conflict<Contact> ignored -> {
        Settlement taken = settle(write(new ContactKey.Email(contact.email()), contact));
        Settlement retired = settle(unsubscribe(id));
        yield taken.outcome() instanceof Outcome.Done ? worse(taken, retired) : taken;
      }
      case Answer.NotFound<Contact> ignored ->
          settle(write(new ContactKey.Email(contact.email()), contact));
      case Answer<Contact> other -> settle(other);
    };
  }

  private static Settlement worse(Settlement done, Settlement other) {
    return other.outcome() instanceof Outcome.Done ? done : other;
  }

  private Settlement retire(Delivered delivered) {
    if (!(delivered instanceof Delivered.Acknowledged before)) {
      return new Settlement(new Outcome.Drop("nobody was ever told of it"), "");
    }
    ContactKey key =
        number(before)
            .map(ContactKey.class::cast)
            .orElseGet(() -> new ContactKey.Email(before.address()));
    Answer<Contact> answer = unsubscribe(key);
    return answer instanceof Answer.NotFound<Contact>
        ? new Settlement(new Outcome.Done(), before.remoteId())
        : settle(answer);
  }

  private Answer<Contact> unsubscribe(ContactKey key) {
    return account
        .contacts()
        .write(
            ContactWrite.stating(key, new EmailStatus.Unsubscribed()).build(),
            MergeOption.OVERWRITE);
  }

  private Answer<Contact> write(ContactKey match, Desired.Contact contact) {
    return account.contacts().write(contactWrite(match, contact), MergeOption.OVERWRITE);
  }

  private ContactWrite contactWrite(ContactKey match, Desired.Contact contact) {
    // Never without asking: the ledger may not know of an opt-out that happened in Dotdigital.
    EmailStatus status =
        contact.mailable()
            ? new EmailStatus.Subscribed(new EmailStatus.Resubscription.WithChallenge())
            : new EmailStatus.Unsubscribed();
    ContactWrite.Builder write = ContactWrite.stating(match, status);
    if (match instanceof ContactKey.Id) {
      write.email(contact.email());
    }
    contact.dataFields().forEach((name, value) -> field(write, name, value));
    if (!lists.get().isEmpty()) {
      write.lists(lists.get());
    }
    return write.build();
  }

  private static void field(ContactWrite.Builder write, String name, Value value) {
    switch (value) {
      case Value.Text(String text) -> write.field(name, text);
      case Value.Decimal(var number) -> write.field(name, number);
      case Value.Date(Instant instant) -> write.field(name, instant);
      case Value.Flag(boolean flag) -> write.field(name, flag);
    }
  }

  private Settlement settle(Answer<Contact> answer) {
    return answer instanceof Answer.Ok<Contact> ok
        ? new Settlement(new Outcome.Done(), Long.toString(ok.value().id().number()))
        : new Settlement(outcomes.of(answer), "");
  }

  private static Optional<ContactKey.Id> number(Delivered.Acknowledged before) {
    return before.remoteId().isEmpty()
        ? Optional.empty()
        : Optional.of(new ContactKey.Id(Long.parseLong(before.remoteId())));
  }
}
