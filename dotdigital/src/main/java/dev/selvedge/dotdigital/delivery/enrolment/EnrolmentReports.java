package dev.selvedge.dotdigital.delivery.enrolment;

import dev.selvedge.Outcome;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.JobId;
import dev.selvedge.dotdigital.contact.Contact;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.delivery.insight.InsightDelivery;
import dev.selvedge.dotdigital.delivery.outcome.AskTimes;
import dev.selvedge.dotdigital.delivery.outcome.Code;
import dev.selvedge.dotdigital.delivery.outcome.ContactNumbers;
import dev.selvedge.dotdigital.delivery.outcome.Outcomes;
import dev.selvedge.dotdigital.delivery.outcome.Part;
import dev.selvedge.dotdigital.program.Enrolment;
import dev.selvedge.dotdigital.program.EnrolmentFault;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Job;
import dev.selvedge.send.Target.Progress;
import dev.selvedge.send.Target.Settlement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Asks how an enrolment went, and for whom it did not. Thread-safe.
public final class EnrolmentReports {
  private final Dotdigital account;
  private final Outcomes outcomes;

  public EnrolmentReports(Dotdigital account, Outcomes outcomes) {
    this.account = account;
    this.outcomes = outcomes;
  }

  public Progress progress(Job job, AskTimes times) {
    if (job.remoteId().equals(EnrolmentDelivery.LACKS_CONTACT)) {
      return new Progress.Finished(all(job, InsightDelivery.lacksOwner(outcomes)));
    }
    JobId id = new JobId(job.remoteId());
    Answer<Enrolment> answer = account.programs().enrolment(id);
    return switch (answer) {
      case Answer.Ok<Enrolment> ok ->
          switch (ok.value().state()) {
            case PROCESSING -> new Progress.Running(times.next(job));
            // Whatever a new word means: where there is a report it is over.
            case FINISHED, UNKNOWN -> report(id, job, times);
          };
      case Answer.NotFound<Enrolment> ignored -> new Progress.Gone();
      case Answer<Enrolment> other -> notKnown(other, job, times);
    };
  }

  private Progress report(JobId id, Job job, AskTimes times) {
    Answer<List<EnrolmentFault>> answer = account.programs().faults(id);
    return switch (answer) {
      case Answer.Ok<List<EnrolmentFault>> ok ->
          new Progress.Finished(settlements(job, ok.value()));
      // It has been seen a moment ago: what is not there is the report, so nobody was turned away.
      case Answer.NotFound<List<EnrolmentFault>> ignored ->
          new Progress.Finished(settlements(job, List.of()));
      case Answer.Rejected<List<EnrolmentFault>> rejected ->
          Code.of(rejected.error()).is("enrolmentisprocessing")
              ? new Progress.Running(times.next(job))
              : notKnown(rejected, job, times);
      case Answer<List<EnrolmentFault>> other -> notKnown(other, job, times);
    };
  }

  private Progress notKnown(Answer<?> answer, Job job, AskTimes times) {
    return new Progress.NotKnown(times.next(job), outcomes.why(answer, Part.PROGRAMS));
  }

  private Map<Subject, Settlement> settlements(Job job, List<EnrolmentFault> faults) {
    Map<Subject, Settlement> settlements =
        all(job, new Settlement(new Outcome.Done(), job.remoteId()));
    for (EnrolmentFault fault : faults) {
      whose(fault, job).ifPresent(subject -> settlements.put(subject, settlement(fault, job)));
    }
    return settlements;
  }

  private static Map<Subject, Settlement> all(Job job, Settlement settlement) {
    Map<Subject, Settlement> settlements = new HashMap<>();
    job.items().forEach(sent -> settlements.put(sent.subject(), settlement));
    return settlements;
  }

  /// By the number it was sent by, or the address; where the report has another than the hub
  /// remembers, the contact is asked for by its number. A fault of one alone is that one's.
  private Optional<Subject> whose(EnrolmentFault fault, Job job) {
    if (job.items().size() == 1) {
      return Optional.of(job.items().getFirst().subject());
    }
    Optional<Subject> numbered =
        job.items().stream()
            .filter(sent -> !sent.owner().isEmpty() && sent.owner().equals(fault.contactId()))
            .map(Job.Sent::subject)
            .findFirst();
    if (numbered.isPresent()) {
      return numbered;
    }
    Optional<Subject> named = byAddress(fault.email(), job);
    if (named.isPresent()) {
      return named;
    }
    return ContactNumbers.read(fault.contactId())
        .flatMap(this::addressOf)
        .flatMap(address -> byAddress(address, job));
  }

  private Optional<String> addressOf(ContactKey.Id number) {
    return account
        .contacts()
        .get(number)
        .asOptional()
        .map(Contact::identifiers)
        .flatMap(identifiers -> identifiers.email());
  }

  private static Optional<Subject> byAddress(String address, Job job) {
    return job.items().stream()
        .filter(sent -> !address.isEmpty() && sent.address().equalsIgnoreCase(address))
        .map(Job.Sent::subject)
        .findFirst();
  }

  private Settlement settlement(EnrolmentFault fault, Job job) {
    String program = "program " + job.items().getFirst().key();
    String reason = Code.of(fault.reason()).letters();
    if (reason.equals("deleted") || reason.endsWith("notfound") || reason.endsWith("notexist")) {
      return InsightDelivery.lacksOwner(outcomes);
    }
    return new Settlement(outcome(reason, program, fault), "");
  }

  private Outcome outcome(String reason, String program, EnrolmentFault fault) {
    if (reason.equals("alreadyinprogram")) {
      return new Outcome.Drop("the contact is in " + program + " already");
    }
    // The vendor's own sample spells it "Unsubcribed".
    if (reason.startsWith("unsub")) {
      return new Outcome.Drop("the contact has unsubscribed in Dotdigital");
    }
    if (reason.contains("suppressed") || reason.contains("bounce") || reason.contains("complain")) {
      return new Outcome.Drop("Dotdigital does not mail this contact (" + fault.reason() + ")");
    }
    if (reason.contains("enrol")) {
      return new Outcome.Drop(
          program + " does not let the contact in again (" + fault.reason() + ")");
    }
    return outcomes.park(
        "enrolment-" + reason.toLowerCase(Locale.ROOT),
        "Dotdigital did not start the contact in "
            + program
            + " ("
            + (fault.reason().isNone() ? "no reason given" : fault.reason())
            + "). Look at the contact and the program there, then replay.");
  }
}
