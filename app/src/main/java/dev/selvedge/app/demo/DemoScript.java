package dev.selvedge.app.demo;

import dev.selvedge.Masking;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What happens in the demo's shop, step by step: the same for the same seed. Among the ordinary
/// there are guests who have an account, addresses in other case, changed addresses, and records
/// that are wrong. Confined to one thread.
final class DemoScript {
  private static final List<String> FIRST_NAMES =
      List.of("Amara", "Ben", "Chloe", "Dev", "Elin", "Farid", "Grace", "Hugo", "Ines", "Jonas");
  private static final List<String> LAST_NAMES =
      List.of("Okafor", "Hughes", "Marsh", "Patel", "Lind", "Haddad", "Bell", "Moreau", "Costa");
  private static final int HUNDRED = 100;
  private static final int KNOWN_AT_MOST = 200;

  private final Random dice;
  private final List<Account> accounts = new ArrayList<>();
  private final List<String> orders = new ArrayList<>();
  private int steps;

  /// @param known addresses that the customer database holds already
  DemoScript(long seed, List<String> known) {
    this.dice = new Random(seed);
    for (String email : known.subList(0, Math.min(known.size(), KNOWN_AT_MOST))) {
      accounts.add(new Account("S" + (accounts.size() + 1), email, name(FIRST_NAMES), 0));
    }
  }

  private record Account(String id, String email, String firstName, int points) {}

  /// How many steps were taken.
  int steps() {
    return steps;
  }

  /// The next thing that happens, at this time.
  HookCall next(Instant now) {
    steps++;
    int roll = dice.nextInt(HUNDRED);
    if (accounts.isEmpty() || roll < 14) {
      return newAccount(now);
    }
    if (roll < 34) {
      return pointsChange(now);
    }
    if (roll < 40) {
      return basket(now);
    }
    if (roll < 60) {
      return guestOrder(now);
    }
    if (roll < 74) {
      return accountOrder(now);
    }
    if (roll < 81) {
      return refund(now);
    }
    if (roll < 87) {
      return addressChange(now);
    }
    return wrong(now, roll);
  }

  private HookCall newAccount(Instant now) {
    String first = name(FIRST_NAMES);
    String email = address(first);
    Account account = new Account("S" + (accounts.size() + 1), email, first, 0);
    accounts.add(account);
    return customer(
        account, "opted in", now, first + " opens an account (" + Masking.mask(email) + ")");
  }

  private HookCall pointsChange(Instant now) {
    int which = dice.nextInt(accounts.size());
    Account before = accounts.get(which);
    int points = before.points() + 10 + dice.nextInt(HUNDRED);
    Account after = new Account(before.id(), before.email(), before.firstName(), points);
    accounts.set(which, after);
    return customer(
        after, "", now, Masking.mask(after.email()) + " now has " + points + " loyalty points");
  }

  private HookCall basket(Instant now) {
    Account account = pick(accounts);
    Catalogue.Variant variant = Catalogue.any(dice);
    ObjectNode body =
        json()
            .put("id", "B" + steps)
            .put("email", account.email())
            .put("updated_at", now.toString());
    line(body.putArray("lines"), variant);
    return right(
        "cart", body, Masking.mask(account.email()) + " puts " + variant.name() + " into a basket");
  }

  private static BigDecimal line(ArrayNode lines, Catalogue.Variant variant) {
    BigDecimal price = variant.article().price();
    lines
        .addObject()
        .put("sku", variant.sku())
        .put("name", variant.name())
        .put("quantity", 1)
        .put("price", price.toPlainString());
    return price;
  }

  private HookCall addressChange(Instant now) {
    int which = dice.nextInt(accounts.size());
    Account before = accounts.get(which);
    Account after =
        new Account(before.id(), address(before.firstName()), before.firstName(), before.points());
    accounts.set(which, after);
    return customer(
        after,
        "",
        now,
        Masking.mask(before.email())
            + " changes the address to "
            + Masking.mask(after.email())
            + ": one contact, renamed");
  }

