package dev.selvedge.person;

import dev.selvedge.RecordRef;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.ConsentClaim.Timing;
import dev.selvedge.mapping.Topic;
import dev.selvedge.person.EffectiveConsent.Decision;
import dev.selvedge.person.LedgerEntry.Voice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads what each origin decided from its lines in the ledger, in the order of their times:
///
/// | the line | decides |
/// |---|---|
/// | says what the origin was being told at about that time | nothing: it is an echo |
/// | states its time | at that time |
/// | a flag, first seen as opt-in | before everything else: its age is not known |
/// | a flag, first seen as opt-out | at the time of the version that had it |
/// | a flag like the line before it, be that said or told | nothing |
/// | a flag unlike the line before it | at the time of the version that has it |
/// | an opt-in by a flag while the origin is told the opposite | nothing: it may not have heard |
/// | an opt-out by a flag while the origin is told the opposite | at the time of its version |
/// | waits for a confirmation | nothing itself, but a flag after it repeats none before it |
/// | was told to the origin, or tried to | nothing: it repeats others |
public final class Decisions {
  /// By how much the clock of a system may differ from the hub's.
  static final Duration SKEW = Duration.ofMinutes(2);

  /// Of two lines of one instant the stricter counts, which is then what holds after them: it
  /// comes last.
  private static final Comparator<LedgerEntry> IN_TIME =
      Comparator.comparing(Decisions::place)
          .thenComparing(LedgerEntry::voice, Comparator.reverseOrder())
          .thenComparingInt(entry -> strictness(entry.claim().choice()))
          .thenComparing(entry -> entry.claim().timing());

  private Decisions() {}

  static List<Decision> of(Collection<LedgerEntry> ledger, Topic topic) {
    Map<RecordRef, List<LedgerEntry>> byOrigin = new TreeMap<>();
    for (LedgerEntry entry : ledger) {
      if (entry.claim().topic().equals(topic)) {
        byOrigin.computeIfAbsent(entry.origin(), origin -> new ArrayList<>()).add(entry);
      }
    }
    List<Decision> decisions = new ArrayList<>();
    byOrigin.values().forEach(lines -> read(lines, decisions));
    return decisions;
  }

  private static void read(List<LedgerEntry> lines, List<Decision> decisions) {
    lines.sort(IN_TIME);
    List<LedgerEntry> told = lines.stream().filter(LedgerEntry::isOurs).toList();
    Optional<LedgerEntry> before = Optional.empty();
    boolean first = true;
    for (LedgerEntry line : lines) {
      if (line.voice() == Voice.SAID) {
        if (told.stream().anyMatch(word -> echoes(line, word) && !isOverruled(word, told, line))
            || told.stream().anyMatch(word -> mayNotHaveHeard(line, word))) {
          continue;
        }
        boolean repeats = repeats(line, before) && told.stream().noneMatch(w -> answers(line, w));
        if (!isPending(line) && !repeats) {
          decisions.add(new Decision(line, time(line.claim(), first)));
        }
      }
      if (line.voice() != Voice.MAYBE_TOLD) {
        before = Optional.of(line);
        first &= isPending(line);
      }
    }
  }

  private static boolean isPending(LedgerEntry line) {
    return line.claim().choice() == Choice.PENDING;
  }

  private static boolean repeats(LedgerEntry line, Optional<LedgerEntry> before) {
    return line.claim().timing() == Timing.OBSERVED
        && before.filter(last -> last.claim().choice() == line.claim().choice()).isPresent();
  }

  /// Whether a line says what its origin was being told at about that time. What was in the ledger
  /// when it was told repeats nothing: it may be why it was told. Nor is somebody who declined
  /// before that an echo, be it by a clock that is behind.
  private static boolean echoes(LedgerEntry line, LedgerEntry told) {
    Instant begin = told.claim().at();
    boolean agrees = line.claim().choice() == Choice.OPT_IN;
    return line.claim().choice() == told.claim().choice()
        && line.enteredAt().isAfter(begin)
        && isWithin(line, agrees ? begin.minus(SKEW) : begin, told);
  }

  /// A flag that agrees at about the time its origin was told the opposite: the version may be of
  /// before, by a clock that is ahead. Should they have come back in those minutes, the next
  /// version says so.
  private static boolean mayNotHaveHeard(LedgerEntry line, LedgerEntry told) {
    return line.claim().timing() == Timing.OBSERVED
        && line.claim().choice() == Choice.OPT_IN
        && told.claim().choice() != Choice.OPT_IN
        && isWithin(line, told.claim().at().minus(SKEW), told);
  }

  /// A flag that declines while its origin is told to agree: it may be an answer to that, though it
  /// was so before.
  private static boolean answers(LedgerEntry line, LedgerEntry told) {
    return line.claim().choice() == Choice.OPT_OUT
        && told.claim().choice() == Choice.OPT_IN
        && isWithin(line, told.claim().at(), told);
  }

  private static boolean isWithin(LedgerEntry line, Instant begin, LedgerEntry told) {
    Instant at = line.claim().at();
    return !at.isBefore(begin) && !at.isAfter(told.enteredAt().plus(SKEW));
  }

  /// Whether the origin was told otherwise since, and before a line that declines: that is then no
  /// echo of the first word, it may be an answer to the second. A line that agrees is not given the
  /// benefit of that doubt.
  private static boolean isOverruled(LedgerEntry told, List<LedgerEntry> all, LedgerEntry line) {
    return line.claim().choice() != Choice.OPT_IN
        && all.stream()
            .filter(other -> other.claim().choice() != told.claim().choice())
            .filter(other -> other.claim().at().isAfter(told.claim().at()))
            .anyMatch(other -> !other.claim().at().isAfter(line.claim().at()));
  }

  private static Instant time(ConsentClaim claim, boolean first) {
    return first && claim.timing() == Timing.OBSERVED && claim.choice() == Choice.OPT_IN
        ? ConsentClaim.UNKNOWN_TIME
        : claim.at();
  }

  /// What was told holds from when it was acknowledged: a version of before then that says
  /// otherwise had not heard of it, and is no change of mind.
  private static Instant place(LedgerEntry entry) {
    return entry.isOurs() ? entry.enteredAt() : entry.claim().at();
  }

  private static int strictness(Choice choice) {
    return switch (choice) {
      case PENDING -> 0;
      case OPT_IN -> 1;
      case OPT_OUT -> 2;
      case SUPPRESSED -> 3;
    };
  }
}
