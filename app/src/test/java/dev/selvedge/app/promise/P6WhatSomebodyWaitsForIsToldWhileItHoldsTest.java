package dev.selvedge.app.promise;

import static dev.selvedge.testkit.SourceRecordBuilder.aSourceRecord;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.automation.Action;
import dev.selvedge.automation.Automations;
import dev.selvedge.automation.Rule;
import dev.selvedge.automation.Rule.Purpose;
import dev.selvedge.automation.Terms;
import dev.selvedge.automation.Trigger;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.mapping.collection.Standard;
import dev.selvedge.testkit.SourceRecordBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P6 for what somebody waits for: it is told once it is there and as long as it is, whatever else
/// is told of the product meanwhile, and again should it go before anybody was told.
class P6WhatSomebodyWaitsForIsToldWhileItHoldsTest {
  private static final int BACK = 17;
  private static final String ADA = "ada@example.com";
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Map<String, String> MAPPINGS =
      Map.of(
          "customer.yaml",
          """
          system: shop
          kind: customer
          person: { email: email }
          """,
          "alert.yaml",
          """
          system: shop
          kind: alert
          person: { email: email }
          wish: { key: id, sku: sku, asked_at: at, for: type }
          """,
          "product.yaml",
          """
          system: shop
          kind: product
          product: { key: id, sku: sku, price: price, stock: stock }
          """);

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // opened by each test
  private ItemBench bench;

  private void open(Terms terms) {
    Rule rule =
        new Rule(
            "back",
            new Trigger.BackInStock(),
            new Action.Enrol(BACK),
            HOUR.multipliedBy(6),
            Purpose.TRANSACTIONAL,
            terms);
    bench =
        new ItemBench(
            folder,
            new Automations(List.of(rule)),
            MAPPINGS,
            Standard.catalog("catalog_products", List.of()));
    bench.tell(customer());
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static SourceRecordBuilder record(String ref, Instant at, String body) {
    return aSourceRecord().of(ref).changedAt(at).saying(body);
  }

  private SourceRecord customer() {
    return record("shop/customer/1", bench.clock.instant(), "{\"email\":\"" + ADA + "\"}").build();
  }

  private SourceRecord wish() {
    return record(
            "shop/alert/W",
            bench.clock.instant(),
            "{\"id\":\"W\",\"email\":\"%s\",\"sku\":\"HAT\",\"type\":\"stock\",\"at\":\"%s\"}"
                .formatted(ADA, bench.clock.instant()))
        .build();
  }

  private SourceRecordBuilder product(String sku, int stock) {
    return record(
        "shop/product/" + sku,
        bench.clock.instant(),
        "{\"id\":\"%s\",\"sku\":\"%s\",\"price\":50,\"stock\":%d}".formatted(sku, sku, stock));
  }

  private void tell(int hats) {
    bench.tell(product("HAT", hats).build());
  }

  private int times() {
    return bench.account.inside().attendance(BACK, ADA).asked();
  }

  private void to(Instant at) {
    bench.clock.set(at);
    bench.crank.sendAll(12, () -> bench.clock.advance(Duration.ofMillis(50)));
  }

  @Test
  void what_sold_out_before_anybody_was_told_is_told_the_next_time() {
    open(Terms.NONE.after(HOUR.multipliedBy(2)));
    tell(0);
    bench.tell(wish());
    Instant first = bench.clock.instant();
    tell(5);
    to(first.plus(HOUR));
    tell(0);
    to(first.plus(HOUR.multipliedBy(3)));
    assertThat(times()).isZero();

    Instant second = bench.clock.instant();
    tell(5);
    to(second.plus(HOUR.multipliedBy(2)));
    assertThat(times()).isEqualTo(1);
  }

  @Test
  void it_waits_no_longer_because_some_were_sold() {
    open(Terms.NONE.after(HOUR.multipliedBy(2)));
    tell(0);
    bench.tell(wish());
    Instant first = bench.clock.instant();
    tell(5);
    to(first.plus(HOUR));
    tell(4);
    bench.tell(customer());
    to(first.plus(HOUR.multipliedBy(2)).minusSeconds(1));
    assertThat(times()).isZero();
    to(first.plus(HOUR.multipliedBy(2)));
    assertThat(times()).isEqualTo(1);
  }

  @Test
  void what_was_there_all_the_time_is_not_back_because_some_were_sold() {
    open(Terms.NONE);
    tell(5);
    bench.tell(wish());
    tell(4);
    assertThat(times()).isZero();
    bench.tell(customer());
    assertThat(times()).isZero();

    tell(0);
    tell(3);
    assertThat(times()).isEqualTo(1);
  }

  @Test
  void what_is_back_is_told_though_much_of_the_past_came_with_it() {
    open(Terms.NONE);
    tell(0);
    bench.tell(wish());
    List<SourceRecord> told = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      told.add(product("OLD" + i, 1).backfilled().build());
    }
    told.add(product("HAT", 5).build());
    bench.tell(told.toArray(SourceRecord[]::new));
    assertThat(times()).isEqualTo(1);
  }

  @Test
  void what_a_first_sync_told_starts_nobody_though_something_new_came_with_it() {
    open(Terms.NONE);
    tell(0);
    bench.tell(wish());
    List<SourceRecord> told = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      told.add(product("NEW" + i, 1).build());
    }
    told.add(product("HAT", 5).backfilled().build());
    bench.tell(told.toArray(SourceRecord[]::new));
    assertThat(times()).isZero();
  }
}
