package dev.selvedge.browser;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What happened to the brand before anybody looks at its dashboard: a day of the shop, a night in
/// which somebody left, and a morning.
final class Story {
  static final Duration A_DAY = Duration.ofDays(1);

  /// Wanted the newsletter by the customer database's word, and left by the link in a mail.
  static final String LEFT = "amara.okafor@post.example";

  static final String LEFT_NUMBER = "C000001";

  /// How many records came in yesterday, by flow.
  static final Map<String, Integer> YESTERDAY =
      Map.of(
          "crm/customer",
          10,
          "crm/order",
          6,
          "shop/product",
          2,
          "shop/customer",
          3,
          "shop/order",
          2);

  private static final List<CustomerDatabase.Customer> CUSTOMERS =
      List.of(
          customer(LEFT_NUMBER, LEFT, "Amara", "Okafor", "Leeds", "yes"),
          customer("C000002", "ben.hughes@post.example", "Ben", "Hughes", "Leeds", "yes"),
          customer("C000003", "chloe.marsh@post.example", "Chloe", "Marsh", "York", "no"),
          customer("C000004", "dev.patel@post.example", "Dev", "Patel", "Bristol", "yes"),
          customer("C000005", "Elin.Lind@Post.Example", "Elin", "Lind", "Leeds", "yes"),
          customer("C000006", "elin.lind@post.example", "Elin", "Lind", "Leeds", "yes"),
          customer("C000007", "farid.haddad@post.example", "Farid", "Haddad", "York", ""),
          customer("C000008", "grace.bell@gmial.com", "Grace", "Bell", "Durham", "yes"),
          customer("C000009", "hugo.moreau@post.example", "Hugo", "Moreau", "Bristol", "yes"),
          customer("C000010", "ines.costa at post.example", "Ines", "Costa", "York", "no"));

  private Story() {}

  private static CustomerDatabase.Customer customer(
      String number, String email, String first, String last, String city, String newsletter) {
    return new CustomerDatabase.Customer(number, email, first, last, city, newsletter);
  }

  /// Plays it all. The brand's clock is a day behind before, and right after; its customer database
  /// holds the past.
  static void play(Brand brand) {
    yesterday(brand);
    brand.rest(Duration.ZERO, () -> brand.account().act("unsubscribe", LEFT));
    morning(brand);
  }

  /// Who is a customer since when, and what they bought.
  static void past(CustomerDatabase database, Instant now) {
    Instant then = now.minus(200, ChronoUnit.DAYS);
    for (CustomerDatabase.Customer customer : CUSTOMERS) {
      database.add(customer, then);
    }
    for (int month = 1; month <= 6; month++) {
      database.addOrder(
          "WEB-100" + month,
          "C00000" + month,
          "SH-1000-M",
          "Wool scarf, M",
          month + "4.50",
          then.plus(month * 25L, ChronoUnit.DAYS));
    }
  }

  private static void yesterday(Brand brand) {
    brand.settle();
    Instant now = brand.now();
    brand.shopSays("product", product("SH-1004-M", "Felt hat, M", "35.00", 0, now));
    brand.shopSays("product", product("SH-1003-M", "Walking boots, M", "95.00", 9, now));
    brand.shopSays("customer", account("S1", LEFT, "Amara", 120, "", now));
    brand.shopSays(
        "customer", account("S2", "mira.santos@post.example", "Mira", 40, "opted in", now));
    brand.shopSays(
        "order",
        order("SHOP-100001", "MIRA.SANTOS@post.example", "SH-1003-M", "Walking boots, M", now));
    brand.shopSays("order", order("SHOP-100002", LEFT, "SH-1004-M", "Felt hat, M", now));
    brand.shopSays(
        "customer",
        account("S3", "noor.aziz@post.example", "Noor", 0, "opted in", now)
            .put("points", "a dozen"));
    brand.settle();
  }

  private static void morning(Brand brand) {
    Instant now = brand.now();
    brand.shopSays(
        "customer", account("S4", "otis.reed@post.example", "Otis", 15, "opted in", now));
    brand.shopSays("cart", cart("B-1", "otis.reed@post.example", now.minusSeconds(90)));
    brand.shopSays("customer", account("S5", "", "Nobody", 0, "", now));
    brand.settle();
  }

  /// An account of the web shop.
  ///
  /// @param newsletter `opted in`, `opted out`, or empty when nothing is said of it
  static ObjectNode account(
      String id, String email, String first, int points, String newsletter, Instant at) {
    ObjectNode body =
        json()
            .put("id", id)
            .put("email", email)
            .put("first_name", first)
            .put("points", points)
            .put("updated_at", at.toString());
    if (!newsletter.isEmpty()) {
      body.putObject("newsletter").put("choice", newsletter).put("at", at.toString());
    }
    return body;
  }

  /// An order of one thing for 39.95.
  static ObjectNode order(String number, String email, String sku, String name, Instant at) {
    ObjectNode body =
        json()
            .put("number", number)
            .put("email", email)
            .put("placed_at", at.toString())
            .put("status", "paid")
            .put("currency", "GBP")
            .put("delivery", "4.95")
            .put("total", "39.95")
            .put("updated_at", at.toString());
    line(body, sku, name);
    return body;
  }

  private static JsonNode cart(String id, String email, Instant at) {
    ObjectNode body = json().put("id", id).put("email", email).put("updated_at", at.toString());
    line(body, "SH-1003-M", "Walking boots, M");
    return body;
  }

  private static void line(ObjectNode body, String sku, String name) {
    body.putArray("lines")
        .addObject()
        .put("sku", sku)
        .put("name", name)
        .put("quantity", 1)
        .put("price", "35.00");
  }

  private static JsonNode product(String sku, String name, String price, int stock, Instant at) {
    ObjectNode body =
        json()
            .put("sku", sku)
            .put("name", name)
            .put("price", price)
            .put("stock", stock)
            .put("url", "https://shop.example/p/" + sku)
            .put("image", "https://shop.example/i/" + sku + ".jpg")
            .put("updated_at", at.toString());
    body.putArray("categories").addObject().put("name", "Outdoors");
    return body;
  }

  private static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }
}
