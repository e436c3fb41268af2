package dev.selvedge.dotdigital.delivery.consent;

import dev.selvedge.Outcome;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.JobId;
import dev.selvedge.dotdigital.contact.ContactBatch;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.contact.ContactWrite;
import dev.selvedge.dotdigital.contact.Failure;
import dev.selvedge.dotdigital.contact.ImportReport;
import dev.selvedge.dotdigital.contact.MergeOption;
import dev.selvedge.dotdigital.delivery.outcome.AnswerTable;
import dev.selvedge.dotdigital.delivery.outcome.AskTimes;
import dev.selvedge.dotdigital.delivery.outcome.Code;
import dev.selvedge.dotdigital.delivery.outcome.ContactNumbers;
import dev.selvedge.dotdigital.delivery.outcome.Outcomes;
import dev.selvedge.dotdigital.delivery.outcome.PackedImport;
import dev.selvedge.dotdigital.delivery.outcome.Part;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Job;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Parcel;
import dev.selvedge.send.Target.Progress;
import dev.selvedge.send.Target.Settlement;
import dev.selvedge.send.Target.Submission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Keeps many proofs of opt-ins with contacts that are there, in an import that names them by their
/// numbers, and reads its report. Of an import that may have been taken nothing is taken for
/// certain but its report. Thread-safe.
public final class ProofImports {
  private final Dotdigital account;
  private final TargetSettings settings;
  private final Outcomes outcomes;

  public ProofImports(Dotdigital account, TargetSettings settings, Outcomes outcomes) {
    this.account = account;
    this.settings = settings;
    this.outcomes = outcomes;
  }

  /// A contact may stand in an import once, with five proofs at most; what does not fit belongs in
  /// the next one.
  public Parcel pack(List<Item> items) {
    Map<ContactKey.Id, List<Item>> byContact = new LinkedHashMap<>();
    List<Item> left = new ArrayList<>();
    for (Item item : items) {
      Optional<ContactKey.Id> contact = ContactNumbers.of(item.owner());
      if (contact.isEmpty()) {
        left.add(item);
        continue;
      }
      List<Item> own = byContact.computeIfAbsent(contact.get(), id -> new ArrayList<>());
      (own.size() < ContactWrite.MAX_CONSENT_RECORDS ? own : left).add(item);
    }
    ContactBatch batch =
        ContactBatch.upTo(
            Math.max(1, byContact.size()), settings.batches().bytes(), MergeOption.OVERWRITE);
    List<Item> packed = new ArrayList<>();
    byContact.forEach(
        (contact, own) ->
            (batch.add(ProofDelivery.write(contact, proofs(own))) ? packed : left).addAll(own));
    return new PackedImport(packed, left, () -> handOver(batch));
  }

  private static List<dev.selvedge.person.Proof> proofs(List<Item> items) {
    return items.stream().map(ProofDelivery::proof).toList();
  }

  /// What was hardly taken may have been all the same.
  private Submission handOver(ContactBatch batch) {
    Answer<JobId> answer = account.contacts().importBatch(batch);
    boolean hardly =
        outcomes.row(answer, Part.CONTACTS).together() == AnswerTable.Together.HARDLY_ACCEPTED;
    return hardly
        ? new Submission.Lost(outcomes.why(answer, Part.CONTACTS))
        : outcomes.submission(answer, Part.CONTACTS, JobId::value);
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
      case FAILED, REJECTED_BY_WATCHDOG, EXCEEDS_CONTACT_LIMIT ->
          new Progress.Failed(
              new Outcome.Unknown(
                  "the import ended as a whole (" + report.status() + ")", outcomes.now()));
    };
  }

  private Map<Subject, Settlement> settlements(ImportReport report, List<Job.Sent> items) {
    Set<String> written = new HashSet<>();
    report.created().forEach(one -> written.add(one.id().value()));
    report.updated().forEach(one -> written.add(one.id().value()));
    Map<String, ImportReport.Failed> failures = new HashMap<>();
    report.failures().forEach(failed -> failures.put(number(failed), failed));
    Map<String, Long> counts =
        items.stream().collect(Collectors.groupingBy(Job.Sent::owner, Collectors.counting()));
    Map<Subject, Settlement> settlements = new HashMap<>();
    for (Job.Sent sent : items) {
      String number = sent.owner();
      ImportReport.Failed failed = failures.get(number);
      if (failed != null) {
        boolean alone = counts.getOrDefault(number, 0L) == 1;
        settlements.put(sent.subject(), failed(failed, written.contains(number), alone));
      } else if (written.contains(number)) {
        settlements.put(sent.subject(), new Settlement(new Outcome.Done(), number));
      }
    }
    return settlements;
  }

  /// The contact it names, or was named by.
  private static String number(ImportReport.Failed failed) {
    ContactKey.Id id = failed.id();
    return id == null ? failed.identifiers().values().getOrDefault("contactId", "") : id.value();
  }

  /// @param alone whether it was the only proof of its contact, so that what is said is said of it
  private Settlement failed(ImportReport.Failed failed, boolean written, boolean alone) {
    List<Code> codes =
        failed.reasons().stream().map(Failure::code).map(Code::of).distinct().toList();
    if (written && !codes.isEmpty() && codes.stream().allMatch(Code::isSuppression)) {
      return new Settlement(new Outcome.Done(), number(failed));
    }
    if (!written || !alone) {
      // Whether the contact is gone, or which of its proofs was refused, shows one by one.
      return new Settlement(
          new Outcome.Unknown("not all of it was taken (" + shown(codes) + ")", outcomes.now()),
          number(failed));
    }
    return new Settlement(ProofDelivery.refused(outcomes, settings, shown(codes)), number(failed));
  }

  private static String shown(List<Code> codes) {
    return codes.isEmpty()
        ? "no code"
        : codes.stream().map(Code::shown).collect(Collectors.joining(", "));
  }
}
