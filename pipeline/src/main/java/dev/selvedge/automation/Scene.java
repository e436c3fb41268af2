package dev.selvedge.automation;

import dev.selvedge.ContentHash;
import dev.selvedge.commerce.Order;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.Value;
import dev.selvedge.person.Profile;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
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
  private static final String OF_PRODUCTS = "replenishment_due";
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
      Map.of("product.sku", FieldType.STRING, "product.name", FieldType.STRING);

  private final Map<String, Value> known = new LinkedHashMap<>();

  private Scene() {}

  /// The names that a rule for facts of this kind may take from, with their types.
  public static Map<String, FieldType> types(FactKind on, FieldCatalogue catalogue) {
    Map<String, FieldType> types = new TreeMap<>(FACT);
    types.put(ADDRESS, FieldType.STRING);
    catalogue.fields().values().forEach(field -> types.put(PERSON + field.name(), field.type()));
    types.putAll(ORDER);
    if (OF_PARCELS.contains(on.word())) {
      types.putAll(PARCEL);
    }
    if (on.word().equals(OF_REFUNDS)) {
      types.putAll(REFUND);
    }
    if (on.word().equals(OF_PRODUCTS)) {
      types.putAll(PRODUCT);
    }
    return Collections.unmodifiableMap(types);
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
    known.put("order.total", new Value.Decimal(header.total()));
    text("order.total_shown", shown(header.total()));
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
            });
    return this;
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
    known.put("refund.amount", new Value.Decimal(refund.amount()));
    text("refund.amount_shown", shown(refund.amount()));
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
