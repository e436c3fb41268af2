package dev.selvedge.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.AuditResult;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The figures of an audit as plots show them.
class AuditPlotsTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-01-01");

  private static AuditPlots plots(List<AuditResult.Day> days) {
    return AuditPlots.of(
        new Audit(
            1,
            new SystemName("dotdigital"),
            AuditOrder.Basis.SWEEP,
            1,
            "schedule",
            Instant.EPOCH,
            Instant.EPOCH,
            Audit.State.DONE,
            "",
            new AuditResult(1, 0, List.of(), List.of(), days, List.of())),
        List.of());
  }

  private static AuditResult.Day day(int after, String currency, long here, long there) {
    return new AuditResult.Day(
        FIRST.plusDays(after),
        currency,
        here,
        BigDecimal.valueOf(here * 10),
        there,
        BigDecimal.valueOf(there * 10));
  }

  @Test
  void days_without_orders_are_bars_too_and_currencies_are_counted_together() {
    AuditPlots plots =
        plots(List.of(day(0, "EUR", 3, 3), day(0, "GBP", 2, 1), day(2, "EUR", 4, 4)));

    assertThat(plots.bars()).extracting(AuditPlots.Bar::here).containsExactly(5L, 0L, 4L);
    assertThat(plots.isWide()).isFalse();
    assertThat(plots.mostOfBar()).isEqualTo(5);
    assertThat(plots.sums())
        .containsExactly(
            new AuditPlots.Sum("EUR", BigDecimal.valueOf(70), BigDecimal.valueOf(70)),
            new AuditPlots.Sum("GBP", BigDecimal.valueOf(20), BigDecimal.valueOf(10)));
    assertThat(plots.uneven()).containsExactly(day(0, "GBP", 2, 1));
  }

  @Test
  void a_long_time_is_shown_in_weeks_and_a_very_long_one_in_several_and_no_order_is_lost() {
    for (int length : new int[] {100, 101, 700, 701, 5_000}) {
      AuditPlots plots =
          plots(IntStream.range(0, length).mapToObj(at -> day(at, "GBP", 1, 1)).toList());

      assertThat(plots.bars()).as("%d days", length).hasSizeLessThanOrEqualTo(100);
      assertThat(plots.isWide()).isEqualTo(length > 100);
      assertThat(plots.bars().stream().mapToLong(AuditPlots.Bar::there).sum()).isEqualTo(length);
      assertThat(plots.bars().getLast().to()).isEqualTo(FIRST.plusDays(length - 1L));
    }
  }

  @Test
  void shares_have_two_digits() {
    assertThat(AuditPlots.percent(71, 402_573)).isEqualTo("0.018 %");
    assertThat(AuditPlots.percent(1, 2)).isEqualTo("50 %");
    assertThat(AuditPlots.percent(0, 7)).isEqualTo("0 %");
    assertThat(AuditPlots.percent(3, 0)).isEqualTo("0 %");
    assertThat(AuditPlots.height(1, 1_000_000)).isEqualTo(8);
    assertThat(AuditPlots.height(0, 10)).isZero();
  }
}
