package dev.selvedge.app.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.config.timetable.CronTimetable;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.CountingIds;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.watch.FlowMinute;
import dev.selvedge.watch.Timetable;
import dev.selvedge.watch.Usual;
import dev.selvedge.watch.alarm.Alarm;
import dev.selvedge.watch.alarm.AlarmPolicy;
import dev.selvedge.watch.alarm.Check;
import dev.selvedge.work.Store;
import dev.selvedge.work.alarm.AlarmStep;
import dev.selvedge.work.alarm.ChannelsCheck;
import dev.selvedge.work.alarm.Concerns;
import dev.selvedge.work.alarm.FlowsCheck;
import dev.selvedge.work.alarm.ParkedCheck;
import dev.selvedge.work.alarm.QueuesCheck;
import dev.selvedge.work.alarm.TargetsCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Weeks of a brand in which nothing is wrong: nights, weekends, holidays and clocks that change
/// raise no alarm; and then something is wrong.
@SuppressWarnings("NullAway.Init")
class HealthyMonthTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final Duration STEP = Duration.ofMinutes(30);
  private static final Set<LocalDate> HOLIDAYS =
      Set.of(
          LocalDate.of(2026, 4, 3),
          LocalDate.of(2026, 4, 6),
          LocalDate.of(2026, 12, 25),
          LocalDate.of(2026, 12, 28));

  @TempDir private Path folder;
  private final SettableClock clock = new SettableClock();
  private final SplittableRandom chance = new SplittableRandom(7);
  private final Timetable often = Timetable.every(Duration.ofMinutes(5));
  private final Timetable nightly = CronTimetable.of("30 1 * * *", LONDON);
  private final List<Alarm> seen = new ArrayList<>();
  private Store store;
  private AlarmStep step;
  private Instant nightlyDue = Instant.MIN;

  @BeforeEach
  void open() {
    store = Stores.open(StoreConfig.file(folder.resolve("hub.db")), new CountingIds());
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void watch(Set<LocalDate> known) {
    Map<String, Optional<Timetable>> flows = new HashMap<>();
    flows.put("shop/order", Optional.empty());
    flows.put("erp/invoice", Optional.of(often));
    flows.put("pim/product", Optional.of(nightly));
    List<Check> checks =
        List.of(
            new FlowsCheck(store, new Concerns(flows, new Usual.Calendar(LONDON, known))),
            new TargetsCheck(store, List.of()),
            new QueuesCheck(store, List.of()),
            new ParkedCheck(store),
            new ChannelsCheck(store, Set.of(), Map.of()));
    step = new AlarmStep(store, checks, AlarmPolicy.standard(), clock, () -> {});
  }

  /// A shop by webhooks: busy evenings, quiet nights, every day.
  private long shop(ZonedDateTime at) {
    double hourly =
        switch (at.getHour()) {
          case 1, 2, 3, 4, 5 -> 0;
          case 0, 6 -> 2;
          case 18, 19, 20, 21 -> 90;
          default -> 40;
        };
    return poisson(hourly / 2);
  }

  private static boolean rests(ZonedDateTime at) {
    return at.getDayOfWeek().getValue() > 5 || HOLIDAYS.contains(at.toLocalDate());
  }

  /// An ERP in which people work from eight to six.
  private long erp(ZonedDateTime at) {
    return rests(at) || at.getHour() < 8 || at.getHour() >= 18 ? 0 : poisson(24);
  }

  private long poisson(double mean) {
    double left = Math.exp(-mean);
    long count = -1;
    double product = 1;
    do {
      count++;
      product *= chance.nextDouble();
    } while (product > left);
    return count;
  }

  private void live(Instant from, Instant until, Set<String> broken) {
    for (Instant now = from; now.isBefore(until); now = now.plus(STEP)) {
      clock.set(now);
      ZonedDateTime at = now.atZone(LONDON);
      Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
      List<FlowMinute> minutes = new ArrayList<>();
      add(minutes, "shop/order", minute, broken.contains("shop/order") ? 0 : shop(at));
      add(minutes, "erp/invoice", minute, broken.contains("erp/invoice") ? 0 : erp(at));
      boolean night = !now.isBefore(nightlyDue);
      if (night) {
        nightlyDue = nightly.after(now);
        add(minutes, "pim/product", minute, 300);
      }
      Instant read = now;
      store.change(
          ports -> {
            ports.flowMinutes().add(minutes);
            ports.flowReadings().finished("erp/invoice", read);
            if (night) {
              ports.flowReadings().finished("pim/product", read);
            }
          });
      step.get();
      store.read(ports -> seen.addAll(ports.alarms().open()));
    }
  }

  private static void add(List<FlowMinute> minutes, String flow, Instant minute, long count) {
    if (count > 0) {
      minutes.add(new FlowMinute(flow, minute, count, 0, count, count * 900, 3_000));
    }
  }

  @Test
  void spring_with_easter_and_the_clocks_put_forward_raises_nothing() {
    watch(Set.of());
    live(Instant.parse("2026-03-09T00:00:00Z"), Instant.parse("2026-04-11T00:00:00Z"), Set.of());
    assertThat(seen).isEmpty();
  }

  @Test
  void autumn_with_the_clocks_put_back_raises_nothing_and_then_a_silent_shop_does() {
    watch(Set.of());
    Instant tuesday = Instant.parse("2026-11-03T14:00:00Z");
    live(Instant.parse("2026-10-05T00:00:00Z"), tuesday, Set.of());
    assertThat(seen).isEmpty();

    live(tuesday, tuesday.plus(Duration.ofHours(3)), Set.of("shop/order"));
    assertThat(seen).isNotEmpty().extracting(Alarm::key).containsOnly("silent shop/order");
    live(tuesday.plus(Duration.ofHours(3)), tuesday.plus(Duration.ofHours(4)), Set.of());
    List<Alarm> open = store.read(ports -> ports.alarms().open());
    assertThat(open).isEmpty();
  }

  @Test
  void christmas_raises_nothing_and_a_working_day_without_the_erp_does() {
    watch(HOLIDAYS);
    Instant begin = Instant.parse("2026-12-02T00:00:00Z");
    Instant wednesday = Instant.parse("2026-12-30T08:00:00Z");
    live(begin, wednesday, Set.of());
    assertThat(seen).isEmpty();
    live(wednesday, wednesday.plus(Duration.ofHours(5)), Set.of("erp/invoice"));
    assertThat(seen).isNotEmpty().extracting(Alarm::key).containsOnly("silent erp/invoice");
  }
}
