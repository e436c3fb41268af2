package dev.selvedge.dotdigital.delivery.enrolment;

import dev.selvedge.Outcome;
import dev.selvedge.automation.Action;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.delivery.account.ProgramWords;
import dev.selvedge.dotdigital.delivery.contact.ContactFailures;
import dev.selvedge.dotdigital.delivery.meter.Meter;
import dev.selvedge.dotdigital.delivery.outcome.AnswerTable;
import dev.selvedge.dotdigital.delivery.outcome.Code;
import dev.selvedge.dotdigital.delivery.outcome.ContactNumbers;
import dev.selvedge.dotdigital.delivery.outcome.Outcomes;
import dev.selvedge.dotdigital.delivery.outcome.PackedImport;
import dev.selvedge.dotdigital.delivery.outcome.Part;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.dotdigital.program.Enrolment;
import dev.selvedge.dotdigital.program.NewEnrolment;
import dev.selvedge.plan.Desired;
import dev.selvedge.send.Target.Charge;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Parcel;
import dev.selvedge.send.Target.Submission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Starts people in a program: one call for up to 25 of one program. It is never repeated here; an
/// answer that was lost is looked for by [EnrolmentSearch]. Thread-safe.
public final class EnrolmentDelivery {
  /// The id of an enrolment that was not made because its only contact is gone from the account:
  /// handing over cannot say that, the progress of a job can.
  static final String LACKS_CONTACT = "not-made:contact-not-found";

  private static final int NOT_ACTIVE = 422;

  private final Dotdigital account;
  private final TargetSettings settings;
  private final Outcomes outcomes;

  public EnrolmentDelivery(Dotdigital account, TargetSettings settings, Outcomes outcomes) {
    this.account = account;
    this.settings = settings;
    this.outcomes = outcomes;
  }

  /// Packs what belongs to the first item's program. Somebody who is to be started in it twice
  /// waits for the next call: in one they would be started once.
  public Parcel pack(List<Item> items) {
    Item first = items.getFirst();
    if (ContactNumbers.of(first.owner()).isEmpty()) {
      return PackedImport.only(first, items, () -> new Submission.Accepted(LACKS_CONTACT));
    }
    int program =
        program(first)
            .orElseThrow(() -> new IllegalArgumentException("only enrolments can be made as such"));
    Map<ContactKey.Id, Item> packed = new LinkedHashMap<>();
    List<Item> left = new ArrayList<>();
    for (Item item : items) {
      Optional<ContactKey.Id> contact = ContactNumbers.of(item.owner());
      boolean fits =
          packed.size() < NewEnrolment.OfContacts.MAX
              && program(item).filter(number -> number == program).isPresent()
              && contact.isPresent()
              && !packed.containsKey(contact.get());
      if (fits) {
        packed.put(contact.get(), item);
      } else {
        left.add(item);
      }
    }
    var enrolment = new NewEnrolment.OfContacts(program, List.copyOf(packed.keySet()));
    return new PackedImport(
        List.copyOf(packed.values()),
        left,
        new Charge(Meter.ENROLMENTS, 1),
        () -> handOver(enrolment));
  }

  /// Empty for what starts nobody in a program.
  private static Optional<Integer> program(Item item) {
    return item.desired() instanceof Desired.Enrolment enrolment
            && enrolment.action() instanceof Action.Enrol(int program)
        ? Optional.of(program)
        : Optional.empty();
  }

  private Submission handOver(NewEnrolment.OfContacts enrolment) {
    Answer<Enrolment> answer = account.programs().enrol(enrolment);
    return switch (answer) {
      case Answer.Ok<Enrolment> made -> new Submission.Accepted(made.value().id().value());
      case Answer.NotFound<Enrolment> notFound -> refused(enrolment, notFound);
      case Answer.Rejected<Enrolment> rejected -> refused(enrolment, rejected);
      case Answer<Enrolment> other ->
          outcomes.row(other, Part.PROGRAMS) == AnswerTable.PART_FORBIDDEN
              ? notAccepted("program-forbidden", notAllowed(title(), enrolment.programId()))
              : outcomes.submission(other, Part.PROGRAMS, made -> made.id().value());
    };
  }

  private Submission refused(NewEnrolment.OfContacts enrolment, Answer<Enrolment> answer) {
    int program = enrolment.programId();
    Code code = Code.of(Outcomes.error(answer));
    if (code.isMissingContact()) {
      return missing(enrolment);
    }
    if (code.isSuppression()) {
      return new Submission.Refused(ContactFailures.suppressed(code.shown()), false);
    }
    boolean notActive =
        answer instanceof Answer.Rejected<?> rejected && rejected.status() == NOT_ACTIVE;
    if (notActive || code.is("programnotactive")) {
      return notAccepted("program-not-active", ProgramWords.notActive(title(), program));
    }
    return answer instanceof Answer.NotFound<?>
        ? notAccepted("program-not-found", ProgramWords.notFound(title(), program))
        : outcomes.submission(answer, Part.PROGRAMS, made -> made.id().value());
  }

  /// Which of several it is was not said: alone it shows.
  private Submission missing(NewEnrolment.OfContacts enrolment) {
    return enrolment.contacts().size() == 1
        ? new Submission.Accepted(LACKS_CONTACT)
        : new Submission.Refused(
            new Outcome.Retry("Dotdigital does not hold the contact (any more)", outcomes.now()),
            false);
  }

  private Submission notAccepted(String cause, String sentence) {
    return new Submission.NotAccepted(outcomes.park(cause, sentence));
  }

  private String title() {
    return settings.title();
  }

  private static String notAllowed(String title, int program) {
    return title
        + " does not allow this account to start people in programs (program "
        + program
        + "). Have it added to the account's package or the API user's rights, then replay.";
  }
}
