package dev.selvedge.mapping.rule.item;

import dev.selvedge.mapping.ItemClaim;
import dev.selvedge.mapping.rule.expression.RuleReader;
import dev.selvedge.mapping.rule.expression.Scope;
import dev.selvedge.yaml.YamlSection;
import java.util.ArrayList;
import java.util.List;

/// The compiled section of a mapping file that speaks of something beside people and orders.
public sealed interface ItemSection permits ProductRules, CartRules, WishRules, FiledRules {
  /// The sections there are; a file has one of them at most.
  List<String> NAMES = List.of("product", "cart", "wish", "record");

  /// What a record says by it.
  ItemClaim claim(Scope scope);

  /// None or one.
  static List<ItemSection> read(YamlSection file, RuleReader rules) {
    List<ItemSection> sections = new ArrayList<>();
    ProductRules.read(file, rules).ifPresent(sections::add);
    CartRules.read(file, rules).ifPresent(sections::add);
    WishRules.read(file, rules).ifPresent(sections::add);
    FiledRules.read(file, rules).ifPresent(sections::add);
    return sections;
  }

  /// Which sections fit together: a product is nobody's, a cart and a wish are somebody's, and one
  /// record is one thing. A cart may become an order: in some shops both are one record.
  static void check(YamlSection file, RuleReader rules) {
    List<String> here = NAMES.stream().filter(file::has).toList();
    if (here.size() > 1) {
      rules
          .problems()
          .add(
              file.keyPosition(here.getLast()),
              "'" + here.getLast() + "' does not go with '" + here.getFirst() + "'",
              "map it in a file of its own, for records of its own kind");
    }
    if (file.has("product") && (file.has("person") || file.has("order"))) {
      rules
          .problems()
          .add(
              file.keyPosition("product"),
              "a product is nobody's",
              "map it in a file of its own, for records of its own kind");
    }
    for (String section : List.of("wish", "record")) {
      if (file.has(section) && file.has("order")) {
        rules
            .problems()
            .add(
                file.keyPosition(section),
                "'" + section + "' does not go with 'order'",
                "map it in a file of its own, for records of its own kind");
      }
    }
    for (String section : List.of("cart", "wish")) {
      if (file.has(section) && !file.has("person")) {
        rules
            .problems()
            .add(
                file.keyPosition(section),
                "'" + section + "' needs a 'person' whose it is",
                "add 'person' with 'email' or 'belongs_to'");
      }
    }
  }
}
