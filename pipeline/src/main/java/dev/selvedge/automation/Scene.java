package dev.selvedge.automation;

import dev.selvedge.ContentHash;
import dev.selvedge.commerce.Cart;
import dev.selvedge.commerce.Order;
import dev.selvedge.commerce.Product;
import dev.selvedge.commerce.Wish;
import dev.selvedge.mapping.CartNames;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.Value;
import dev.selvedge.person.FieldChange;
import dev.selvedge.person.Profile;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What an action may take its values from, by name, and what that is in the moment of acting.
/// What nobody told is not there. Confined to one thread.
public final class Scene {
  /// Under which a fact's own id is found: what is done because of it bears it, so that doing it
  /// again does nothing new.
  public static final String FACT_ID = "fact.id";

  /// Under which it is found when the fact happened.
  public static final String FACT_AT = "fact.at";

  /// Under which the person's address is found.
  public static final String ADDRESS = "person.email";

  private static final String PERSON = "person.";
  private static final Set<String> OF_PARCELS = Set.of("shipped", "delivered");
  private static final String OF_REFUNDS = "refunded";
  private static final String OF_PURCHASES = "replenishment_due";
  private static final int MONEY_SCALE = 2;
  private static final Map<String, FieldType> FACT =
      Map.of(FACT_ID, FieldType.STRING, FACT_AT, FieldType.DATE);
  private static final Map<String, FieldType> ORDER =
      Map.ofEntries(
          Map.entry("order.key", FieldType.STRING),
          Map.entry("order.placed_at", FieldType.DATE),
          Map.entry("order.status", FieldType.STRING),
          Map.entry("order.currency", FieldType.STRING),
          Map.entry("order.total", FieldType.NUMERIC),
          Map.entry("order.total_shown", FieldType.STRING),
          Map.entry("order.net", FieldType.NUMERIC),
          Map.entry("order.store", FieldType.STRING),
          Map.entry("order.channel", FieldType.STRING),
          Map.entry("order.delivery_method", FieldType.STRING),
          Map.entry("order.city", FieldType.STRING),
          Map.entry("order.country", FieldType.STRING));
  private static final Map<String, FieldType> PARCEL =
      Map.of(
          "parcel.key", FieldType.STRING,
          "parcel.carrier", FieldType.STRING,
          "parcel.tracking", FieldType.STRING,
          "parcel.tracking_url", FieldType.STRING,
          "parcel.shipped_at", FieldType.DATE,
          "parcel.delivered_at", FieldType.DATE);
  private static final Map<String, FieldType> REFUND =
      Map.of(
          "refund.key", FieldType.STRING,
          "refund.amount", FieldType.NUMERIC,
          "refund.amount_shown", FieldType.STRING,
          "refund.reason", FieldType.STRING,
          "refund.refunded_at", FieldType.DATE);

  private static final Map<String, FieldType> PRODUCT =
      Map.of(
          "product.sku", FieldType.STRING,
          "product.name", FieldType.STRING,
          "product.url", FieldType.STRING,
          "product.image", FieldType.STRING);
  private static final Map<String, FieldType> WISH =
      Map.of(
          "product.price", FieldType.NUMERIC,
          "product.price_shown", FieldType.STRING,
          "product.stock", FieldType.NUMERIC,
          "wish.key", FieldType.STRING,
          "wish.asked_at", FieldType.DATE,
          "wish.price_seen", FieldType.NUMERIC,
          "wish.price_seen_shown", FieldType.STRING);
  private static final Map<String, FieldType> CART =
      Map.of(
          "cart.key", FieldType.STRING,
          "cart.url", FieldType.STRING,
          "cart.currency", FieldType.STRING,
          "cart.total", FieldType.NUMERIC,
          "cart.total_shown", FieldType.STRING,
          "cart.lines", FieldType.NUMERIC,
          "cart.first_sku", FieldType.STRING,
          "cart.first_name", FieldType.STRING,
          "cart.first_url", FieldType.STRING,
          "cart.first_image", FieldType.STRING);
  private static final Map<String, FieldType> CHANGE =
      Map.of(
          "change.field", FieldType.STRING,
          "change.from", FieldType.STRING,
          "change.to", FieldType.STRING);

