package dev.selvedge.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import dev.selvedge.app.flow.InTime;
import dev.selvedge.app.graph.Arrow;
import dev.selvedge.app.graph.ArrowState;
import dev.selvedge.app.graph.FlowGraph;
import dev.selvedge.app.graph.Party;
import dev.selvedge.app.page.Overview.Activity;
import dev.selvedge.app.page.Overview.Standing;
import dev.selvedge.app.page.Verdict.Tone;
import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.AuditResult;
import dev.selvedge.commerce.Orphans;
import dev.selvedge.watch.alarm.Alarm;
import dev.selvedge.watch.freshness.Share;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whether everything is all right, and what that rests on.
class VerdictTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private static FlowGraph graph(ArrowState state) {
    Arrow arrow =
        new Arrow("order", "/flows/shop/order", state, 0, 0, "So it is.", Optional.empty());
    return new FlowGraph(List.of(new Party("shop", "shop", List.of(arrow), List.of())), List.of());
  }

  private static Overview.FlowLine line(boolean kept) {
    return new Overview.FlowLine(
        "shop/order",
        "Dotdigital",
        Standing.IN_STEP,
        9,
        0,
        0,
        9,
        0,
        new Activity.Never(),
        new InTime(new Share(98, kept ? 0 : 2), kept, List.of("99 % within 60 s"), 0));
  }

  private static Overview overview(
      Standing standing, long parked, boolean kept, ArrowState state, List<Alarm> alarms) {
    return new Overview(
        NOW,
        standing,
        5,
        0,
        0,
        parked,
        List.of(line(kept)),
        List.of(),
        List.of(),
        Orphans.Tally.NONE,
        alarms,
        graph(state));
  }

  private static Overview well() {
    return overview(Standing.IN_STEP, 0, true, ArrowState.FRESH, List.of());
  }

  private static Tone tone(Overview overview) {
    return Verdict.of(overview, Optional.empty()).tone();
  }

  private static Audit audit(Audit.State state) {
    return new Audit(
        7,
        new SystemName("dotdigital"),
        AuditOrder.Basis.SAMPLE,
        1,
        "schedule",
        NOW,
        NOW,
        state,
        "",
        AuditResult.NOTHING);
  }

  @Test
  void where_nothing_is_wrong_everything_is_all_right() {
    Verdict verdict = Verdict.of(well(), Optional.of(audit(Audit.State.DONE)));

    assertThat(verdict)
        .isEqualTo(
            new Verdict(
                Tone.GOOD,
                "Everything is all right.",
                "none is open",
                "none fails, is late or is silent",
                "100 % in time over the last day, every flow as promised"));
    assertThat(
            Verdict.of(
                    overview(Standing.SILENT, 0, true, ArrowState.NOT_YET_RUN, List.of()),
                    Optional.empty())
                .sentence())
        .isEqualTo("All right so far: ready for the first record.");
    assertThat(tone(overview(Standing.CATCHING_UP, 0, true, ArrowState.WAITING, List.of())))
        .isEqualTo(Tone.GOOD);
    assertThat(tone(overview(Standing.IN_STEP, 0, true, ArrowState.PAUSED, List.of())))
        .isEqualTo(Tone.GOOD);
  }

  @Test
  void each_thing_that_wants_a_look_makes_it_amber() {
    List<Alarm> warning = List.of(new SampleAlarms(NOW).open().getLast());
    assertThat(
            List.of(
                overview(Standing.IN_STEP, 1, true, ArrowState.FRESH, List.of()),
                overview(Standing.IN_STEP, 0, false, ArrowState.FRESH, List.of()),
                overview(Standing.IN_STEP, 0, true, ArrowState.LATE, List.of()),
                overview(Standing.IN_STEP, 0, true, ArrowState.SILENT, List.of()),
                overview(Standing.IN_STEP, 0, true, ArrowState.FRESH, warning)))
        .extracting(VerdictTest::tone)
        .containsOnly(Tone.LOOK);
    assertThat(Verdict.of(well(), Optional.of(audit(Audit.State.BROKEN_OFF))).tone())
        .isEqualTo(Tone.LOOK);
    assertThat(
            Verdict.of(
                overview(Standing.IN_STEP, 0, false, ArrowState.LATE, warning), Optional.empty()))
        .extracting(Verdict::alarms, Verdict::arrows, Verdict::freshness)
        .containsExactly(
            "1 warning",
            "1 late of 1",
            "98 % in time over the last day, 1 of 1 flow below promise");
  }

  @Test
  void what_stands_still_or_fails_or_is_critical_makes_it_red() {
    List<Alarm> critical = List.of(new SampleAlarms(NOW).open().getFirst());
    assertThat(
            List.of(
                overview(Standing.STUCK, 0, true, ArrowState.FRESH, List.of()),
                overview(Standing.IN_STEP, 0, true, ArrowState.FAILING, List.of()),
                overview(Standing.IN_STEP, 0, true, ArrowState.FRESH, critical)))
        .extracting(VerdictTest::tone)
        .containsOnly(Tone.BAD);
  }
}
