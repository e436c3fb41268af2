package dev.selvedge.app.page;

import dev.selvedge.app.flow.InTime;
import dev.selvedge.app.graph.Arrow;
import dev.selvedge.app.graph.ArrowState;
import dev.selvedge.app.graph.FlowGraph;
import dev.selvedge.app.page.Overview.Standing;
import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditResult;
import dev.selvedge.watch.alarm.Severity;
import dev.selvedge.watch.freshness.Share;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The answer to "is everything all right?": one sentence, and what it rests on. Immutable.
///
/// @param alarms which are open, by how bad they are; `none is open`
/// @param arrows which flows are not well, or that all are
/// @param freshness how much was in time
public record Verdict(Tone tone, String sentence, String alarms, String arrows, String freshness) {

  /// How good it is, the best first.
  public enum Tone {
    GOOD,
    LOOK,
    BAD;

    /// The name of its class in the style sheet.
    public String style() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Of the whole.
  ///
  /// @param audited the newest audit that has ended
  public static Verdict of(Overview overview, Optional<Audit> audited) {
    Tone tone = tone(overview, audited);
    return new Verdict(
        tone, sentence(tone, overview), alarms(overview), arrows(overview), freshness(overview));
  }

  private static Tone tone(Overview overview, Optional<Audit> audited) {
    ArrowState worst = worst(overview.graph());
    if (overview.glance() == Standing.STUCK || worst == ArrowState.FAILING) {
      return Tone.BAD;
    }
    boolean look =
        overview.alarms().stream().anyMatch(one -> one.severity().isAtLeast(Severity.WARNING))
            || worst.isTrouble()
            || !overview.concerns().isEmpty()
            || overview.parked() > 0
            || overview.orphans().reported() > 0
            || overview.targets().stream().anyMatch(target -> !target.well())
            || overview.flows().stream().anyMatch(flow -> isLate(flow.inTime()))
            || audited.filter(Verdict::wantsALook).isPresent();
    return look ? Tone.LOOK : Tone.GOOD;
  }

  /// Whether somebody should read an audit.
  public static boolean wantsALook(Audit audit) {
    return audit.state() != Audit.State.DONE || !audit.result().isClean();
  }

  /// What an audit found, in a few words: `3 differ`.
  public static String outcome(Audit audit, Display display) {
    AuditResult result = audit.result();
    if (audit.state() != Audit.State.DONE) {
      return "broken off";
    }
    if (result.differing() > 0) {
      return display.number(result.differing())
          + (result.differing() == 1 ? " differs" : " differ");
    }
    if (result.missingNumbers() > 0) {
      return display.count(result.missingNumbers(), "order number") + " never came";
    }
    return result.wrongDays() > 0
        ? display.count(result.wrongDays(), "day") + " with other orders than their system counts"
        : "nothing differs";
  }

  private static boolean isLate(InTime inTime) {
    return inTime.isKnown() && !inTime.kept();
  }

  private static ArrowState worst(FlowGraph graph) {
    return graph.rows().stream()
        .map(row -> row.arrow().state())
        .max(Comparator.naturalOrder())
        .orElse(ArrowState.NOT_YET_RUN);
  }

  private static String sentence(Tone tone, Overview overview) {
    return switch (tone) {
      case BAD -> "Not all right: somebody should look now.";
      case LOOK -> "It works, and something wants a look.";
      case GOOD ->
          overview.standing() == Standing.SILENT
              ? "All right so far: ready for the first record."
              : "Everything is all right.";
    };
  }

  private static String alarms(Overview overview) {
    List<String> parts = new ArrayList<>();
    for (Severity severity : Arrays.asList(Severity.values()).reversed()) {
      long count = overview.alarms().stream().filter(alarm -> alarm.severity() == severity).count();
      if (count > 0) {
        parts.add(count + " " + severity.word());
      }
    }
    return parts.isEmpty() ? "none is open" : String.join(", ", parts);
  }

  /// Those that are in trouble, by state; else that none is.
  private static String arrows(Overview overview) {
    List<String> parts = new ArrayList<>();
    List<FlowGraph.Row> rows = overview.graph().rows();
    for (ArrowState state : Arrays.asList(ArrowState.values()).reversed()) {
      List<Arrow> of =
          rows.stream().map(FlowGraph.Row::arrow).filter(one -> one.state() == state).toList();
      if (state.isTrouble() && !of.isEmpty()) {
        parts.add(of.size() + " " + state.words());
      }
    }
    return parts.isEmpty()
        ? "none fails, is late or is silent"
        : String.join(", ", parts) + " of " + rows.size();
  }

  private static String freshness(Overview overview) {
    Share share = Share.NOTHING;
    int measured = 0;
    int missed = 0;
    for (Overview.FlowLine flow : overview.flows()) {
      if (flow.inTime().isKnown()) {
        measured++;
        share = share.plus(flow.inTime().share());
        missed += flow.inTime().kept() ? 0 : 1;
      }
    }
    if (measured == 0) {
      return "nothing measured in the last day";
    }
    String all = InTime.words(share) + " in time over the last day, ";
    return missed == 0
        ? all + "every flow as promised"
        : all
            + missed
            + " of "
            + measured
            + (measured == 1 ? " flow" : " flows")
            + " below promise";
  }
}
