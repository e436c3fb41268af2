package dev.selvedge.app.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.commerce.Orphan;
import dev.selvedge.commerce.Orphans;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.trail.TrailEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P2 for the parts of an order: a parcel that comes before its order waits for it, is joined when
/// it comes, and is reported when it does not.
final class P2PartsMayComeBeforeTheirOrderTest {
  private static final OrderKey W1 = new OrderKey("W1");

  @TempDir Path folder;
  private Workbench bench;

  @BeforeEach
  void open() {
    bench = new Workbench(folder);
  }

  @AfterEach
  void close() {
    bench.crank.close();
    bench.close();
  }

  private List<Orphan> orphans() {
    return bench.store.read(ports -> ports.orphans().oldest(10));
  }

  private List<TrailEntry> trail() {
    return bench.store.read(ports -> ports.trail().ofOrder("W1", 50));
  }

  private String record() {
    return bench.sandbox.inside().records("Orders").stream()
        .map(stored -> stored.path("json").toString())
        .collect(Collectors.joining());
  }

  @Test
  void a_parcel_waits_for_its_order_and_is_joined_whenever_it_comes() {
    bench.receive(Workbench.parcel("P1", "W1").upsert());
    bench.settle();

    assertThat(orphans()).containsExactly(new Orphan(W1, Workbench.NOON, false));
    assertThat(record()).isEmpty();

    bench.clock.advance(Duration.ofHours(30));
    bench.receive(Workbench.order("W1").email("ada@example.com").upsert());
    bench.settle();

    assertThat(orphans()).isEmpty();
    assertThat(record()).contains("\"fulfilments\":[{\"id\":\"P1\"");
    assertThat(trail())
        .filteredOn(entry -> entry.word().equals("joined") && entry.about().source().isEmpty())
        .singleElement()
        .extracting(TrailEntry::sentence)
        .asString()
        .contains("the order has come");
  }

  @Test
  void nothing_waits_where_the_order_came_first_or_together() {
    bench.receive(Workbench.order("W1").email("ada@example.com").upsert());
    bench.settle();
    bench.receive(
        Workbench.parcel("P1", "W1").upsert(),
        Workbench.parcel("P2", "W2").upsert(),
        Workbench.order("W2").email("ada@example.com").upsert());
    bench.settle();

    assertThat(orphans()).isEmpty();
  }

  @Test
  void who_waits_too_long_is_reported_once() {
    bench.receive(Workbench.parcel("P1", "W1").upsert());
    bench.settle();
    bench.clock.advance(Duration.ofHours(23));
    bench.crank.reportOrphans();
    assertThat(orphans()).extracting(Orphan::reported).containsExactly(false);

    bench.clock.advance(Duration.ofHours(2));
    bench.crank.reportOrphans();
    bench.crank.reportOrphans();

    assertThat(orphans()).extracting(Orphan::reported).containsExactly(true);
    Orphans.Tally tally = bench.store.read(ports -> ports.orphans().tally());
    assertThat(tally).isEqualTo(new Orphans.Tally(1, 1));
    assertThat(trail())
        .filteredOn(entry -> entry.word().equals("waiting"))
        .singleElement()
        .extracting(TrailEntry::sentence)
        .isEqualTo(
            "the order has not come, though wms/parcel/P1 spoke of it on 1 Nov 2026, 12:00 UTC:"
                + " check that its system is read, and that both write its number alike");
  }

  @Test
  void a_parcel_that_is_gone_or_of_another_order_waits_no_more() {
    bench.receive(Workbench.parcel("P1", "W1").upsert(), Workbench.parcel("P2", "W2").upsert());
    bench.settle();
    assertThat(orphans()).hasSize(2);

    bench.receive(
        Workbench.parcel("P1", "W1").stamp(Workbench.NOON).delete(),
        Workbench.parcel("P2", "W3").stamp(Workbench.NOON).upsert());
    bench.settle();

    assertThat(orphans()).extracting(Orphan::order).containsExactly(new OrderKey("W3"));
  }

  @Test
  void an_order_that_is_gone_again_leaves_its_parcel_waiting() {
    bench.receive(
        Workbench.order("W1").email("ada@example.com").upsert(),
        Workbench.parcel("P1", "W1").upsert());
    bench.settle();
    bench.receive(Workbench.order("W1").stamp(Workbench.NOON).delete());
    bench.settle();

    assertThat(orphans()).extracting(Orphan::order).containsExactly(W1);
  }

  @Test
  void an_order_that_is_gone_leaves_the_account_and_one_that_is_back_returns() {
    bench.receive(
        Workbench.order("W1").email("ada@example.com").upsert(),
        Workbench.order("W2").email("ada@example.com").upsert(),
        Workbench.parcel("P2", "W2").upsert());
    bench.settle();
    assertThat(bench.sandbox.inside().records("Orders")).hasSize(2);

    bench.receive(
        Workbench.order("W1").stamp(Workbench.NOON).delete(),
        Workbench.order("W2").stamp(Workbench.NOON).delete());
    bench.settle();

    assertThat(bench.sandbox.inside().records("Orders")).isEmpty();
    int calls = bench.calls();
    bench.receive(Workbench.order("W1").stamp(Workbench.NOON.plusSeconds(1)).delete());
    bench.settle();
    assertThat(bench.calls()).isEqualTo(calls);

    bench.receive(
        Workbench.order("W2")
            .stamp(Workbench.NOON.plusSeconds(2))
            .email("ada@example.com")
            .upsert());
    bench.settle();

    assertThat(record()).contains("\"id\":\"W2\"").contains("\"fulfilments\":[{\"id\":\"P2\"");
  }
}
