package dev.selvedge.mapping.rule.order;

import dev.selvedge.RecordRef;
import dev.selvedge.mapping.Contribution.OrderClaim;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.function.Cause;
import dev.selvedge.mapping.function.Datum;
import dev.selvedge.mapping.function.Kind;
import dev.selvedge.mapping.rule.expression.Condition;
import dev.selvedge.mapping.rule.expression.Each;
import dev.selvedge.mapping.rule.expression.Rule;
import dev.selvedge.mapping.rule.expression.RuleReader;
import dev.selvedge.mapping.rule.expression.Scope;
import dev.selvedge.mapping.rule.expression.Target;
import dev.selvedge.yaml.YamlSection;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The compiled `order:` section. Thread-safe.
public record OrderRules(
    Condition onlyIf,
    Rule key,
    List<HeaderRules> headers,
    List<FulfilmentRules> fulfilments,
    List<RefundRules> refunds,
    List<CancellationRules> cancellations) {
  public OrderRules {
    headers = List.copyOf(headers);
    fulfilments = List.copyOf(fulfilments);
    refunds = List.copyOf(refunds);
    cancellations = List.copyOf(cancellations);
  }

  private static final List<String> PARTS =
      List.of("header", "fulfilments", "refunds", "cancellations");

  /// What has been sent.
  record FulfilmentRules(
      Each each,
      Rule key,
      Rule status,
      Rule carrier,
      Rule tracking,
      Rule trackingUrl,
      Rule shippedAt,
      Rule deliveredAt,
      List<ItemRules> items) {
    /// Compiles the section `order.fulfilments`; what is wrong with it is noted.
    public static FulfilmentRules read(YamlSection section, RuleReader rules) {
      return new FulfilmentRules(
          Each.read("order.fulfilments", section, rules),
          rules.read(section, "key", Target.needed("key", Kind.TEXT).inEach()),
          rules.read(section, "status", Target.wanted("status", Kind.TEXT).inEach()),
          rules.read(section, "carrier", Target.wanted("carrier", Kind.TEXT).inEach()),
          rules.read(section, "tracking", Target.wanted("tracking", Kind.TEXT).inEach()),
          rules.read(section, "tracking_url", Target.wanted("tracking_url", Kind.TEXT).inEach()),
          rules.read(section, "shipped_at", Target.wanted("shipped_at", Kind.TIME).inEach()),
          rules.read(section, "delivered_at", Target.wanted("delivered_at", Kind.TIME).inEach()),
          ItemRules.read(section, "order.fulfilments", rules));
    }

    OrderPart.Fulfilment part(Scope scope) {
      return new OrderPart.Fulfilment(
          key.text(scope),
          status.text(scope),
          carrier.text(scope),
          tracking.text(scope),
          trackingUrl.text(scope),
          OrderPart.When.of(shippedAt.time(scope)),
          OrderPart.When.of(deliveredAt.time(scope)),
          ItemRules.items(items, scope));
    }
  }

  /// Money given back.
  record RefundRules(
      Each each, Rule key, Rule amount, Rule reason, Rule refundedAt, List<ItemRules> items) {
    /// Compiles the section `order.refunds`; what is wrong with it is noted.
    public static RefundRules read(YamlSection section, RuleReader rules) {
      return new RefundRules(
          Each.read("order.refunds", section, rules),
          rules.read(section, "key", Target.needed("key", Kind.TEXT).inEach()),
          rules.read(section, "amount", Target.needed("amount", Kind.NUMBER).inEach()),
          rules.read(section, "reason", Target.wanted("reason", Kind.TEXT).inEach()),
          rules.read(section, "refunded_at", Target.wanted("refunded_at", Kind.TIME).inEach()),
          ItemRules.read(section, "order.refunds", rules));
    }

    OrderPart.Refund part(Scope scope) {
      return new OrderPart.Refund(
          key.text(scope),
          amount.money(scope).orElse(BigDecimal.ZERO),
          reason.text(scope),
          OrderPart.When.of(refundedAt.time(scope)),
          ItemRules.items(items, scope));
    }
  }

  /// What is not delivered after all, though the header still counts it.
  record CancellationRules(
      Each each, Rule key, Rule amount, Rule reason, Rule cancelledAt, List<ItemRules> items) {
    /// Compiles the section `order.cancellations`; what is wrong with it is noted.
    public static CancellationRules read(YamlSection section, RuleReader rules) {
      return new CancellationRules(
          Each.read("order.cancellations", section, rules),
          rules.read(section, "key", Target.needed("key", Kind.TEXT).inEach()),
          rules.read(section, "amount", Target.wanted("amount", Kind.NUMBER).inEach()),
          rules.read(section, "reason", Target.wanted("reason", Kind.TEXT).inEach()),
          rules.read(section, "cancelled_at", Target.wanted("cancelled_at", Kind.TIME).inEach()),
          ItemRules.read(section, "order.cancellations", rules));
    }

    OrderPart.Cancellation part(Scope scope) {
      return new OrderPart.Cancellation(
          key.text(scope),
          amount.money(scope).orElse(BigDecimal.ZERO),
          reason.text(scope),
          OrderPart.When.of(cancelledAt.time(scope)),
          ItemRules.items(items, scope));
    }
  }

  /// Compiles the section `order` of a file; empty where it has none.
  public static Optional<OrderRules> read(YamlSection file, RuleReader rules) {
    return file.section("order").map(section -> of(section, rules));
  }

  private static OrderRules of(YamlSection order, RuleReader rules) {
    if (PARTS.stream().noneMatch(order::has)) {
      order
          .problems()
          .add(
              order.position(),
              "'order' says nothing about the order",
              "add 'header', 'fulfilments', 'refunds' or 'cancellations'");
    }
    return new OrderRules(
        Condition.read(order, false, rules),
        rules.read(order, "key", Target.needed("order.key", Kind.TEXT)),
        order.section("header").map(each -> HeaderRules.read(each, rules)).stream().toList(),
        order.section("fulfilments").map(each -> FulfilmentRules.read(each, rules)).stream()
            .toList(),
        order.section("refunds").map(each -> RefundRules.read(each, rules)).stream().toList(),
        order.section("cancellations").map(each -> CancellationRules.read(each, rules)).stream()
            .toList());
  }

  /// What a record says of an order; of none where the condition does not hold.
  public OrderClaim claim(Scope scope) {
    if (!onlyIf.holds(scope)) {
      return new OrderClaim.NoOrder();
    }
    String number = key.text(scope);
    if (number.length() > RecordRef.MAX_KEY) {
      scope
          .run()
          .problem(
              key,
              scope,
              new Datum.Wrong(Cause.KEY_TOO_LONG, number, "is too long for an order", ""));
    }
    List<OrderPart> parts = new ArrayList<>();
    headers.forEach(header -> parts.add(header.header(scope)));
    for (FulfilmentRules rules : fulfilments) {
      List<OrderPart.Fulfilment> found = rules.each().all(scope, rules::part);
      unique(found.stream().map(OrderPart.Fulfilment::key).toList(), rules.key(), scope);
      parts.addAll(found);
    }
    for (RefundRules rules : refunds) {
      List<OrderPart.Refund> found = rules.each().all(scope, rules::part);
      unique(found.stream().map(OrderPart.Refund::key).toList(), rules.key(), scope);
      parts.addAll(found);
    }
    for (CancellationRules rules : cancellations) {
      List<OrderPart.Cancellation> found = rules.each().all(scope, rules::part);
      unique(found.stream().map(OrderPart.Cancellation::key).toList(), rules.key(), scope);
      parts.addAll(found);
    }
    return new OrderClaim.About(new OrderKey(number), parts);
  }

  private static void unique(List<String> keys, Rule rule, Scope scope) {
    Set<String> seen = new HashSet<>();
    for (String key : keys) {
      if (!key.isEmpty() && !seen.add(key)) {
        scope
            .run()
            .problem(
                rule,
                scope,
                new Datum.Wrong(
                    Cause.REPEATED_PART,
                    key,
                    "is the key of two parts of one order",
                    "take a key that differs, such as the part's own id"));
      }
    }
  }
}
