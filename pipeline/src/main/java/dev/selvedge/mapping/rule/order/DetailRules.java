package dev.selvedge.mapping.rule.order;

import dev.selvedge.mapping.OrderDetails;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.PostalAddress;
import dev.selvedge.mapping.function.Kind;
import dev.selvedge.mapping.rule.expression.Rule;
import dev.selvedge.mapping.rule.expression.RuleReader;
import dev.selvedge.mapping.rule.expression.Scope;
import dev.selvedge.mapping.rule.expression.Target;
import dev.selvedge.yaml.YamlSection;
import java.util.List;

/// The compiled rules of what an order says beyond its sums and lines. Thread-safe.
///
/// @param shipping none or one
/// @param billing none or one
record DetailRules(
    Rule channel,
    Rule store,
    Rule payment,
    Rule coupons,
    Rule deliveryMethod,
    Rule cart,
    List<AddressRules> shipping,
    List<AddressRules> billing,
    Rule paidAt,
    Rule cancelledAt) {
  public DetailRules {
    shipping = List.copyOf(shipping);
    billing = List.copyOf(billing);
  }

  static DetailRules read(YamlSection header, RuleReader rules) {
    return new DetailRules(
        rules.read(header, "channel", Target.wanted("order.channel", Kind.TEXT)),
        rules.read(header, "store", Target.wanted("order.store", Kind.TEXT)),
        rules.read(header, "payment", Target.wanted("order.payment", Kind.TEXT)),
        rules.read(header, "coupons", Target.wanted("order.coupons", Kind.ANY)),
        rules.read(header, "delivery_method", Target.wanted("order.delivery_method", Kind.TEXT)),
        rules.read(header, "cart", Target.wanted("order.cart", Kind.TEXT)),
        AddressRules.read(header, "shipping_address", rules),
        AddressRules.read(header, "billing_address", rules),
        rules.read(header, "paid_at", Target.wanted("order.paid_at", Kind.TIME)),
        rules.read(header, "cancelled_at", Target.wanted("order.cancelled_at", Kind.TIME)));
  }

  OrderDetails details(Scope scope) {
    OrderDetails details =
        new OrderDetails(
            channel.text(scope),
            store.text(scope),
            payment.text(scope),
            coupons.texts(scope),
            deliveryMethod.text(scope),
            cart.text(scope),
            AddressRules.address(shipping, scope),
            AddressRules.address(billing, scope),
            OrderPart.When.of(paidAt.time(scope)),
            OrderPart.When.of(cancelledAt.time(scope)));
    return details.equals(OrderDetails.NONE) ? OrderDetails.NONE : details;
  }

  /// A postal address.
  record AddressRules(Rule line1, Rule line2, Rule city, Rule region, Rule postcode, Rule country) {
    static List<AddressRules> read(YamlSection header, String key, RuleReader rules) {
      return header.section(key).map(section -> of(section, "order." + key + '.', rules)).stream()
          .toList();
    }

    private static AddressRules of(YamlSection section, String prefix, RuleReader rules) {
      return new AddressRules(
          rules.read(section, "line_1", Target.wanted(prefix + "line_1", Kind.TEXT)),
          rules.read(section, "line_2", Target.wanted(prefix + "line_2", Kind.TEXT)),
          rules.read(section, "city", Target.wanted(prefix + "city", Kind.TEXT)),
          rules.read(section, "region", Target.wanted(prefix + "region", Kind.TEXT)),
          rules.read(section, "postcode", Target.wanted(prefix + "postcode", Kind.TEXT)),
          rules.read(section, "country", Target.wanted(prefix + "country", Kind.TEXT)));
    }

    static PostalAddress address(List<AddressRules> rules, Scope scope) {
      return rules.isEmpty() ? PostalAddress.UNKNOWN : rules.getFirst().address(scope);
    }

    private PostalAddress address(Scope scope) {
      return new PostalAddress(
          line1.text(scope),
          line2.text(scope),
          city.text(scope),
          region.text(scope),
          postcode.text(scope),
          country.text(scope));
    }
  }
}
