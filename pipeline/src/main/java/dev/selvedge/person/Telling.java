package dev.selvedge.person;

import dev.selvedge.RecordRef;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.Topic;
import dev.selvedge.person.LedgerEntry.Voice;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/// What a system is being told about consent. Immutable.
///
/// @param origin the record there, or the address, as the ledger calls it
public record Telling(RecordRef origin, Topic topic, Choice choice) {

  /// As the ledger keeps it.
  ///
  /// @param from when it was handed over
  /// @param to when it was known what became of it
  /// @param arrived whether it is known to have arrived
  public LedgerEntry entered(Instant from, Instant to, boolean arrived) {
    return new LedgerEntry(
        origin,
        ConsentClaim.stated(topic, choice, from, Map.of()),
        to,
        arrived ? Voice.TOLD : Voice.MAYBE_TOLD);
  }

  /// The last word between the hub and an origin, whoever spoke: what the origin said after it was
  /// told something else holds there. Of one instant the origin's own word is the last.
  public static Optional<LedgerEntry> lastWord(
      Collection<LedgerEntry> lines, RecordRef origin, Topic topic) {
    return lines.stream()
        .filter(line -> line.voice() != Voice.MAYBE_TOLD && line.claim().choice() != Choice.PENDING)
        .filter(line -> line.origin().equals(origin) && line.claim().topic().equals(topic))
        .filter(line -> !line.claim().isOfOtherSpelling())
        .max(
            Comparator.comparing((LedgerEntry line) -> line.claim().at())
                .thenComparing(LedgerEntry::voice, Comparator.reverseOrder()));
  }
}
