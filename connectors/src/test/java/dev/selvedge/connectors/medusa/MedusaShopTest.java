package dev.selvedge.connectors.medusa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.sun.net.httpserver.HttpServer;
import dev.selvedge.Outcome;
import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.ConsentTarget.Bearing;
import dev.selvedge.connector.ConsentTarget.Held;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connector.WebhookSource.Reading;
import dev.selvedge.connectors.Consents;
import dev.selvedge.connectors.Systems;
import dev.selvedge.testkit.Await;
import dev.selvedge.testkit.medusa.DatabaseServer;
import dev.selvedge.testkit.medusa.PlacedOrder;
import dev.selvedge.testkit.medusa.Shopkeeper;
import dev.selvedge.testkit.medusa.Shopper;
import dev.selvedge.testkit.medusa.TestShop;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The connector against a running Medusa 2.21.2 on PostgreSQL. Each test has customers of its own.
@Tag("real-system")
class MedusaShopTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Instant THEIRS = Instant.parse("2026-11-01T10:00:00Z");
  private static final Instant LATER = THEIRS.plus(Duration.ofDays(1));
  private static final String PASSWORD = "and-her-very-own-loom";
  private static final String BOTH = "field: marketing_opt_in\nat_field: marketing_opt_in_at\n";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// What the shop's subscriber told so far.
  private static final List<WebhookSource.Call> CALLS = new CopyOnWriteArrayList<>();

  private static HttpServer hub;
  private static TestShop shop;
  private static Shopkeeper keeper;
  private static String key;

  private final InstantSource clock = InstantSource.system();
  private Connector.Opened opened;

  @BeforeAll
  static void open_the_shop(@TempDir Path folder) throws IOException {
    Path scripts = TestShop.ofThisMachine().folderOr(Assumptions::abort);
    hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hub.createContext(
        "/hook/shop/medusa",
        exchange -> {
          Map<String, String> headers = new HashMap<>();
          exchange
              .getRequestHeaders()
              .forEach((name, values) -> headers.put(name, values.getFirst()));
          Payload body = Payload.of(exchange.getRequestBody().readAllBytes());
          CALLS.add(new WebhookSource.Call("medusa", headers, body, Instant.now()));
          exchange.sendResponseHeaders(202, -1);
          exchange.close();
        });
    hub.start();
    String address = "http://127.0.0.1:" + hub.getAddress().getPort() + "/hook/shop/medusa";
    shop = TestShop.start(scripts, MedusaShopTest::postgres, folder, address, PATIENCE);
    keeper = shop.shopkeeper();
    key = keeper.secretKey("hub");
  }

  private static DatabaseServer.Running postgres(Path data) throws IOException {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false).start();
    return new DatabaseServer.Running() {
      @Override
      public int port() {
        return server.getPort();
      }

      @Override
      public void close() throws IOException {
        server.close();
      }
    };
  }

  @AfterAll
  static void close_the_shop() throws IOException {
    if (hub != null) {
      hub.stop(0);
    }
    if (shop != null) {
      shop.close();
      assertThat(ProcessHandle.of(shop.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    }
  }

  @BeforeEach
  void open_the_connector() {
    opened = connector(key);
  }

  @AfterEach
  void close_the_connector() {
    opened.close();
  }

  private static String options(String apiKey) {
    return "shop: %s\napi_key: %s\n".formatted(shop.url(), apiKey);
  }

  private static Connector.Opened connector(String apiKey) {
    return Systems.plan(
            new MedusaConnector(),
            options(apiKey)
                + "products: true\nevents: { secret: %s }\n".formatted(TestShop.HUB_SECRET),
            Path.of("."))
        .open();
  }

  @Test
  void an_account_and_a_guest_with_one_address_are_two_customers_as_they_were_written() {
    Reader customers = new Reader(opened.polled().get(0));
    Shopper ann = shop.shopper();
    String account = ann.register("Una@Example.com", new Shopper.Name("Una", "Example"), PASSWORD);
    PlacedOrder hers = shop.shopper().add("SHIRT-M", 1).email("una@example.com").place(guest());

    List<SourceRecord> anns =
        customers.read().stream()
            .filter(one -> text(one, "email").equalsIgnoreCase("una@example.com"))
            .toList();
    assertThat(anns)
        .extracting(one -> text(one, "email"), one -> body(one).path("has_account").asBoolean())
        .containsExactlyInAnyOrder(tuple("Una@Example.com", true), tuple("una@example.com", false));
    JsonNode order = keeper.order(hers.id());
    assertThat(order.path("customer_id").asString()).isNotEqualTo(account);

    keeper.rename(account, new Shopper.Name("Una", "After"));
    List<SourceRecord> renamed = customers.read();
    assertThat(renamed).extracting(one -> one.ref().key()).contains(account);
    assertThat(text(of(renamed, account), "last_name")).isEqualTo("After");
    assertThat(of(renamed, account).pace()).isEqualTo(Pace.LIVE);

    keeper.deleteCustomer(account);
    assertThat(new Reader(opened.polled().get(0)).read())
        .extracting(one -> one.ref().key())
        .doesNotContain(account);
    assertThat(opened.targeted().get(0).read(List.of(account), clock.instant()).missing())
        .containsOnlyKeys(account);
  }

  @Test
  void all_that_happens_to_an_order_is_noticed_although_a_capture_leaves_its_stamp() {
    Reader orders = new Reader(opened.polled().get(1));
    PlacedOrder placed = shop.shopper().add("SHIRT-M", 2).email("bea@example.com").place(guest());
    String id = placed.id();
    SourceRecord ordered = of(orders.read(), id);
    keeper.capture(id);
    SourceRecord captured = of(orders.recheck(), id);
    assertThat(text(captured, "updated_at"))
        .as("the stamp that lies")
        .isEqualTo(text(ordered, "updated_at"));
    String parcel = keeper.pack(id);
    keeper.ship(id, parcel, "RM-BEA-1");
    keeper.deliver(id, parcel);
    SourceRecord delivered = of(orders.read(), id);
    keeper.refund(id, new BigDecimal("21.50"), "damaged");
    SourceRecord refunded = of(orders.read(), id);
    keeper.takeBackOne(id);
    SourceRecord returned = of(orders.read(), id);

    assertThat(List.of(ordered, captured, delivered, refunded, returned))
        .extracting(one -> one.stamp().instant().orElseThrow())
        .isSorted()
        .doesNotHaveDuplicates();
    JsonNode payment = body(captured).path("payment_collections").path(0).path("payments").path(0);
    assertThat(payment.path("captured_at").asString()).isNotBlank();
    assertThat(body(ordered).path("total").decimalValue()).isEqualByComparingTo(placed.total());
    assertThat(body(ordered).path("items").path(0).path("variant_sku").asString())
        .isEqualTo("SHIRT-M");
    assertThat(body(ordered).path("shipping_address").path("country_code").asString())
        .isEqualTo("gb");
    JsonNode sent = body(delivered).path("fulfillments").path(0);
    assertThat(sent.path("labels").path(0).path("tracking_number").asString())
        .isEqualTo("RM-BEA-1");
    assertThat(sent.path("items").path(0).path("quantity").intValue()).isEqualTo(2);
    assertThat(sent.path("delivered_at").asString()).isNotBlank();
    JsonNode back = body(refunded).path("payment_collections").path(0).path("payments").path(0);
    assertThat(back.path("refunds").path(0).path("amount").decimalValue())
        .isEqualByComparingTo("21.50");
    JsonNode taken = body(returned).path("returns").path(0);
    assertThat(taken.path("status").asString()).isEqualTo("received");
    assertThat(taken.path("items").path(0).path("received_quantity").intValue()).isEqualTo(1);

    TargetedSource.Found found =
        opened.targeted().get(1).read(List.of(id, "order_nobody", "no/id"), clock.instant());
    assertThat(found.records())
        .singleElement()
        .satisfies(one -> assertThat(one.body()).isEqualTo(returned.body()));
    assertThat(found.missing()).containsOnlyKeys("order_nobody", "no/id");
  }

  @Test
  void products_are_read_with_their_variants() {
    List<SourceRecord> products = new Reader(opened.polled().get(2)).read();
    assertThat(products)
        .extracting(one -> text(one, "title"))
        .containsExactlyInAnyOrder("Woollen Blanket", "Linen Shirt");
    JsonNode blanket =
        body(
            products.stream()
                .filter(one -> text(one, "title").startsWith("Woollen"))
                .findFirst()
                .orElseThrow());
    JsonNode variant = blanket.path("variants").path(0);
    assertThat(variant.path("sku").asString()).isEqualTo("BLANKET-1");
    assertThat(variant.path("prices").path(0).path("amount").intValue()).isEqualTo(80);
  }

  @Test
  void a_variant_s_price_and_its_end_are_noticed_although_the_product_s_stamp_stands_still() {
    JsonNode made = keeper.draft("Felt Hat", 25, List.of("HAT-S", "HAT-M"));
    String product = made.path("id").asString();
    String small = made.path("variants").path(0).path("id").asString();
    Reader products = new Reader(opened.polled().get(2));
    SourceRecord first = of(products.read(), product);
    Await.until("the product", PATIENCE, () -> hints(product) > 0);
    long before = hints(product);
    keeper.price(product, small, 30);
    Await.until("the price", PATIENCE, () -> hints(product) > before);
    SourceRecord priced = of(products.recheckProducts(), product);
    long then = hints(product);
    keeper.deleteVariant(product, small);
    Await.until("the end of the variant", PATIENCE, () -> hints(product) > then);
    SourceRecord left = of(products.recheckProducts(), product);
    keeper.deleteProduct(product);

    assertThat(List.of(first, priced, left))
        .extracting(one -> text(one, "updated_at"))
        .as("the stamp that lies")
        .containsOnly(text(first, "updated_at"));
    assertThat(body(priced).path("variants"))
        .filteredOn(one -> one.path("id").asString().equals(small))
        .singleElement()
        .satisfies(
            one -> assertThat(one.path("prices").path(0).path("amount").intValue()).isEqualTo(30));
    assertThat(body(left).path("variants")).hasSize(1);
    assertThat(List.of(first, priced, left))
        .extracting(SourceRecord::changedAt)
        .isSorted()
        .doesNotHaveDuplicates();
  }

  private long hints(String id) {
    return heard().stream()
        .filter(Reading.Hints.class::isInstance)
        .flatMap(one -> ((Reading.Hints) one).records().stream())
        .filter(ref -> ref.key().equals(id))
        .count();
  }

  @Test
  void the_subscriber_tells_carts_whole_and_names_the_rest() {
    Shopper cara = shop.shopper().add("BLANKET-1", 1).email("cara@example.com");
    String cart = cara.cart();
    Await.until("the cart with its address", PATIENCE, () -> isTold(cart));
    String customer = keeper.customer("cara@example.com", false).orElseThrow();
    keeper.rename(customer, new Shopper.Name("Cara", "Cart"));
    Await.until("the customer's change", PATIENCE, () -> isHinted(customer));
    PlacedOrder placed = cara.place(guest());
    Await.until("the order", PATIENCE, () -> isHinted(placed.id()));
    int before = CALLS.size();
    keeper.capture(placed.id());
    Await.until(
        "the capture",
        PATIENCE,
        () ->
            CALLS.stream()
                .skip(before)
                .anyMatch(call -> call.body().toText().contains("payment.captured")));
    keeper.deleteCustomer(customer);
    Await.until("the deletion", PATIENCE, () -> isGone(customer));

    assertThat(heard()).noneMatch(Reading.Refused.class::isInstance);
    assertThat(CALLS)
        .filteredOn(call -> call.body().toText().contains("payment.captured"))
        .extracting(call -> opened.webhooks().getFirst().read(call))
        .contains(
            new Reading.Hints(
                List.of(new RecordRef(new SystemName("test"), Subject.ORDER.kind(), placed.id()))));
  }

  @Test
  void a_cart_from_which_something_was_taken_is_newer_than_before() {
    Shopper dan = shop.shopper().add("SHIRT-S", 1).email("dan@example.com").add("BLANKET-1", 1);
    String cart = dan.cart();
    Await.until("both in the cart", PATIENCE, () -> lines(cart).contains(2));
    dan.remove("BLANKET-1");
    Await.until("one of them", PATIENCE, () -> lines(cart).getLast() == 1);
  }

  /// How many lines each telling of a cart has, the oldest by its stamp first.
  private List<Integer> lines(String cart) {
    return records().stream()
        .filter(one -> one.ref().key().equals(cart))
        .sorted(Comparator.comparing(one -> one.stamp().instant().orElseThrow()))
        .map(one -> body(one).path("items").size())
        .toList();
  }

  private List<Reading> heard() {
    WebhookSource events = opened.webhooks().getFirst();
    return CALLS.stream().map(events::read).toList();
  }

  private boolean isTold(String cart) {
    return records().stream()
        .filter(one -> one.ref().key().equals(cart))
        .filter(one -> text(one, "email").equals("cara@example.com"))
        .anyMatch(one -> body(one).path("items").path(0).path("quantity").asInt(0) == 1);
  }

  private boolean isGone(String customer) {
    return records().stream()
        .filter(one -> one.ref().key().equals(customer))
        .anyMatch(one -> one.change() == SourceRecord.Change.DELETE);
  }

  private boolean isHinted(String id) {
    return hints(id) > 0;
  }

  private List<SourceRecord> records() {
    return heard().stream()
        .filter(Reading.Records.class::isInstance)
        .flatMap(one -> ((Reading.Records) one).records().stream())
        .toList();
  }

  @Test
  void the_check_up_finds_a_well_shop_well_and_a_wrong_key_wrong() {
    assertThat(opened.examine())
        .extracting(Finding::healthy)
        .as(opened.examine().toString())
        .hasSize(6)
        .containsOnly(true);
    try (Connector.Opened stranger = connector("sk_of-nobody")) {
      assertThat(stranger.examine())
          .filteredOn(finding -> !finding.healthy())
          .singleElement()
          .satisfies(
              finding ->
                  assertThat(finding.what() + finding.advice())
                      .contains("api_key")
                      .doesNotContain("sk_of-nobody"));
    }
  }

  @Test
  void a_decision_is_written_with_its_time_and_nothing_else_is_touched() {
    String dora =
        shop.shopper().register("ann@EXAMPLE.com", new Shopper.Name("Dora", "Told"), PASSWORD);
    keeper.note(
        dora,
        Map.of("marketing_opt_in", true, "marketing_opt_in_at", THEIRS.toString(), "loom", "oak"));
    try (ConsentTarget teller = target(BOTH)) {
      assertThat(teller.tell(Consents.optOut(dora, LATER, Held.OPT_IN)).outcome())
          .isEqualTo(new Outcome.Done());
      JsonNode held = keeper.metadata(dora);
      assertThat(held.path("marketing_opt_in").isBoolean()).isTrue();
      assertThat(held.path("marketing_opt_in").booleanValue()).isFalse();
      assertThat(Instant.parse(held.path("marketing_opt_in_at").asString())).isEqualTo(LATER);
      assertThat(held.path("loom").asString()).isEqualTo("oak");

      assertThat(teller.tell(Consents.optOut(dora, LATER, Held.OPT_OUT)).outcome())
          .as("told again")
          .isEqualTo(new Outcome.Done());
      assertThat(teller.tell(Consents.optIn(dora, THEIRS, Held.OPT_OUT)).outcome())
          .as("older than what the shop holds")
          .isInstanceOf(Outcome.Drop.class);
      assertThat(teller.tell(Consents.optIn(dora, LATER.plusSeconds(1), Held.OPT_OUT)).outcome())
          .isEqualTo(new Outcome.Done());
      assertThat(keeper.metadata(dora).path("marketing_opt_in").booleanValue()).isTrue();
      assertThat(teller.reach().outcome()).isEqualTo(new Outcome.Done());
      assertThat(teller.examine()).allMatch(Finding::healthy);

      keeper.deleteCustomer(dora);
      assertThat(teller.tell(Consents.optOut(dora, LATER, Held.OPT_IN)).outcome())
          .isInstanceOfSatisfying(
              Outcome.Park.class, park -> assertThat(park.cause()).isEqualTo("consent.no-record"));
    }
    try (ConsentTarget stranger = target(BOTH + "api_key: sk_of-nobody\n")) {
      ConsentTarget.Told told = stranger.tell(Consents.optOut(dora, LATER, Held.NOT_KNOWN));
      assertThat(told.bearing()).isInstanceOf(Bearing.Refusing.class);
      assertThat(stranger.examine()).noneMatch(Finding::healthy);
    }
  }

  private static ConsentTarget target(String written) {
    return Consents.open(new MetadataConsentOffer(), options(key), written, Path.of("."));
  }

  private static Shopper.Name guest() {
    return new Shopper.Name("Gil", "Guest");
  }

  private static SourceRecord of(List<SourceRecord> records, String id) {
    return records.stream()
        .filter(one -> one.ref().key().equals(id))
        .reduce((older, newer) -> newer)
        .orElseThrow();
  }

  private static JsonNode body(SourceRecord one) {
    return JSON.readTree(one.body().toText());
  }

  private static String text(SourceRecord one, String name) {
    return body(one).path(name).asString("");
  }

  /// Reads one feed on and on.
  private final class Reader {
    private final PolledSource source;
    private Cursor cursor = Cursor.START;
    private Instant ahead = clock.instant();

    Reader(PolledSource source) {
      this.source = source;
    }

    List<SourceRecord> read() {
      List<SourceRecord> records = new ArrayList<>();
      ahead = ahead.isAfter(clock.instant()) ? ahead.plusSeconds(1) : clock.instant();
      for (int page = 0; page < 100; page++) {
        Page read = source.poll(cursor, ahead, 100);
        records.addAll(read.records());
        cursor = read.next();
        if (!read.more()) {
          return records;
        }
      }
      throw new AssertionError("the source never said that no more waits");
    }

    /// A round in which all products are due again.
    List<SourceRecord> recheckProducts() {
      ahead = ahead.plus(Duration.ofHours(2));
      return read();
    }

    /// A round in which the recent orders are due again.
    List<SourceRecord> recheck() {
      ahead = clock.instant().plus(Duration.ofMinutes(20));
      return read();
    }
  }
}
