package dev.selvedge.app.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.page.ParkedPage;
import dev.selvedge.app.page.StoreViews;
import dev.selvedge.app.page.TargetLines;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.http.ClientConfig;
import dev.selvedge.dotdigital.http.Credentials;
import dev.selvedge.dotdigital.insight.CollectionName;
import dev.selvedge.dotdigital.insight.Owner;
import dev.selvedge.dotdigital.insight.Schema;
import dev.selvedge.dotdigital.insight.Stored;
import dev.selvedge.dotdigital.json.Json;
import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.testkit.Await;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P7: Dotdigital takes the types of a collection from the first records it gets and keeps them for
/// ever. A bad first record is parked with its sentence, and the collection is as declared.
class P7ACollectionCannotBePoisonedTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final AtomicInteger stamps = new AtomicInteger();

  private String order(String number, String sku, String total, String giftDay) {
    return """
    {"number": "%s", "email": "ada@example.com", "placed_at": "2026-02-01T10:00:00Z",
     "status": "placed", "total": %s, "gift_day": %s, "weight": 3,
     "updated_at": "2026-02-01T10:00:%02dZ",
     "lines": [{"sku": %s, "quantity": 1, "price": %s}]}
    """
        .formatted(number, total, giftDay, stamps.incrementAndGet(), sku, total);
  }

  private static RunningBrand brand(Path folder) {
    RunningBrand brand = new RunningBrand(folder);
    brand.folder.change(
        "mappings/shop.order.yaml",
        mapping ->
            mapping.replace(
                "    total: total\n",
                """
                    total: total
                    attributes:
                      gift_day: { from: gift_day, type: date, when_missing: leave }
                      weight: { from: weight, type: numeric }
                """));
    brand.restart();
    return brand;
  }

  @Test
  void a_bad_first_order_is_parked_and_the_types_are_as_declared(@TempDir Path folder) {
    try (RunningBrand brand = brand(folder)) {
      accept(brand, order("O1", "4711", "\"a lot\"", "\"2026-02-14\""));
      accept(brand, order("O2", "4711", "12", "\"some day\""));
      Await.until("two parked", PATIENCE, () -> parked(brand).total() == 2);
      assertThat(parked(brand).lines())
          .allSatisfy(line -> assertThat(line.sentence()).startsWith("The ").contains("shop"));
      assertThat(brand.account.inside().recordCount("Orders")).isZero();

      // The first that goes: a numeric SKU, whole amounts, an empty date.
      accept(brand, order("O3", "4712", "12", "\"\""));
      Await.until("one order", PATIENCE, () -> brand.account.inside().recordCount("Orders") == 1);
      accept(brand, order("O4", "\"HAT-1\"", "12.50", "\"2026-02-14\""));
      Await.until("two orders", PATIENCE, () -> brand.account.inside().recordCount("Orders") == 2);

      assertThat(types(brand))
          .containsEntry("order_total", "FLOAT")
          .containsEntry("weight", "FLOAT")
          .containsEntry("purchase_date", "TIMESTAMP")
          .containsEntry("gift_day", "TIMESTAMP")
          .containsEntry("products.sku", "STRING")
          .containsEntry("products.price", "FLOAT")
          .containsEntry("products.qty", "INTEGER");
      assertThat(parked(brand).total()).isEqualTo(2);
    }
  }

  @Test
  void what_somebody_else_poisoned_is_said_and_stops_nobody(@TempDir Path folder) {
    try (RunningBrand brand = brand(folder)) {
      accept(brand, order("O1", "4711", "12", "\"2026-02-14\""));
      Await.until("one order", PATIENCE, () -> brand.account.inside().recordCount("Orders") == 1);
      // Another tool writes to the same collection, and its word on a new field counts for ever.
      try (Dotdigital other = client(brand)) {
        Answer<Stored> stored =
            other
                .insight()
                .put(
                    new Owner.OfContact(new ContactKey.Email("ada@example.com")),
                    new CollectionName("Orders"),
                    "X1",
                    Json.object().put("refunded", "none").put("order_total", 1.5));
        assertThat(stored).isInstanceOf(Answer.Ok.class);
      }
      brand.folder.change(
          "mappings/shop.order.yaml",
          mapping ->
              mapping.replace(
                  "weight: {", "refunded: { from: weight, type: numeric }\n      weight: {"));
      brand.restart();

      accept(brand, order("O2", "4711", "13", "\"2026-02-14\""));

      Await.until("one parked", PATIENCE, () -> parked(brand).total() == 1);
      assertThat(parked(brand).lines().getFirst().cause()).isEqualTo("dotdigital.misfit");
      assertThat(parked(brand).lines().getFirst().sentence())
          .contains("'refunded'", "a text is all that goes there")
          .endsWith("; a newer version of it goes by itself, else replay it.");
      assertThat(types(brand)).containsEntry("refunded", "STRING");
    }
  }

  private static Dotdigital client(RunningBrand brand) {
    SandboxConfig account = SandboxConfig.defaults();
    return Dotdigital.open(
        ClientConfig.of(
            URI.create(brand.account.baseUrl()),
            new Credentials(account.user(), account.password())),
        InstantSource.system());
  }

  private static Map<String, String> types(RunningBrand brand) {
    try (Dotdigital client = client(brand)) {
      Answer<Schema> answer = client.collections().schema(new CollectionName("Orders"));
      Map<String, String> types = new TreeMap<>();
      add("", answer.asOptional().orElseThrow().content(), types);
      return types;
    }
  }

  private static void add(String path, List<Schema.Column> columns, Map<String, String> types) {
    for (Schema.Column column : columns) {
      types.put(path + column.name(), column.type().text());
      add(path + column.name() + ".", column.columns(), types);
    }
  }

  private static void accept(RunningBrand brand, String body) {
    assertThat(brand.call("order", body).statusCode()).isEqualTo(202);
  }

  private static ParkedPage parked(RunningBrand brand) {
    return new StoreViews(
            brand.hub.store(),
            List.of(),
            person -> Optional.empty(),
            new TargetLines(List.of()),
            InstantSource.system())
        .parked("", 1);
  }
}
