package dev.selvedge.automation;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.selvedge.commerce.Cart;
import dev.selvedge.commerce.Order;
import dev.selvedge.commerce.Product;
import dev.selvedge.commerce.Wish;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.OrderDetails;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.Value;
import dev.selvedge.mapping.cel.CelEnvironment;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What the expressions of automations see: the person, their consent, the fact, and what it is
/// about. What nobody tells is empty text, nought, false or the year 1970; `'tier' in person.known`
/// says whether it is told.
public final class Seen {
  private static final ListType TEXTS = ListType.create(SimpleType.STRING);

  /// Of everything. In the order of the docs.
  private static final List<Variable> OF_ALL =
      List.of(
          new Variable("person.email", SimpleType.STRING, "the address"),
          new Variable("person.known", TEXTS, "the fields that anybody tells of"),
          new Variable(
              "person.orders", SimpleType.INT, "how many orders count, cancelled ones do not"),
          new Variable("consent.email", SimpleType.BOOL, "whether marketing e-mail may go"),
          new Variable("fact.at", SimpleType.TIMESTAMP, "when it happened"),
          new Variable("fact.part", SimpleType.STRING, "the parcel or refund; empty for the whole"),
          new Variable("now", SimpleType.TIMESTAMP, "this moment"));

  private static final List<Variable> OF_ORDER =
      List.of(
          new Variable("order.key", SimpleType.STRING, "its number"),
          new Variable("order.status", SimpleType.STRING, "the shop's own word"),
          new Variable("order.currency", SimpleType.STRING, "`GBP`"),
          new Variable("order.total", SimpleType.DOUBLE, "the header's total"),
          new Variable("order.net", SimpleType.DOUBLE, "less what was cancelled and given back"),
          new Variable("order.placed_at", SimpleType.TIMESTAMP, "when it was placed"),
          new Variable("order.channel", SimpleType.STRING, "as mapped"),
          new Variable("order.store", SimpleType.STRING, "as mapped"),
          new Variable("order.payment", SimpleType.STRING, "as mapped"),
          new Variable("order.delivery_method", SimpleType.STRING, "as mapped"),
          new Variable("order.country", SimpleType.STRING, "where it goes, as mapped"),
          new Variable("order.coupons", TEXTS, "the codes that were used"),
          new Variable("order.skus", TEXTS, "of its lines, each once"),
          new Variable("order.categories", TEXTS, "of its lines, each once"),
          new Variable("refund.amount", SimpleType.DOUBLE, "for `refunded`: what was given back"),
          new Variable("refund.reason", SimpleType.STRING, "for `refunded`: why"),
          new Variable("parcel.carrier", SimpleType.STRING, "for `shipped` and `delivered`"),
          new Variable("parcel.tracking", SimpleType.STRING, "for `shipped` and `delivered`"),
          new Variable("parcel.tracking_url", SimpleType.STRING, "for `shipped` and `delivered`"));

  private static final List<Variable> OF_CART =
      List.of(
          new Variable("cart.key", SimpleType.STRING, "for `cart_left`: its id"),
          new Variable("cart.total", SimpleType.DOUBLE, "for `cart_left`"),
          new Variable("cart.currency", SimpleType.STRING, "for `cart_left`"),
          new Variable("cart.url", SimpleType.STRING, "for `cart_left`: where it goes on"),
          new Variable("cart.skus", TEXTS, "for `cart_left`: of its lines, each once"));

  private static final List<Variable> OF_WISH =
      List.of(
          new Variable("product.sku", SimpleType.STRING, "for `back_in_stock` and `price_drop`"),
          new Variable("product.price", SimpleType.DOUBLE, "for these: what it costs now"),
          new Variable("product.stock", SimpleType.DOUBLE, "for these: how many there are"),
          new Variable("wish.price_seen", SimpleType.DOUBLE, "for these: what they saw"));

  private static final List<Variable> OF_FIELD =
      List.of(
          new Variable("change.from", SimpleType.STRING, "for changes of a field: what it was"),
          new Variable("change.to", SimpleType.STRING, "for these: what it became"));

  private Seen() {}

  /// Something that conditions may name.
  ///
  /// @param meaning for docs
  public record Variable(String name, CelType type, String meaning) {
    /// As docs call its type.
    public String typeName() {
      return type.name();
    }
  }

  /// Everybody sees these.
  public static List<Variable> always() {
    return OF_ALL;
  }

  /// What is about an order sees these, too.
  public static List<Variable> ofOrders() {
    return OF_ORDER;
  }

  /// What is about a cart or a wish sees these, too.
  public static List<Variable> ofItems() {
    List<Variable> all = new ArrayList<>(OF_CART);
    all.addAll(OF_WISH);
    all.addAll(OF_FIELD);
    return List.copyOf(all);
  }

  /// What the expressions of a rule on such facts may name.
  public static CelEnvironment environment(FactKind on, FieldCatalogue catalogue) {
    Map<String, CelType> variables = new TreeMap<>();
    catalogue
        .fields()
        .values()
        .forEach(field -> variables.put("person." + field.name(), type(field.type())));
    OF_ALL.forEach(variable -> variables.put(variable.name(), variable.type()));
    if (on.isOfOrder()) {
      OF_ORDER.forEach(variable -> variables.put(variable.name(), variable.type()));
    } else {
      (on.isOfField() ? OF_FIELD : on.isOfWish() ? OF_WISH : OF_CART)
          .forEach(variable -> variables.put(variable.name(), variable.type()));
    }
    return CelEnvironment.of(
        variables,
        "this automation sees person.…, consent.…, fact.…"
            + (on.isOfOrder()
                ? ", order.…, refund.…, parcel.…"
                : on.isOfField()
                    ? ", change.…"
                    : on.isOfWish() ? ", product.…, wish.…" : ", cart.…")
            + " and now; see docs/automations.md. Texts stand in quotes");
  }

