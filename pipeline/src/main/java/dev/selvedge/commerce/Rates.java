package dev.selvedge.commerce;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What one unit of other currencies is worth in the project's, as the project declares it; never
/// looked up, so that figures are the same tomorrow. Immutable.
///
/// @param worth by ISO 4217 code
public record Rates(Map<String, BigDecimal> worth) {
  public static final Rates NONE = new Rates(Map.of());

  public Rates {
    worth = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(worth));
  }

  /// An amount in the project's currency, exact; empty where no rate is declared.
  Optional<BigDecimal> convert(BigDecimal amount, String currency) {
    return Optional.ofNullable(worth.get(currency)).map(amount::multiply);
  }
}
