package dev.selvedge.dotdigital.delivery.contact;

import dev.selvedge.Outcome;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.JobId;
import dev.selvedge.dotdigital.contact.ContactBatch;
import dev.selvedge.dotdigital.contact.Identifiers;
import dev.selvedge.dotdigital.contact.ImportReport;
import dev.selvedge.dotdigital.contact.MergeOption;
import dev.selvedge.dotdigital.delivery.account.AccountPreparation;
import dev.selvedge.dotdigital.delivery.outcome.AskTimes;
import dev.selvedge.dotdigital.delivery.outcome.Code;
import dev.selvedge.dotdigital.delivery.outcome.Outcomes;
import dev.selvedge.dotdigital.delivery.outcome.PackedImport;
import dev.selvedge.dotdigital.delivery.outcome.Part;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Job;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Parcel;
import dev.selvedge.send.Target.Progress;
import dev.selvedge.send.Target.Settlement;
import dev.selvedge.send.Target.Submission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Writes many contacts in an import, and reads its report. Thread-safe.
public final class ContactImports {
  private final Dotdigital account;
  private final TargetSettings settings;
  private final AccountPreparation preparation;
  private final Outcomes outcomes;
  private final ContactLimit limit;

  public ContactImports(
      Dotdigital account,
      TargetSettings settings,
      AccountPreparation preparation,
      Outcomes outcomes,
      ContactLimit limit) {
    this.account = account;
    this.settings = settings;
    this.preparation = preparation;
    this.outcomes = outcomes;
    this.limit = limit;
  }

  /// Packs what may go in one import; the rest is settled, or sent by itself.
  public Parcel pack(List<Item> items) {
    return limit.isFull() ? packInFullAccount(items) : pack(items, List.of());
  }

  /// While the account is full only contacts that it has are sent; new ones are turned away without
  /// a call, one by itself as long as nobody has been told.
  private Parcel packInFullAccount(List<Item> items) {
    List<Item> known = new ArrayList<>();
    List<Item> unknown = new ArrayList<>();
    for (Item item : items) {
      (item.delivered().isThere() ? known : unknown).add(item);
    }
    if (!known.isEmpty()) {
      return pack(known, unknown);
    }
    return limit.isSaid()
        ? new PackedImport(unknown, List.of(), this::turnAway)
        : PackedImport.only(unknown.getFirst(), unknown, this::turnAway);
  }

  private Submission turnAway() {
    return new Submission.NotAccepted(limit.refuse());
  }

  private Parcel pack(List<Item> items, List<Item> others) {
    ContactBody body = ContactBody.of(settings);
    ContactBatch batch =
        ContactBatch.upTo(items.size(), settings.batches().bytes(), MergeOption.OVERWRITE);
    List<Integer> lists = preparation.lists();
    PackedImport parcel =
        PackedImport.of(
            items,
            item -> {
              Desired.Contact contact = contact(item);
              boolean told = ContactDelivery.wasTold(item, contact);
              return batch.add(body.byAddress(contact, told, lists));
            },
            outcomes,
            () -> handOver(batch));
    List<Item> left = new ArrayList<>(parcel.leftOver());
    left.addAll(others);
    return new PackedImport(parcel.packed(), left, parcel.call());
  }

  /// A missing field would have every import refused, and halving would find no culprit.
  private Submission handOver(ContactBatch batch) {
    Answer<JobId> answer = account.contacts().importBatch(batch);
    if (Code.of(Outcomes.error(answer)).isContactLimit()) {
      limit.reached();
      return new Submission.NotAccepted(limit.knownOnes());
    }
    if (ContactFailures.mayLackSomething(answer) && preparation.mend()) {
      return new Submission.NotAccepted(ContactFailures.mended(outcomes.now()));
    }
    return outcomes.submission(answer, Part.CONTACTS, JobId::value);
  }

  private static Desired.Contact contact(Item item) {
    if (item.desired() instanceof Desired.Contact contact) {
      return contact;
    }
    throw new IllegalArgumentException("an import writes contacts and retires none");
  }

  /// How far an import is, and what came of each of its items once it is over; gone where it is not
  /// known.
  public Progress progress(Job job, AskTimes times) {
    Answer<ImportReport> answer = account.contacts().importReport(new JobId(job.remoteId()));
    return switch (answer) {
      case Answer.Ok<ImportReport> ok -> read(ok.value(), job, times);
      case Answer.NotFound<ImportReport> ignored -> new Progress.Gone();
      // An id that Dotdigital does not even take for one.
      case Answer.Rejected<ImportReport> ignored -> new Progress.Gone();
      case Answer<ImportReport> other ->
          new Progress.NotKnown(times.next(job), outcomes.why(other, Part.CONTACTS));
    };
  }

  private Progress read(ImportReport report, Job job, AskTimes times) {
    return switch (report.state()) {
      case RUNNING -> new Progress.Running(times.next(job));
      case UNKNOWN -> new Progress.Gone();
      case DONE -> new Progress.Finished(settlements(report, job.items()));
      // Something in it may be to blame: halves tell, and cost little when nothing is.
      case FAILED ->
          new Progress.Refused(new Outcome.Retry("the import failed as a whole", outcomes.now()));
      case REJECTED_BY_WATCHDOG ->
          new Progress.Refused(
              outcomes.park(
                  "watchdog",
                  "Dotdigital's list-quality check stops this contact. Look whether the address is"
                      + " real and wanted; ask Dotdigital's support to release it, then replay."));
      case EXCEEDS_CONTACT_LIMIT -> full(job);
    };
  }

  /// Where only contacts were sent that the account has, one of them must be gone from it: halves
  /// find it.
  private Progress full(Job job) {
    boolean known = limit.wasKnownAt(job.startedAt());
    limit.reached();
    return known ? new Progress.Refused(limit.waiting()) : new Progress.Failed(limit.knownOnes());
  }

  private Map<Subject, Settlement> settlements(ImportReport report, List<Job.Sent> items) {
    Map<String, String> written = new HashMap<>();
    report.created().forEach(one -> note(one, written));
    report.updated().forEach(one -> note(one, written));
    Map<String, Settlement> byAddress = new HashMap<>();
    written.forEach(
        (address, number) -> byAddress.put(address, new Settlement(new Outcome.Done(), number)));
    ContactFailures failures = new ContactFailures(preparation, outcomes);
    for (ImportReport.Failed failed : report.failures()) {
      address(failed.identifiers())
          .ifPresent(
              address ->
                  byAddress.put(
                      address, failures.settlement(failed, written.getOrDefault(address, ""))));
    }
    if (!report.created().isEmpty()) {
      limit.hasRoom();
    }
    Map<Subject, Settlement> settlements = new HashMap<>();
    for (Job.Sent sent : items) {
      Settlement settlement = byAddress.get(sent.address().toLowerCase(Locale.ROOT));
      if (settlement != null) {
        settlements.put(sent.subject(), settlement);
      }
    }
    return settlements;
  }

  private static void note(ImportReport.Reference reference, Map<String, String> written) {
    address(reference.identifiers())
        .ifPresent(address -> written.put(address, reference.id().value()));
  }

  private static Optional<String> address(Identifiers identifiers) {
    return identifiers.email().map(email -> email.toLowerCase(Locale.ROOT));
  }
}
