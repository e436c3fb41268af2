package dev.selvedge.plan;

import dev.selvedge.commerce.CatalogRules;
import dev.selvedge.commerce.Product;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.Value;
import dev.selvedge.person.Contributions;
import dev.selvedge.person.StoredContribution;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Computes the records of products from what all systems say of them today. Confined to one
/// transaction.
final class ProductStates {
  private static final String CATEGORIES = "categories";

  private final CatalogRules rules;
  private final Contributions contributions;

  ProductStates(CatalogRules rules, Contributions contributions) {
    this.rules = rules;
    this.contributions = contributions;
  }

  /// The desired record of each; one that no system knows any more is to be taken back.
  Map<Subject, Desired> of(Collection<ItemKey> keys) {
    Map<Subject, Desired> desired = new LinkedHashMap<>();
    if (keys.isEmpty() || rules.collection().isEmpty()) {
      return desired;
    }
    Map<ItemKey, List<StoredContribution>> held =
        contributions.ofItems(keys).stream()
            .collect(
                Collectors.groupingBy(stored -> stored.contribution().itemKey().orElseThrow()));
    for (ItemKey key : keys) {
      List<StoredContribution> parts = held.getOrDefault(key, List.of());
      desired.put(
          Subject.product(key),
          Product.of(key, parts.stream().map(StoredContribution::contribution).toList(), rules)
              .<Desired>map(
                  product -> new Desired.Shared(rules.collection(), key.value(), json(product)))
              .orElseGet(() -> new Desired.Withdrawn(rules.collection(), key.value())));
    }
    return desired;
  }

  /// In the spelling of the platform's own pages. Nothing is ever null.
  private static ObjectNode json(Product product) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    product.held().values().forEach((name, value) -> put(json, name, value));
    product
        .held()
        .lists()
        .forEach(
            (name, texts) -> {
              ArrayNode list = json.putArray(name);
              for (String text : texts) {
                if (name.equals(CATEGORIES)) {
                  list.addObject().put("name", text);
                } else {
                  list.add(text);
                }
              }
            });
    return json;
  }

  private static void put(ObjectNode json, String name, Value value) {
    switch (value) {
      case Value.Text(String text) -> json.put(name, text);
      case Value.Decimal(BigDecimal number) -> json.put(name, number);
      case Value.Date(var instant) -> json.put(name, instant.toString());
      case Value.Flag(boolean flag) -> json.put(name, flag);
    }
  }
}