  private HookCall guestOrder(Instant now) {
    boolean hasAccount = dice.nextBoolean();
    String email =
        hasAccount ? pick(accounts).email().toUpperCase(Locale.ROOT) : address(name(FIRST_NAMES));
    String number = orderNumber();
    String sentence =
        Masking.mask(email)
            + " orders "
            + number
            + (hasAccount ? " as a guest, in capitals: the same person" : " as a guest");
    return order(number, email, now, sentence);
  }

  private HookCall accountOrder(Instant now) {
    Account account = pick(accounts);
    String number = orderNumber();
    return order(number, account.email(), now, Masking.mask(account.email()) + " orders " + number);
  }

  private HookCall refund(Instant now) {
    if (orders.isEmpty()) {
      return guestOrder(now);
    }
    String number = pick(orders);
    ObjectNode body =
        json()
            .put("id", "SR" + steps)
            .put("order", number)
            .put("amount", "5.00")
            .put("reason", "goodwill")
            .put("refunded_at", now.toString())
            .put("updated_at", now.toString());
    return right("refund", body, number + " gets 5.00 back");
  }

  private HookCall wrong(Instant now, int roll) {
    return switch (roll % 6) {
      case 0 -> {
        ObjectNode body = customerBody(new Account("SX" + steps, "", "Nobody", 0), "", now);
        yield right("customer", body, "an account without an address arrives: it is parked");
      }
      case 1 -> {
        Account account = pick(accounts);
        ObjectNode body = customerBody(account, "", now).put("points", "a few");
        yield right(
            "customer", body, "loyalty points that are no number arrive: the record is parked");
      }
      case 2 -> {
        String number = orderNumber();
        HookCall plain = order(number, pick(accounts).email(), now, "");
        yield new HookCall(
            plain.kind(),
            plain.body().replace("\"sku\":\"", "\"sku\":\"Größe/4#"),
            HookCall.Signature.RIGHT,
            "order " + number + " has an article number with odd characters: it is cleaned");
      }
      case 3 ->
          new HookCall(
              "order",
              "{ \"number\": \"SHOP-",
              HookCall.Signature.RIGHT,
              "the shop sends half a body: refused, 400");
      default -> {
        Account account = pick(accounts);
        yield new HookCall(
            "customer",
            customerBody(account, "opted out", now).toString(),
            HookCall.Signature.WRONG,
            "somebody who does not know the secret calls: refused, 401");
      }
    };
  }

  private HookCall customer(Account account, String newsletter, Instant now, String sentence) {
    return right("customer", customerBody(account, newsletter, now), sentence);
  }

  private static ObjectNode customerBody(Account account, String newsletter, Instant now) {
    ObjectNode body =
        json()
            .put("id", account.id())
            .put("email", account.email())
            .put("first_name", account.firstName())
            .put("points", account.points())
            .put("updated_at", now.toString());
    if (!newsletter.isEmpty()) {
      body.putObject("newsletter").put("choice", newsletter).put("at", now.toString());
    }
    return body;
  }

  private HookCall order(String number, String email, Instant now, String sentence) {
    ObjectNode body =
        json()
            .put("number", number)
            .put("email", email)
            .put("placed_at", now.toString())
            .put("status", "paid")
            .put("currency", "GBP");
    BigDecimal total = new BigDecimal("4.95");
    body.put("delivery", total.toPlainString());
    var lines = body.putArray("lines");
    int count = 1 + dice.nextInt(3);
    for (int line = 0; line < count; line++) {
      total = total.add(line(lines, Catalogue.any(dice)));
    }
    body.put("total", total.toPlainString()).put("updated_at", now.toString());
    orders.add(number);
    return right("order", body, sentence);
  }

  private String orderNumber() {
    return "SHOP-" + (100_000 + steps);
  }

  private String address(String firstName) {
    return firstName.toLowerCase(Locale.ROOT)
        + '.'
        + name(LAST_NAMES).toLowerCase(Locale.ROOT)
        + steps
        + "@post.example";
  }

  private String name(List<String> names) {
    return pick(names);
  }

  private <T> T pick(List<T> list) {
    return list.get(dice.nextInt(list.size()));
  }

  private static HookCall right(String kind, ObjectNode body, String sentence) {
    return new HookCall(kind, body.toString(), HookCall.Signature.RIGHT, sentence);
  }

  private static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }
}