  private final Map<String, Value> known = new LinkedHashMap<>();

  private Scene() {}

  /// The names that a rule for facts of this kind may take from, with their types.
  public static Map<String, FieldType> types(FactKind on, FieldCatalogue catalogue) {
    Map<String, FieldType> types = new TreeMap<>(FACT);
    types.put(ADDRESS, FieldType.STRING);
    catalogue.fields().values().forEach(field -> types.put(PERSON + field.name(), field.type()));
    types.putAll(about(on));
    return Collections.unmodifiableMap(types);
  }

  /// The names of what such a fact is about, and of nothing that it never has.
  private static Map<String, FieldType> about(FactKind on) {
    if (on.isOfField()) {
      return CHANGE;
    }
    if (!on.isOfOrder() && !on.isOfWish()) {
      return CART;
    }
    Map<String, FieldType> types = new TreeMap<>(on.isOfWish() ? WISH : ORDER);
    if (on.isOfWish() || on.word().equals(OF_PURCHASES)) {
      types.putAll(PRODUCT);
    }
    if (OF_PARCELS.contains(on.word())) {
      types.putAll(PARCEL);
    }
    if (on.word().equals(OF_REFUNDS)) {
      types.putAll(REFUND);
    }
    return types;
  }

  /// The same for facts of any kind.
  public static Map<String, FieldType> types(FieldCatalogue catalogue) {
    Map<String, FieldType> types = new TreeMap<>();
    Arrays.stream(FactKind.values()).forEach(kind -> types.putAll(types(kind, catalogue)));
    return Collections.unmodifiableMap(types);
  }

  /// Of an enrolment alone.
  public static Scene of(EnrolmentKey key, Instant happenedAt) {
    Scene scene = new Scene();
    scene.known.put(FACT_ID, new Value.Text(ownId(key)));
    scene.known.put(FACT_AT, new Value.Date(happenedAt));
    return scene;
  }

  /// `shipped-mail-Xk3…`: the same for ever for one rule and one fact, in an alphabet that every
  /// target takes, without anything by which a person could be known.
  private static String ownId(EnrolmentKey key) {
    return key.rule() + "-" + ContentHash.of(key.text()).value().replace('_', '.');
  }

  /// With what is held true of the person.
  public Scene person(String email, Profile profile) {
    text(ADDRESS, email);
    profile.fields().forEach((name, held) -> known.put(PERSON + name, held.value()));
    return this;
  }

  /// With an order and the part of it that the fact is about.
  ///
  /// @param part its key; empty for the order itself
  public Scene order(Order order, String part) {
    OrderPart.Header header = order.header();
    text("order.key", order.key().value());
    known.put("order.placed_at", new Value.Date(header.placedAt()));
    text("order.status", header.status());
    text("order.currency", header.currency());
    money("order.total", header.total());
    known.put("order.net", new Value.Decimal(order.net()));
    text("order.store", header.details().store());
    text("order.channel", header.details().channel());
    text("order.delivery_method", header.details().deliveryMethod());
    text("order.city", header.details().shipping().city());
    text("order.country", header.details().shipping().country());
    order.fulfilments().stream().filter(one -> one.key().equals(part)).forEach(this::parcel);
    order.refunds().stream().filter(one -> one.key().equals(part)).forEach(this::refund);
    header.lines().stream()
        .filter(line -> line.sku().equals(part))
        .findFirst()
        .ifPresent(
            line -> {
              text("product.sku", line.originalSku());
              text("product.name", line.name());
              text("product.url", line.details().url());
              text("product.image", line.details().image());
            });
    return this;
  }

