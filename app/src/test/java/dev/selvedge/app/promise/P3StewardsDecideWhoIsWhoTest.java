package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordRef;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.person.identity.Belonging;
import dev.selvedge.person.identity.Belonging.Reason;
import dev.selvedge.person.identity.Identification;
import dev.selvedge.person.identity.Link;
import dev.selvedge.trail.ByHand;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.work.Stewardship;
import dev.selvedge.work.Stewardship.Taken;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P3 where the records alone cannot tell: what a steward decided stands, whatever the sources send
/// later, and can be taken back.
class P3StewardsDecideWhoIsWhoTest {
  private static final String ANN = "ann@example.com";
  private static final String WORK = "ann@work.example";
  private static final ByHand OTTO = new ByHand("otto", "she rang");

  @SuppressWarnings("NullAway.Init") // set before each test
  private Workbench bench;

  @BeforeEach
  void open(@TempDir Path folder) {
    bench = new Workbench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private Taken decide(String ref, Link link) {
    return new Stewardship(bench.store, bench.clock).decide(RecordRef.parse(ref), link, OTTO);
  }

  private void shopAndErp() {
    bench.receive(
        Workbench.shop("1").email(ANN).first("Ann").consent(true, NOON.minusSeconds(99)).upsert(),
        Workbench.order("A1").email(ANN).with("customer", "\"1\"").upsert(),
        Workbench.erp("77").email(WORK).with("tier", "\"gold\"").upsert());
    bench.settle();
    assertThat(bench.contacts()).containsOnlyKeys(ANN, WORK);
  }

  private Belonging why(String ref) {
    RecordRef record = RecordRef.parse(ref);
    return bench.store.read(
        ports -> {
          List<Contribution> said =
              ports.contributions().find(List.of(record)).stream()
                  .map(StoredContribution::contribution)
                  .toList();
          return java.util.Objects.requireNonNull(
              Identification.explain(said, ports.contributions(), ports.links()).get(record));
        });
  }

  @Test
  void two_records_that_a_steward_put_together_are_one_contact_until_that_is_taken_back() {
    shopAndErp();
    RecordRef shop = RecordRef.parse("shop/customer/1");

    assertThat(decide("erp/customer/77", new Link.TogetherWith(shop)))
        .isInstanceOf(Taken.Noted.class);
    bench.settle();

    assertThat(bench.contacts().get(ANN)).startsWith("subscribed").contains("TIER=gold");
    assertThat(bench.contacts().get(WORK)).startsWith("unsubscribed");
    assertThat(why("erp/customer/77").address()).isEqualTo(ANN);
    assertThat(why("erp/customer/77").reason()).isInstanceOf(Reason.PutTogether.class);
    assertThat(why("shop/order/A1").reason()).isEqualTo(new Reason.BelongsTo(shop));
    assertThat(why("shop/customer/1").reason()).isEqualTo(new Reason.OwnAddress());

    // the ERP sends the record again, and a newer one
    bench.receive(Workbench.erp("77").email(WORK).with("tier", "\"silver\"").stamp(NOON).upsert());
    bench.settle();
    assertThat(bench.contacts().get(ANN)).contains("TIER=silver");

    decide("erp/customer/77", new Link.AsFound());
    bench.settle();
    assertThat(bench.contacts().get(WORK)).contains("TIER=silver");
    assertThat(why("erp/customer/77").reason()).isEqualTo(new Reason.OwnAddress());
  }

  @Test
  void what_belongs_to_a_record_goes_with_it() {
    shopAndErp();

    decide("shop/customer/1", new Link.TogetherWith(RecordRef.parse("erp/customer/77")));
    bench.settle();

    assertThat(why("shop/order/A1").address()).isEqualTo(WORK);
    assertThat(bench.contacts().get(WORK)).contains("ORDER_COUNT=1", "FIRSTNAME=Ann");
    assertThat(bench.sandbox.inside().records("Orders").getFirst().path("ownerContactId").asLong())
        .isEqualTo(bench.contact(WORK).path("contactId").asLong());
  }

  @Test
  void what_follows_by_way_of_another_goes_along_when_the_last_of_the_row_changes() {
    String third = "ann@third.example";
    shopAndErp();
    decide("shop/customer/1", new Link.TogetherWith(RecordRef.parse("erp/customer/77")));
    bench.settle();

    bench.receive(Workbench.erp("77").email(third).with("tier", "\"gold\"").stamp(NOON).upsert());
    bench.settle();

    assertThat(bench.contacts().get(third)).contains("ORDER_COUNT=1", "FIRSTNAME=Ann");
    assertThat(bench.contacts()).doesNotContainKey(WORK);
  }

  @Test
  void an_order_that_is_set_apart_is_taken_back_and_put_back_when_that_is() {
    shopAndErp();
    assertThat(bench.sandbox.inside().records("Orders")).hasSize(1);

    decide("shop/order/A1", new Link.Apart());
    bench.settle();

    assertThat(bench.sandbox.inside().records("Orders")).isEmpty();
    assertThat(bench.contacts().get(ANN)).contains("ORDER_COUNT=0");
    assertThat(why("shop/order/A1").reason()).isInstanceOf(Reason.SetApart.class);

    bench.receive(Workbench.order("A1").email(ANN).with("customer", "\"1\"").stamp(NOON).upsert());
    bench.settle();
    assertThat(bench.sandbox.inside().records("Orders")).isEmpty();

    decide("shop/order/A1", new Link.AsFound());
    bench.settle();
    assertThat(bench.sandbox.inside().records("Orders")).hasSize(1);
    assertThat(bench.contacts().get(ANN)).contains("ORDER_COUNT=1");
  }

  @Test
  void with_a_customer_that_is_set_apart_the_orders_count_for_nobody() {
    shopAndErp();

    decide("shop/customer/1", new Link.Apart());
    bench.settle();

    assertThat(bench.contacts().get(ANN)).startsWith("unsubscribed");
    assertThat(bench.sandbox.inside().records("Orders")).isEmpty();
  }

  @Test
  void the_trail_says_who_decided_and_why() {
    shopAndErp();
    decide("erp/customer/77", new Link.TogetherWith(RecordRef.parse("shop/customer/1")));
    bench.crank.resolve();

    List<TrailEntry> entries =
        bench.store.read(ports -> ports.trail().ofSource("erp/customer/77", 10));

    assertThat(entries.getFirst().word()).isEqualTo("linked");
    assertThat(entries.getFirst().sentence())
        .isEqualTo("put together with shop/customer/1 by otto: she rang");
  }

  @Test
  void what_nobody_told_of_cannot_be_decided_about() {
    assertThat(decide("shop/customer/9", new Link.Apart()))
        .isEqualTo(new Taken.Unknown(RecordRef.parse("shop/customer/9")));
    shopAndErp();
    assertThat(decide("shop/customer/1", new Link.TogetherWith(RecordRef.parse("shop/customer/1"))))
        .isEqualTo(new Taken.Itself());
  }
}
