package dev.selvedge.work.send;

import static dev.selvedge.testkit.ContributionBuilder.aContribution;
import static dev.selvedge.testkit.DeliveryBuilder.aDelivery;
import static dev.selvedge.testkit.SourceRecordBuilder.aSourceRecord;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.PersonId;
import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.inbox.DiskReserve;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.Topic;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.person.Person;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.send.Settler.Aftermath;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.DeliveryBuilder;
import dev.selvedge.watch.Timetable;
import dev.selvedge.work.FirstReading;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nobody passes before what a target knows of the past is known here: on the very snapshot on
/// which is read what they decided, and wherever in the inbox it waits.
class PastGateTest {
  private static final Feed FEED = new Feed(DeliveryBuilder.TARGET, new RecordKind("suppression"));
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final PlanRules RULES =
      new PlanRules(new FieldCatalogue(Map.of()), Map.of(), "GBP", "Orders");

  @TempDir private Path folder;

  private Store store() {
    return Stores.open(StoreConfig.file(folder.resolve("hub.db")), new TimeOrderedIds(() -> NOW));
  }

  /// The last page of the past is resolved, and the loop finds the gate open, while somebody else
  /// is reading what is to be sent.
  @Test
  void what_opens_it_meanwhile_lets_nobody_through_who_was_read_before() {
    try (Store store = store()) {
      store.change(PastGateTest::somebodyOptedIn);
      PastGate gate = gate(store);
      AtomicBoolean opened = new AtomicBoolean();
      Runnable opens =
          () -> {
            if (opened.compareAndSet(false, true)) {
              CompletableFuture.runAsync(() -> readToItsEnd(store, gate)).join();
            }
          };

      Outgoing outgoing =
          store.read(
              ports ->
                  Outgoing.of(
                      List.of(aDelivery().build()),
                      RULES,
                      gate,
                      afterTheLedger(ports, opens),
                      NOW));

      assertThat(opened).isTrue();
      assertThat(gate.closed()).isEmpty();
      assertThat(outgoing.toSend()).isEmpty();
      assertThat(outgoing.needless())
          .singleElement()
          .matches(attempt -> attempt.aftermath() instanceof Aftermath.HeldBack);
    }
  }

  private static void somebodyOptedIn(Store.Ports ports) {
    PersonId ada = new PersonId(1);
    ports.people().create(List.of(new Person(ada, "ada@example.com")));
    ports.contributions().save(List.of(aContribution().heldBy(ada)));
    ports
        .ledger()
        .append(
            List.of(
                LedgerEntry.said(
                    RecordRef.parse("shop/customer/1"),
                    ConsentClaim.stated(
                        Topic.EMAIL, Choice.OPT_IN, NOW.minus(Duration.ofDays(900)), Map.of()),
                    NOW)));
  }

  private static void readToItsEnd(Store store, PastGate gate) {
    store.change(ports -> ports.inbox().moveCursor(FEED, new Cursor("its end"), NOW));
    assertThat(store.read(gate::unknown)).isEmpty();
  }

  /// The same ports; once the ledger was read on their snapshot, something happens elsewhere.
  private static Store.Ports afterTheLedger(Store.Ports ports, Runnable happens) {
    return (Store.Ports)
        Proxy.newProxyInstance(
            Store.Ports.class.getClassLoader(),
            new Class<?>[] {Store.Ports.class},
            (proxy, method, arguments) -> {
              try {
                if (method.getName().equals("records")) {
                  ports.people().byId(List.of(new PersonId(1)));
                  happens.run();
                }
                return method.invoke(ports, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /// A release before this one read the past as a part of its backfill.
  @Test
  void what_waits_in_the_backfill_is_not_known_yet() {
    try (Store store = store()) {
      PastGate gate = gate(store);
      store.change(
          ports -> {
            ports
                .inbox()
                .accept(
                    List.of(aSourceRecord().of(FEED + "/1").backfilled().saying("{}").build()),
                    NOW);
            ports.inbox().moveCursor(FEED, new Cursor("its end"), NOW);
          });
      assertThat(store.read(gate::unknown)).isNotEmpty();
      assertThat(gate.closed()).isNotEmpty();

      store.change(
          ports ->
              ports
                  .inbox()
                  .settle(ports.inbox().waiting(9).stream().map(one -> one.id()).toList()));
      assertThat(store.read(gate::unknown)).isEmpty();
      assertThat(gate.closed()).isEmpty();
    }
  }

  private static PastGate gate(Store store) {
    FirstReading first = new FirstReading(FEED, cursor -> !cursor.isStart(), "the past", "");
    HubParts parts =
        new HubParts(
            store,
            List.of(
                new HubParts.PolledFeed(
                    new Unread(),
                    Timetable.every(Duration.ofMinutes(15)),
                    Duration.ZERO,
                    cursor -> List.of(),
                    List.of(first))),
            item -> {
              throw new IllegalStateException("nothing is mapped here");
            },
            RULES,
            List.of(),
            () -> NOW,
            new TimeOrderedIds(() -> NOW),
            new Random(1),
            DiskReserve.none(),
            "run-1");
    return new PastGate(parts, DeliveryBuilder.TARGET);
  }

  /// Nobody polls it here.
  private static final class Unread implements PolledSource {
    @Override
    public Feed feed() {
      return FEED;
    }

    @Override
    public Page poll(Cursor cursor, Instant now, int limit) {
      throw new IllegalStateException("nothing is polled here");
    }
  }
}
