package dev.selvedge.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.watch.FlowMinute;
import dev.selvedge.watch.report.Period;
import dev.selvedge.watch.report.Span;
import dev.selvedge.work.Promises;
import dev.selvedge.work.Store;
import dev.selvedge.work.report.Reported;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Of a hub that counts since Wednesday, 25 March 2026, half past eleven at night in London.
class StoreReportDeskTest {
  private static final Instant BEGUN = Instant.parse("2026-03-25T23:30:00Z");

  @TempDir private Path folder;
  private final SettableClock clock = new SettableClock(BEGUN);

  @SuppressWarnings("NullAway.Init")
  private Store store;

  @SuppressWarnings("NullAway.Init")
  private StoreReportDesk desk;

  @BeforeEach
  void open() {
    store = Stores.open(StoreConfig.file(folder.resolve("hub.db")), new TimeOrderedIds(clock));
    Reported.Scene scene =
        Reported.Scene.of(
            List.of(new SystemName("shop"), new SystemName("dotdigital")),
            List.of(new SystemName("dotdigital")),
            Promises.STANDARD);
    assertThat(scene.systems()).containsExactly("shop", "dotdigital");
    desk = new StoreReportDesk(store, scene, "my-brand", ZoneId.of("Europe/London"), clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void count() {
    store.change(
        ports ->
            ports.flowMinutes().add(List.of(new FlowMinute("shop/order", BEGUN, 7, 0, 7, 0, 0))));
  }

  private List<String> days() {
    return desk.spans(Period.DAY).stream().map(span -> span.first().toString()).toList();
  }

  private boolean isThere(Period period, String day) {
    return desk.read(period, LocalDate.parse(day)).isPresent();
  }

  private boolean isCounted(String day) {
    return desk.isCounted(Span.of(Period.DAY, LocalDate.parse(day), ZoneId.of("Europe/London")));
  }

  @Test
  void before_anything_was_counted_there_are_no_reports() {
    assertThat(desk.spans(Period.WEEK)).isEmpty();
    assertThat(isThere(Period.DAY, "2026-03-25")).isFalse();
  }

  @Test
  void reports_go_back_to_the_first_count_and_no_further_than_a_month_of_days() {
    count();
    assertThat(days()).containsExactly("2026-03-25");
    clock.set(Instant.parse("2026-03-29T23:30:00Z"));
    // half past midnight of Monday: clocks went forward
    assertThat(days())
        .containsExactly(
            "2026-03-30", "2026-03-29", "2026-03-28", "2026-03-27", "2026-03-26", "2026-03-25");
    assertThat(desk.spans(Period.WEEK))
        .extracting(Span::first)
        .containsExactly(LocalDate.parse("2026-03-30"), LocalDate.parse("2026-03-23"));
    clock.set(Instant.parse("2027-03-29T12:00:00Z"));
    assertThat(desk.spans(Period.DAY)).hasSize(31);
  }

  @Test
  void what_has_not_begun_or_was_never_counted_is_not_there() {
    count();
    assertThat(isThere(Period.DAY, "2026-03-24")).isFalse();
    assertThat(isCounted("2026-03-24")).isFalse();
    assertThat(isCounted("2026-03-25")).isTrue();
    assertThat(isThere(Period.DAY, "2026-03-25")).isTrue();
    assertThat(isThere(Period.DAY, "2026-03-26")).isFalse();
    assertThat(isThere(Period.MONTH, "2026-03-31")).isTrue();
    clock.set(Instant.parse("2026-03-27T00:00:00Z"));
    Reported thursday = desk.read(Period.DAY, LocalDate.parse("2026-03-26")).orElseThrow();
    assertThat(thursday.before().orElseThrow().all().received()).isEqualTo(7);
    assertThat(desk.report(thursday, Audience.OPERATIONS).sections().get(2).sentences())
        .contains("Came in: no records, 7 the day before.");
  }
}