  /// With the cart, the wish or the change that the fact is about, if it is about one.
  ///
  /// @param history of the person whose it is
  public Scene item(Fact fact, History history) {
    if (fact.kind().isOfField()) {
      history.change(fact).ifPresent(this::change);
    } else if (fact.kind().isOfWish()) {
      history.wish(fact.key()).ifPresent(wish -> wish(wish, history));
    } else if (!fact.kind().isOfOrder()) {
      history.cart(fact.key()).ifPresent(this::cart);
    }
    return this;
  }

  private void cart(Cart cart) {
    text("cart.key", cart.key().value());
    text("cart.url", cart.url());
    text("cart.currency", cart.currency());
    money("cart.total", cart.total());
    known.put("cart.lines", new Value.Decimal(BigDecimal.valueOf(cart.lines().size())));
    cart.lines().stream()
        .findFirst()
        .ifPresent(
            line -> {
              text("cart.first_sku", line.sku());
              text("cart.first_name", line.name());
              text("cart.first_url", line.url());
              text("cart.first_image", line.image());
            });
    // As the shop writes it, where the record has to write it otherwise.
    cart.told().groups().getOrDefault(CartNames.LINES, List.of()).stream()
        .findFirst()
        .filter(ignored -> !cart.isEmpty())
        .ifPresent(line -> told("cart.first_sku", line, CartNames.ORIGINAL_SKU));
  }

  private void wish(Wish wish, History history) {
    text("wish.key", wish.key().value());
    known.put("wish.asked_at", new Value.Date(wish.askedAt()));
    wish.seen().ifPresent(seen -> money("wish.price_seen", seen));
    text("product.sku", wish.sku());
    Optional.ofNullable(history.products().get(wish.sku())).ifPresent(this::product);
  }

  private void product(Product product) {
    Map<String, Value> held = product.held().values();
    told("product.sku", held, "original_sku");
    told("product.name", held, "name");
    told("product.url", held, "url");
    told("product.image", held, "image_path");
    product.selling().ifPresent(price -> money("product.price", price.amount()));
    product.stock().ifPresent(one -> known.put("product.stock", new Value.Decimal(one.amount())));
  }

  private void told(String name, Map<String, Value> values, String property) {
    if (values.get(property) instanceof Value.Text(String text)) {
      text(name, text);
    }
  }

  private void change(FieldChange change) {
    text("change.field", change.field());
    text("change.from", change.before());
    text("change.to", change.after());
  }

  /// As a number, and as people read it.
  private void money(String name, BigDecimal money) {
    known.put(name, new Value.Decimal(money));
    text(name + "_shown", shown(money));
  }

  private void parcel(OrderPart.Fulfilment parcel) {
    text("parcel.key", parcel.key());
    text("parcel.carrier", parcel.carrier());
    text("parcel.tracking", parcel.tracking());
    text("parcel.tracking_url", parcel.trackingUrl());
    when("parcel.shipped_at", parcel.shippedAt());
    when("parcel.delivered_at", parcel.deliveredAt());
  }

  private void refund(OrderPart.Refund refund) {
    text("refund.key", refund.key());
    money("refund.amount", refund.amount());
    text("refund.reason", refund.reason());
    when("refund.refunded_at", refund.refundedAt());
  }

  private void text(String name, String text) {
    if (!text.isEmpty()) {
      known.put(name, new Value.Text(text));
    }
  }

  private void when(String name, OrderPart.When when) {
    switch (when) {
      case OrderPart.When.At(Instant at) -> known.put(name, new Value.Date(at));
      case OrderPart.When.NotKnown ignored -> {
        // nobody told
      }
    }
  }

  /// As people read money: `67.20`.
  private static String shown(BigDecimal money) {
    return money
        .setScale(Math.max(MONEY_SCALE, money.scale()), RoundingMode.UNNECESSARY)
        .toPlainString();
  }

  /// Everything that is known, by name.
  public Map<String, Value> values() {
    return Collections.unmodifiableMap(known);
  }
}
