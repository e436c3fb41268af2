package dev.selvedge.dotdigital.inward;

import dev.selvedge.RecordKind;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.inward.Observation.Choice;
import dev.selvedge.dotdigital.inward.Observation.Timing;
import dev.selvedge.dotdigital.json.Word;
import dev.selvedge.dotdigital.suppression.Suppression;
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
/// | any other, known or not | suppressed, with that reason |
final class Suppressing {
  private static final Word UNSUBSCRIBED = new Word("Unsubscribed");

  private Suppressing() {}

  static Optional<Observation> of(Suppression line, RecordKind kind, String topic, String feed) {
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
                    evidence(line, feed)));
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

  private static Observation.Who who(Suppression line) {
    ContactKey.Id contact = line.contact();
    return new Observation.Who(contact == null ? 0 : contact.number(), line.email());
  }

  private static Stamp stamp(@org.jspecify.annotations.Nullable Instant at) {
    return at == null ? Stamp.absent() : Stamp.at(at);
  }

  private static Map<String, String> evidence(Suppression line, String feed) {
    Map<String, String> evidence = new TreeMap<>();
    evidence.put("feed", feed);
    evidence.put(Observation.REASON, line.reason().isNone() ? "unknown" : line.reason().text());
    ContactKey.Id contact = line.contact();
    if (contact != null) {
      evidence.put("contact", contact.value());
    }
    return evidence;
  }
}
