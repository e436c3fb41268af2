package dev.selvedge.dotdigital.inward;

import dev.selvedge.RecordKind;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.json.Word;
import dev.selvedge.dotdigital.suppression.Suppression;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.ConsentClaim.Timing;
import dev.selvedge.mapping.Topic;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a line of a suppression feed means, reason by reason.
///
/// | Reason | Choice |
/// |---|---|
/// | `Unsubscribed` | opted out |
/// | `SoftBounced` | nothing: the next mail may arrive |
/// | `Subscribed`, `PendingOptIn` | nothing: not suppressed |
/// | `Deleted` | nothing: a contact was tidied away, and nobody decided anything |
/// | `HardBounced`, `NoMxRecord` | suppressed because of the address: nothing reaches it |
/// | `IspComplained`, `DirectComplaint` | suppressed because of a complaint |
/// | any other, known or not | suppressed, with that reason |
final class Suppressing {
  private static final Word UNSUBSCRIBED = new Word("Unsubscribed");

  private Suppressing() {}

  static Optional<Observation> of(Suppression line, RecordKind kind, Topic topic, String feed) {
    return choice(line.reason())
        .map(
            choice ->
                new Observation(
                    kind,
                    who(line),
                    topic,
                    choice,
                    Timing.STATED,
                    stamp(line.dateRemoved()),
                    evidence(line, choice, feed)));
  }

  private static Optional<Choice> choice(Word reason) {
    if (reason.equals(UNSUBSCRIBED)) {
      return Optional.of(Choice.OPT_OUT);
    }
    boolean harmless =
        reason.is("SoftBounced")
            || reason.is("Subscribed")
            || reason.is("PendingOptIn")
            || reason.is("Deleted");
    return harmless ? Optional.empty() : Optional.of(Choice.SUPPRESSED);
  }

  private static String reason(Word status) {
    if (status.is("HardBounced") || status.is("NoMxRecord")) {
      return ConsentClaim.BOUNCE;
    }
    if (status.is("IspComplained") || status.is("DirectComplaint")) {
      return "complaint";
    }
    return status.isNone() ? "unknown" : status.text();
  }

  private static Observation.Who who(Suppression line) {
    ContactKey.Id contact = line.contact();
    return new Observation.Who(contact == null ? 0 : contact.number(), line.email());
  }

  private static Stamp stamp(@org.jspecify.annotations.Nullable Instant at) {
    return at == null ? Stamp.absent() : Stamp.at(at);
  }

  private static Map<String, String> evidence(Suppression line, Choice choice, String feed) {
    Map<String, String> evidence = new TreeMap<>();
    evidence.put("feed", feed);
    evidence.put(Observation.STATUS, line.reason().text());
    if (choice == Choice.SUPPRESSED) {
      evidence.put(ConsentClaim.REASON, reason(line.reason()));
    }
    ContactKey.Id contact = line.contact();
    if (contact != null) {
      evidence.put("contact", contact.value());
    }
    return evidence;
  }
}
