package dev.selvedge.app.automation.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.ContentHash;
import dev.selvedge.Payload;
import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.Secret;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.automation.Action;
import dev.selvedge.automation.Automations;
import dev.selvedge.automation.Cap;
import dev.selvedge.automation.FactKind;
import dev.selvedge.automation.Rule;
import dev.selvedge.automation.Rule.Purpose;
import dev.selvedge.automation.Terms;
import dev.selvedge.automation.Trigger;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Change;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.inbox.DiskReserve;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.Contribution.Identity;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.Mapped;
import dev.selvedge.mapping.OrderDetails;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.PostalAddress;
import dev.selvedge.mapping.Version;
import dev.selvedge.plan.EnrolmentLists.Fate;
import dev.selvedge.plan.EnrolmentLists.Line;
import dev.selvedge.plan.EnrolmentLists.Wanted;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.HubSettings;
import dev.selvedge.work.Store;
import dev.selvedge.work.hub.HandCrank;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// P6: two hubs on one PostgreSQL hand out at the same time what is limited for each person, and
/// never exceed the limit, whichever of them has which of a person's enrolments in its hands.
class P6TwoHubsKeepToOneCapTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final int PEOPLE = 60;
  private static final int TURNS = 200;
  private static final List<String> RULES = List.of("a", "b", "c", "d");
  private static final Cap CAP = Cap.ofGroup("all", 2, Duration.ofDays(7));

  private final PlayClock clock = new PlayClock(NOON);
  private EmbeddedPostgres postgres;
  private Store one;
  private Store other;

  @BeforeEach
  void begin() throws IOException {
    postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    StoreConfig config =
        new StoreConfig(
            postgres.getJdbcUrl("postgres", "postgres"),
            "caps",
            "postgres",
            new Secret("postgres"));
    one = Stores.open(config, new TimeOrderedIds(clock));
    other = Stores.open(config, new TimeOrderedIds(clock));
  }

  @AfterEach
  void end() throws IOException {
    other.close();
    one.close();
    postgres.close();
  }

  private static PlanRules rules() {
    List<Rule> rules = new ArrayList<>();
    for (String name : RULES) {
      rules.add(
          new Rule(
              name,
              Trigger.of(FactKind.PAID),
              new Action.Enrol(12),
              Duration.ofDays(1),
              Purpose.TRANSACTIONAL,
              Terms.NONE.atMost(CAP)));
    }
    return new PlanRules(new FieldCatalogue(Map.of()), Map.of(), "GBP", "Orders")
        .withAutomations(new Automations(rules));
  }

  private HandCrank hub(Store store, String name) {
    return new HandCrank(
        new HubParts(
            store,
            List.of(),
            P6TwoHubsKeepToOneCapTest::mapped,
            rules(),
            List.of(new WillingAccount()),
            clock,
            new TimeOrderedIds(clock),
            new Random(1),
            DiskReserve.none(),
            name),
        HubSettings.standard());
  }

  private static Mapped mapped(SourceRecord told) {
    String key = told.ref().key();
    OrderPart.Header header =
        new OrderPart.Header(
            NOON,
            "paid",
            false,
            "GBP",
            BigDecimal.TEN,
            Map.of(),
            List.of(),
            Map.of(),
            new OrderDetails(
                "",
                "",
                "",
                List.of(),
                "",
                "",
                PostalAddress.UNKNOWN,
                PostalAddress.UNKNOWN,
                new OrderPart.When.At(NOON),
                new OrderPart.When.NotKnown()));
    return new Mapped.Mappable(
        new Contribution(
            told.ref(),
            new Version(told.changedAt(), told.observedAt(), ContentHash.of(key)),
            new Identity("p" + key + "@example.com", "", false),
            Map.of(),
            List.of(),
            new Contribution.OrderClaim.About(new OrderKey(key), List.of(header))),
        List.of());
  }

  private static List<SourceRecord> orders() {
    List<SourceRecord> orders = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      orders.add(
          new SourceRecord(
              RecordRef.parse("shop/order/" + i),
              Stamp.at(NOON),
              NOON,
              Change.UPSERT,
              Pace.LIVE,
              Payload.ofText("{}")));
    }
    return orders;
  }

  private static void result(Future<?> future) {
    try {
      future.get(120, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private void turn(HandCrank hub, CountDownLatch both) {
    both.countDown();
    try {
      assertThat(both.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    for (int turn = 0; turn < TURNS && (turn % 20 > 0 || isOpen()); turn++) {
      hub.send();
      clock.advance(Duration.ofSeconds(4));
    }
  }

  private boolean isOpen() {
    return lines().stream().anyMatch(line -> line.fate() == Fate.WAITING);
  }

  private List<Line> lines() {
    return one.read(
        ports -> ports.enrolments().newest(new Wanted("", Optional.empty()), 10_000, 10_000, 0));
  }

  @Test
  void at_most_is_kept_whoever_hands_out() {
    try (HandCrank first = hub(one, "run-1");
        HandCrank second = hub(other, "run-2");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      one.change(ports -> ports.inbox().accept(orders(), NOON));
      first.resolve();
      CountDownLatch both = new CountDownLatch(2);
      List<Future<?>> hubs =
          List.of(
              threads.submit(() -> turn(first, both)), threads.submit(() -> turn(second, both)));
      hubs.forEach(P6TwoHubsKeepToOneCapTest::result);

      Map<Fate, Long> fates =
          lines().stream().collect(Collectors.groupingBy(Line::fate, Collectors.counting()));
      assertThat(fates)
          .containsOnly(
              Map.entry(Fate.FIRED, (long) PEOPLE * CAP.times()),
              Map.entry(Fate.DROPPED, (long) PEOPLE * (RULES.size() - CAP.times())));
      Map<PersonId, Long> went =
          lines().stream()
              .filter(line -> line.fate() == Fate.FIRED)
              .collect(Collectors.groupingBy(Line::person, Collectors.counting()));
      assertThat(went.values()).hasSize(PEOPLE).containsOnly((long) CAP.times());
    }
  }
}
