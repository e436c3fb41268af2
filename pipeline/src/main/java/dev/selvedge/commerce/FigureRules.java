package dev.selvedge.commerce;

import dev.selvedge.commerce.Figures.Figure;
import dev.selvedge.mapping.FieldType;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which figures are derived from a person's orders, and where they go. Immutable.
///
/// @param fields figure → data field
/// @param currency the project's, ISO 4217
/// @param rates what other currencies are worth in it
/// @param spentIn other currency → data field of what was spent in it
public record FigureRules(
    Map<Figure, String> fields,
    String currency,
    Rates rates,
    Map<String, String> spentIn,
    List<Replenishment> replenishments) {
  public FigureRules {
    fields = Collections.unmodifiableMap(copy(fields));
    spentIn = Collections.unmodifiableSortedMap(new TreeMap<>(spentIn));
    replenishments = List.copyOf(replenishments);
  }

  /// Figures in one currency, and no dates of products.
  public FigureRules(Map<Figure, String> fields, String currency) {
    this(fields, currency, Rates.NONE, Map.of(), List.of());
  }

  private static Map<Figure, String> copy(Map<Figure, String> fields) {
    Map<Figure, String> copy = new EnumMap<>(Figure.class);
    copy.putAll(fields);
    return copy;
  }

  /// Whether no figure is asked for.
  public boolean isEmpty() {
    return fields.isEmpty() && spentIn.isEmpty() && replenishments.isEmpty();
  }

  /// Every data field that figures go to, with its type.
  public Map<String, FieldType> types() {
    Map<String, FieldType> types = new TreeMap<>();
    fields.forEach((figure, field) -> types.put(field, figure.type()));
    spentIn.values().forEach(field -> types.put(field, FieldType.NUMERIC));
    replenishments.forEach(one -> types.put(one.dataField(), FieldType.DATE));
    return types;
  }
}
