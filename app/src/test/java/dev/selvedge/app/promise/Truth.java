package dev.selvedge.app.promise;

import dev.selvedge.sandbox.SandboxServer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// What an account should hold, told by those who made it happen, and what it does hold. Used by
/// one thread at a time.
final class Truth {
  private static final String ORDERS = "Orders";
  private static final String DEMO = "demo@apiconnector.com";

  /// Address → data field (or `status`) → value.
  private final Map<String, Map<String, String>> contacts = new TreeMap<>();

  private final Map<String, Order> orders = new TreeMap<>();

  /// An order as it should be.
  record Order(String email, String status, BigDecimal total) {}

  /// Says a value of a contact.
  void says(String email, String field, String value) {
    contacts.computeIfAbsent(email, ignored -> new TreeMap<>()).put(field, value);
  }

  void says(String number, Order order) {
    orders.put(number, order);
  }

  int contactCount() {
    return withFigures().size();
  }

  /// Everything in which the account is not as it should be.
  List<String> wrongIn(SandboxServer account) {
    List<String> wrong = new ArrayList<>();
    Map<String, Map<String, String>> found = new TreeMap<>();
    Map<Long, String> addresses = new HashMap<>();
    account
        .inside()
        .eachContact(
            contact -> {
              String email = contact.path("identifiers").path("email").asString("");
              addresses.put(contact.path("contactId").asLong(), email);
              if (!email.equals(DEMO) && found.put(email, shown(contact)) != null) {
                wrong.add(email + " is there twice");
              }
            });
    compare(withFigures(), found, wrong);
    Map<String, Map<String, String>> wanted = new TreeMap<>();
    orders.forEach(
        (number, order) -> wanted.put(number, shown(order.email(), order.status(), order.total())));
    Map<String, Map<String, String>> recorded = new TreeMap<>();
    for (JsonNode held : account.inside().records(ORDERS)) {
      JsonNode json = held.path("json");
      String owner = addresses.getOrDefault(held.path("ownerContactId").asLong(), "nobody");
      String status = json.path("order_status").asString("");
      String number = json.path("id").asString("");
      if (recorded.put(number, shown(owner, status, json.path("order_total").decimalValue()))
          != null) {
        wrong.add(number + " is there twice");
      }
    }
    compare(wanted, recorded, wrong);
    return wrong;
  }

  private static void compare(
      Map<String, Map<String, String>> wanted,
      Map<String, Map<String, String>> found,
      List<String> wrong) {
    TreeSet<String> all = new TreeSet<>(wanted.keySet());
    all.addAll(found.keySet());
    for (String one : all) {
      Map<String, String> want = wanted.getOrDefault(one, Map.of());
      Map<String, String> have = found.getOrDefault(one, Map.of());
      if (!want.equals(have)) {
        wrong.add(one + " should be " + want + " but is " + have);
      }
    }
  }

  /// Every order makes a contact, and counts once.
  private Map<String, Map<String, String>> withFigures() {
    Map<String, Map<String, String>> all = new TreeMap<>();
    orders.values().forEach(order -> all.put(order.email(), new TreeMap<>()));
    contacts.forEach((email, fields) -> all.put(email, new TreeMap<>(fields)));
    all.forEach(
        (email, fields) -> {
          List<BigDecimal> totals =
              orders.values().stream()
                  .filter(order -> order.email().equals(email))
                  .map(Order::total)
                  .toList();
          fields.putIfAbsent("status", "unsubscribed");
          fields.put("NUMBER_OF_ORDERS", Integer.toString(totals.size()));
          fields.put(
              "TOTAL_SPEND", plain(totals.stream().reduce(BigDecimal.ZERO, BigDecimal::add)));
        });
    return all;
  }

  private static Map<String, String> shown(String owner, String status, BigDecimal total) {
    return Map.of("owner", owner, "status", status, "total", plain(total));
  }

  private static Map<String, String> shown(JsonNode contact) {
    Map<String, String> shown = new TreeMap<>();
    shown.put(
        "status", contact.path("channelProperties").path("email").path("status").asString(""));
    for (var field : contact.path("dataFields").properties()) {
      if (!field.getKey().equals("LASTSUBSCRIBED") && !field.getValue().isNull()) {
        JsonNode value = field.getValue();
        shown.put(
            field.getKey(), value.isNumber() ? plain(value.decimalValue()) : value.asString());
      }
    }
    return shown;
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
