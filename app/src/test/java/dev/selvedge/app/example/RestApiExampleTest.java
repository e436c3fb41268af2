package dev.selvedge.app.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `examples/rest-api` at work: an ERP's API at one end, a sandbox account at the other, nothing in
/// between but the project's folder.
class RestApiExampleTest {
  private static final InstantSource CLOCK = InstantSource.system();

  private ErpApi erp;
  private ExampleHub hub;

  @BeforeEach
  void start(@TempDir Path temporary) throws IOException {
    erp = new ErpApi();
    for (int number = 1; number <= 60; number++) {
      erp.customer(customer(number, "Ann" + number, true, daysAgo(90).plusSeconds(number)));
    }
    for (int number = 1; number <= 60; number++) {
      erp.order(order(number, 1, daysAgo(80).plusSeconds(number)));
    }
    Path folder = temporary.resolve("rest-api");
    ExampleFolder.copy(
        "rest-api",
        folder,
        Map.of(
            "port: 8480",
            "port: 0",
            "every: 5m",
            "every: 200ms",
            "per_second: 10",
            "per_second: 500",
            "dotdigital:\n",
            "dotdigital:\n  inward: { every: 2s }\n"));
    hub = new ExampleHub(folder, erp.variables(), Duration.ZERO);
    hub.catchUp();
  }

  @AfterEach
  void close() {
    hub.close();
    erp.close();
  }

  private static Instant daysAgo(int days) {
    return CLOCK.instant().minus(Duration.ofDays(days));
  }

  private static String customer(int number, String name, boolean wanted, Instant changed) {
    return """
    {"no": "C-%d", "email": "c%d@example.com", "name": {"first": "%s", "last": "Example"},
     "newsletter": {"wanted": %s, "at": "%s"}, "changed": "%s", "state": "active"}
    """
        .formatted(number, number, name, wanted, changed, changed);
  }

  private static String order(int number, int quantity, Instant changed) {
    return """
    {"no": "SO-%d", "email": "c%d@example.com", "placed": "%s", "state": "open",
     "currency": "GBP", "total": "%d.00", "changed": "%s",
     "lines": [{"sku": "SHIRT-M", "name": "Shirt", "quantity": %d, "price": "35.00"}]}
    """
        .formatted(number, number, changed, 35 * quantity, changed, quantity);
  }

  @Test
  void the_past_is_read_page_by_page_what_changes_follows_and_an_opt_out_comes_back() {
    assertThat(hub.contacts()).hasSize(60);
    assertThat(hub.orderCount()).isEqualTo(60);
    assertThat(hub.contacts().get("c1@example.com"))
        .startsWith("subscribed ")
        .contains("FIRSTNAME=Ann1", "CUSTOMER_NO=C-1", "NUMBER_OF_ORDERS=1", "TOTAL_SPEND=35");

    erp.endTokens();
    erp.customer(customer(1, "Anna", true, CLOCK.instant()));
    erp.order(order(2, 3, CLOCK.instant()));
    hub.catchUp();
    assertThat(hub.contacts().get("c1@example.com")).contains("FIRSTNAME=Anna");
    assertThat(hub.contacts().get("c2@example.com")).contains("TOTAL_SPEND=105");

    hub.act("unsubscribe", "c3@example.com");
    hub.catchUpWithDotdigital();
    assertThat(erp.told())
        .singleElement()
        .satisfies(call -> assertThat(call).startsWith("C-3/newsletter {\"wanted\":false,\"at\":"));
  }
}