  private static CelType type(FieldType type) {
    return switch (type) {
      case STRING -> SimpleType.STRING;
      case NUMERIC -> SimpleType.DOUBLE;
      case DATE -> SimpleType.TIMESTAMP;
      case BOOLEAN -> SimpleType.BOOL;
    };
  }

  private static Object unknown(FieldType type) {
    return switch (type) {
      case STRING -> "";
      case NUMERIC -> 0.0;
      case DATE -> Instant.EPOCH;
      case BOOLEAN -> false;
    };
  }

  private static Object value(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Decimal(BigDecimal number) -> number.doubleValue();
      case Value.Date(Instant instant) -> instant;
      case Value.Flag(boolean flag) -> flag;
    };
  }

  /// Somebody, as they are known at this moment.
  ///
  /// @param fields what is held true of them
  public record Somebody(String email, Map<String, Value> fields, boolean mailable) {
    public Somebody {
      fields = Map.copyOf(fields);
    }
  }

  /// The variables of an enrolment.
  public static Map<String, Object> of(
      Somebody person, Fact fact, History history, FieldCatalogue catalogue, Instant now) {
    Map<String, Object> seen = new HashMap<>();
    catalogue
        .fields()
        .values()
        .forEach(field -> seen.put("person." + field.name(), unknown(field.type())));
    person.fields().forEach((name, value) -> seen.put("person." + name, value(value)));
    seen.put("person.email", person.email());
    seen.put("person.known", person.fields().keySet().stream().sorted().toList());
    seen.put("person.orders", (long) history.placed().size());
    seen.put("consent.email", person.mailable());
    seen.put("fact.at", fact.happenedAt());
    seen.put("fact.part", fact.part());
    seen.put("now", now);
    fact.order().flatMap(history::order).ifPresent(order -> order(order, fact, seen));
    history
        .change(fact)
        .ifPresent(
            change -> {
              seen.put("change.from", change.before());
              seen.put("change.to", change.after());
            });
    history.cart(fact.key()).ifPresent(cart -> cart(cart, seen));
    history.wish(fact.key()).ifPresent(wish -> wish(wish, history, seen));
    return seen;
  }

  private static void order(Order order, Fact fact, Map<String, Object> seen) {
    OrderPart.Header header = order.header();
    OrderDetails details = header.details();
    seen.put("order.key", order.key().value());
    seen.put("order.status", header.status());
    seen.put("order.currency", header.currency());
    seen.put("order.total", header.total().doubleValue());
    seen.put("order.net", order.net().doubleValue());
    seen.put("order.placed_at", header.placedAt());
    seen.put("order.channel", details.channel());
    seen.put("order.store", details.store());
    seen.put("order.payment", details.payment());
    seen.put("order.delivery_method", details.deliveryMethod());
    seen.put("order.country", details.shipping().country());
    seen.put("order.coupons", details.coupons());
    Set<String> categories = new LinkedHashSet<>();
    header.lines().forEach(line -> categories.addAll(line.details().categories()));
    seen.put("order.categories", List.copyOf(categories));
    seen.put(
        "order.skus",
        header.lines().stream()
            .map(OrderPart.Line::sku)
            .collect(Collectors.toCollection(LinkedHashSet::new))
            .stream()
            .toList());
    part(order, fact, seen);
  }

  private static void cart(Cart cart, Map<String, Object> seen) {
    seen.put("cart.key", cart.key().value());
    seen.put("cart.total", cart.total().doubleValue());
    seen.put("cart.currency", cart.currency());
    seen.put("cart.url", cart.url());
    seen.put("cart.skus", cart.lines().stream().map(Cart.Line::sku).distinct().toList());
  }

  private static void wish(Wish wish, History history, Map<String, Object> seen) {
    Optional<Product> product = Optional.ofNullable(history.products().get(wish.sku()));
    seen.put("product.sku", wish.sku());
    seen.put("product.price", number(product.flatMap(Product::selling)));
    seen.put("product.stock", number(product.flatMap(Product::stock)));
    seen.put("wish.price_seen", wish.seen().map(BigDecimal::doubleValue).orElse(0.0));
  }

  private static double number(Optional<Product.Amount> amount) {
    return amount.map(one -> one.amount().doubleValue()).orElse(0.0);
  }

  private static void part(Order order, Fact fact, Map<String, Object> seen) {
    seen.put("refund.amount", 0.0);
    seen.put("refund.reason", "");
    seen.put("parcel.carrier", "");
    seen.put("parcel.tracking", "");
    seen.put("parcel.tracking_url", "");
    if (fact.kind() == FactKind.REFUNDED) {
      order.refunds().stream()
          .filter(refund -> refund.key().equals(fact.part()))
          .forEach(
              refund -> {
                seen.put("refund.amount", refund.amount().doubleValue());
                seen.put("refund.reason", refund.reason());
              });
    }
    if (fact.kind() == FactKind.SHIPPED || fact.kind() == FactKind.DELIVERED) {
      order.fulfilments().stream()
          .filter(parcel -> parcel.key().equals(fact.part()))
          .forEach(
              parcel -> {
                seen.put("parcel.carrier", parcel.carrier());
                seen.put("parcel.tracking", parcel.tracking());
                seen.put("parcel.tracking_url", parcel.trackingUrl());
              });
    }
  }
}
