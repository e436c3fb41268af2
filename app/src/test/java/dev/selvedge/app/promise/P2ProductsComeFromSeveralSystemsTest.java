package dev.selvedge.app.promise;

import static dev.selvedge.testkit.SourceRecordBuilder.aSourceRecord;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.commerce.CatalogRules;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.delivery.DotdigitalTarget;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.dotdigital.http.ClientConfig;
import dev.selvedge.dotdigital.http.Credentials;
import dev.selvedge.inbox.DiskReserve;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.collection.Declarations;
import dev.selvedge.mapping.collection.Standard;
import dev.selvedge.mapping.rule.MappingLoader;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.sandbox.SandboxServer;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.HubSettings;
import dev.selvedge.work.Store;
import dev.selvedge.work.hub.HandCrank;
import dev.selvedge.yaml.Problems;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// P2, P5 and P8 for products: a shop tells name and price, a warehouse the stock. The record in
/// the catalogue is the same in whichever order they come, costs no call while nothing changes, and
/// is taken out when no system knows the product any more.
class P2ProductsComeFromSeveralSystemsTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final String CATALOG = "catalog_products";
  private static final String SHOP =
      """
      system: shop
      kind: product
      product:
        key: sku
        sku: sku
        name: title
        price: price
        currency: { value: GBP }
        stock: stock
        categories: { each: categories, name: name }
        created: created
      """;
  private static final String WAREHOUSE =
      """
      system: wms
      kind: stock
      product: { key: article, stock: { from: pieces, when_missing: leave } }
      """;
  private static final SourceRecord HAT =
      product("HAT/1", NOON, "\"Hat\"", "12", ", \"stock\": 99");
  private static final SourceRecord STOCK = stock("HAT/1", NOON, "7");

  @TempDir private Path folder;
  private final SettableClock clock = new SettableClock(NOON.plusSeconds(3600));
  private final SandboxServer account =
      SandboxServer.start(SandboxConfig.unthrottled().clock(clock).callsKept(5_000, false));
  private final Dotdigital client =
      Dotdigital.open(
          ClientConfig.of(
              URI.create(account.baseUrl()),
              new Credentials(
                  SandboxConfig.defaults().user(), SandboxConfig.defaults().password())),
          clock);
  private Store store;
  private HandCrank crank;

  @BeforeEach
  void begin() {
    TimeOrderedIds ids = new TimeOrderedIds(clock);
    store = Stores.open(StoreConfig.file(folder.resolve("hub.db")), ids);
    FieldCatalogue fields = new FieldCatalogue(Map.of());
    Problems problems = new Problems();
    var mappings =
        MappingLoader.load(
            Map.of("shop.product.yaml", SHOP, "wms.stock.yaml", WAREHOUSE), fields, problems);
    assertThat(problems.sorted()).isEmpty();
    TargetSettings settings =
        TargetSettings.of(Map.of(), "Orders")
            .withCollections(
                Declarations.of(
                    List.of(Standard.orders("Orders"), Standard.catalog(CATALOG, List.of()))))
            .withAskEvery(Duration.ofMillis(1));
    PlanRules rules =
        new PlanRules(fields, Map.of(), "GBP", "Orders")
            .withProducts(
                new CatalogRules(CATALOG, Map.of("stock", List.of(new SystemName("wms")))));
    crank =
        new HandCrank(
            new HubParts(
                store,
                List.of(),
                mappings,
                rules,
                List.of(new DotdigitalTarget(client, settings, clock)),
                clock,
                ids,
                new Random(7),
                DiskReserve.none(),
                "run-" + ids.next()),
            HubSettings.standard());
  }

  @AfterEach
  void close() {
    store.close();
    client.close();
    account.close();
  }

  private static SourceRecord product(
      String sku, Instant at, String title, String price, String more) {
    return aSourceRecord()
        .of("shop/product/" + sku)
        .changedAt(at)
        .saying(
            """
            {"sku": "%s", "title": %s, "price": %s, "created": "2026-01-05T10:00:00Z",
             "categories": [{"name": "Hats"}, {"name": "Sale"}]%s}
            """
                .formatted(sku, title, price, more))
        .build();
  }

  private static SourceRecord stock(String article, Instant at, String pieces) {
    return aSourceRecord()
        .of("wms/stock/" + article)
        .changedAt(at)
        .saying("{\"article\": \"%s\", \"pieces\": %s}".formatted(article, pieces))
        .build();
  }

  private void tell(SourceRecord... records) {
    store.change(ports -> ports.inbox().accept(List.of(records), clock.instant()));
    crank.resolve();
    crank.sendAll(12, () -> clock.advance(Duration.ofSeconds(3)));
  }

  private List<JsonNode> catalogue() {
    return account.inside().records(CATALOG).stream().map(one -> one.path("json")).toList();
  }

  private JsonNode only() {
    assertThat(catalogue()).hasSize(1);
    return catalogue().getFirst();
  }

  private List<String> parked() {
    return store.read(ports -> ports.parked().newest(10)).stream()
        .map(ParkedItem::sentence)
        .toList();
  }

  @Test
  void each_property_is_of_the_system_that_owns_it_in_whichever_order_they_come() {
    tell(STOCK);
    assertThat(only().path("stock").asString()).isEqualTo("7.0");

    tell(HAT);

    JsonNode hat = only();
    assertThat(hat.path("id").asString()).matches("HAT-1-[0-9a-f]{12}");
    assertThat(hat.path("sku").asString()).isEqualTo(hat.path("id").asString());
    assertThat(hat.path("original_sku").asString()).isEqualTo("HAT/1");
    assertThat(hat.path("name").asString()).isEqualTo("Hat");
    assertThat(hat.path("price").asString()).isEqualTo("12.0");
    assertThat(hat.path("stock").asString()).isEqualTo("7.0");
    assertThat(hat.path("categories").toString())
        .isEqualTo("[{\"name\":\"Hats\"},{\"name\":\"Sale\"}]");
    assertThat(hat.path("created_date").asString()).isEqualTo("2026-01-05T10:00:00Z");
    assertThat(parked()).isEmpty();
  }

  @Test
  void what_did_not_change_costs_no_call() {
    tell(STOCK, HAT);
    long before = account.calls().total();

    tell(HAT, STOCK);
    tell(product("HAT/1", NOON.plusSeconds(60), "\"Hat\"", "12.00", ", \"stock\": 12"));

    assertThat(account.calls().total()).isEqualTo(before);
  }

  @Test
  void a_stale_word_changes_nothing() {
    tell(stock("HAT/1", NOON.plusSeconds(60), "5"), HAT);

    tell(STOCK);

    assertThat(only().path("stock").asString()).isEqualTo("5.0");
  }

  @Test
  void what_no_system_knows_any_more_is_taken_out() {
    tell(STOCK, HAT);
    Instant later = NOON.plusSeconds(60);

    tell(aSourceRecord().of("shop/product/HAT/1").changedAt(later).deleted().build());
    assertThat(only().has("name")).isFalse();
    tell(aSourceRecord().of("wms/stock/HAT/1").changedAt(later).deleted().build());

    assertThat(catalogue()).isEmpty();
    tell(product("HAT/1", later.plusSeconds(60), "\"Hat\"", "12", ""));
    assertThat(only().path("name").asString()).isEqualTo("Hat");
  }

  @Test
  void many_go_in_few_imports_and_one_that_does_not_fit_stops_none() {
    List<SourceRecord> many =
        IntStream.range(0, 300)
            .mapToObj(
                n ->
                    product(
                        "P" + n,
                        NOON,
                        n == 150 ? "\"" + "x".repeat(4500) + "\"" : "\"Thing\"",
                        "1.5",
                        ""))
            .toList();

    tell(many.toArray(SourceRecord[]::new));

    assertThat(catalogue()).hasSize(299);
    assertThat(parked())
        .singleElement()
        .asString()
        .contains("the collection " + CATALOG, "'name'", "at most 4000 characters");
    assertThat(account.calls().total()).isLessThan(30);
  }

  @Test
  void any_order_of_the_same_records_gives_the_same_record() {
    List<SourceRecord> records =
        new java.util.ArrayList<>(
            List.of(
                HAT,
                STOCK,
                product("HAT/1", NOON.plusSeconds(60), "\"Felt hat\"", "14.5", ""),
                stock("HAT/1", NOON.plusSeconds(90), "3"),
                stock("HAT/1", NOON.plusSeconds(30), "4")));
    Collections.shuffle(records, new Random(11));

    records.forEach(this::tell);

    JsonNode hat = only();
    assertThat(Optional.of(hat.path("name").asString())).contains("Felt hat");
    assertThat(hat.path("price").asString()).isEqualTo("14.5");
    assertThat(hat.path("stock").asString()).isEqualTo("3.0");
  }
}
