package dev.selvedge.app.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.app.alarm.AllChecks;
import dev.selvedge.app.config.timetable.CronTimetable;
import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.AuditSchedule;
import dev.selvedge.audit.RepairPolicy;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.watch.Timetable;
import dev.selvedge.watch.Usual;
import dev.selvedge.work.alarm.Concerns;
import dev.selvedge.work.audit.AuditStep;
import dev.selvedge.work.hub.HandCrank;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P10: over a month in which nothing is wrong, with its weekends, its holidays and a clock that is
/// put forward or back, a whole hub is audited every night, its schemas are looked at every day and
/// all alarms are looked for every hour: none is raised, and nothing is mended. Then one order is
/// lost, and it is told, mended and over.
class P10HealthyMonthTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int CUSTOMERS = 40;

  /// Easter.
  private static final Set<LocalDate> HOLIDAYS =
      Set.of(LocalDate.of(2026, 4, 3), LocalDate.of(2026, 4, 6));

  @TempDir private Path folder;

  private final SplittableRandom chance = new SplittableRandom(11);
  private final SettableClock clock = new SettableClock();
  private final ShopShelf shelf = new ShopShelf();
  private final Set<String> told = new TreeSet<>();
  private final List<SourceRecord> erp = new ArrayList<>();
  private int orders = 1_000;

  @SuppressWarnings("NullAway.Init") // set when a test begins
  private Workbench bench;

  @SuppressWarnings("NullAway.Init") // set when a test begins
  private HandCrank polls;

  @SuppressWarnings("NullAway.Init") // set when a test begins
  private AllChecks checks;

  @SuppressWarnings("NullAway.Init") // set when a test begins
  private AuditStep audits;

  private void begin(Instant from) {
    clock.set(from);
    bench = new Workbench(folder, Workbench.Fittings.STANDARD, clock);
    Timetable often = Timetable.every(Duration.ofMinutes(5));
    polls = bench.polling(new Erp(), Duration.ofMinutes(5));
    checks =
        new AllChecks(
            bench.store,
            bench.outlooks(),
            new Concerns(
                Map.of(
                    "shop/order",
                    Optional.empty(),
                    "shop/customer",
                    Optional.empty(),
                    "erp/customer",
                    Optional.of(often)),
                new Usual.Calendar(LONDON, Set.of())),
            Set.of(),
            clock);
    audits =
        new AuditStep(
            new AuditSchedule(
                // a time of day that one night has not, and one twice
                Optional.of(CronTimetable.of("30 1 * * *", LONDON)),
                AuditOrder.STANDARD.on(AuditOrder.Basis.SWEEP),
                new RepairPolicy(true, 100),
                Duration.ofDays(400)),
            bench.auditing(shelf));
    for (int customer = 0; customer < CUSTOMERS; customer++) {
      SourceRecord record =
          Workbench.shop(Integer.toString(customer))
              .email(address(customer))
              .first("Ann")
              .consent(customer % 3 > 0, from.minusSeconds(2))
              .stamp(from.minusSeconds(2))
              .seen(from)
              .upsert();
      shelf.records.put(record.ref().key(), record);
      bench.receive(record);
    }
    bench.settle();
  }

  @AfterEach
  void close() {
    polls.close();
    bench.close();
  }

  private final class Erp implements PolledSource {
    @Override
    public Feed feed() {
      return new Feed(new SystemName("erp"), new RecordKind("customer"));
    }

    @Override
    public Page poll(Cursor cursor, Instant now, int limit) {
      List<SourceRecord> records = List.copyOf(erp);
      erp.clear();
      return new Page(records, List.of(), cursor, false);
    }
  }

  private static String address(int customer) {
    return "p" + customer + "@example.com";
  }

  private int poisson(double mean) {
    double left = Math.exp(-mean);
    int count = -1;
    double product = 1;
    do {
      count++;
      product *= chance.nextDouble();
    } while (product > left);
    return count;
  }

  /// People buy all day long, and hardly at night.
  private int bought(ZonedDateTime at) {
    return poisson(
        switch (at.getHour()) {
          case 1, 2, 3, 4, 5 -> 0.01;
          case 0, 6 -> 0.3;
          case 18, 19, 20, 21 -> 5;
          default -> 2;
        });
  }

  /// In the ERP people work from eight to six, and not on days off.
  private int worked(ZonedDateTime at) {
    boolean rests = at.getDayOfWeek().getValue() > 5 || HOLIDAYS.contains(at.toLocalDate());
    return rests || at.getHour() < 8 || at.getHour() >= 18 ? 0 : poisson(2);
  }

  private void live(Instant from, Instant until) {
    for (Instant now = from; now.isBefore(until); now = now.plus(HOUR)) {
      clock.set(now);
      ZonedDateTime at = now.atZone(LONDON);
      for (int order = bought(at); order > 0; order--) {
        orders++;
        bench.receive(
            Workbench.order(Integer.toString(orders))
                .email(address(chance.nextInt(CUSTOMERS)))
                .stamp(now.minusSeconds(2))
                .seen(now)
                .upsert());
      }
      for (int edit = worked(at); edit > 0; edit--) {
        int customer = chance.nextInt(CUSTOMERS);
        erp.add(
            Workbench.erp(Integer.toString(customer))
                .email(address(customer))
                .with("tier", chance.nextBoolean() ? "\"gold\"" : "\"silver\"")
                .stamp(now.minusSeconds(5))
                .seen(now)
                .upsert());
      }
      polls.poll();
      bench.crank.resolve();
      // what it finds due is on its way
      audits.get();
      send();
      if (at.getHour() == 4) {
        bench.lookAtSchemas();
      }
      checks.turn();
      told.addAll(checks.told());
    }
  }

  /// Imports are asked after some seconds later.
  private void send() {
    bench.crank.sendAll(4, () -> clock.advance(Duration.ofSeconds(3)));
  }

  private List<Audit> made() {
    return bench.store.read(ports -> ports.audits().newest(100, 0));
  }

  /// @param nights how many audits the timetable names
  private void healthy(Instant from, Instant until, int nights) {
    begin(from);
    live(from, until);

    assertThat(told).isEmpty();
    assertThat(made())
        .hasSize(nights)
        .allSatisfy(
            audit -> {
              assertThat(audit.state()).as(audit.why()).isEqualTo(Audit.State.DONE);
              assertThat(audit.result().differing()).isZero();
              assertThat(audit.result().statements())
                  .noneMatch(sentence -> sentence.contains("mended"));
            });
  }

  @Test
  void spring_with_easter_and_the_clocks_put_forward() {
    healthy(Instant.parse("2026-03-11T00:00:00Z"), Instant.parse("2026-04-11T00:00:00Z"), 31);
  }

  @Test
  void autumn_with_the_clocks_put_back_and_then_an_order_is_lost() {
    Instant until = Instant.parse("2026-11-06T00:00:00Z");
    // in one of the twenty-five nights it is half past one twice
    healthy(Instant.parse("2026-10-12T00:00:00Z"), until, 26);

    Harm.Scene scene = new Harm.Scene(bench, folder);
    assertThat(scene.deleteOrder(scene.records().getFirst())).isTrue();
    live(until, until.plus(Duration.ofHours(12)));
    assertThat(told).containsExactly("drift dotdigital");
    assertThat(made().getFirst().result().statements()).contains("1 thing was mended by itself.");
    live(until.plus(Duration.ofHours(12)), until.plus(Duration.ofHours(36)));
    assertThat(checks.told()).isEmpty();
    assertThat(made().getFirst().result().differing()).isZero();
  }
}
