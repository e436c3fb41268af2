package dev.selvedge.work.audit;

import dev.selvedge.audit.AuditResult;
import dev.selvedge.plan.Desired;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Counts and sums orders by the day they were placed (in UTC) and by currency, at both ends. Used
/// by one thread; bounded by the number of days.
final class Days {
  private static final int DATE = "2026-01-31".length();

  private final Map<Key, Sums> days = new TreeMap<>();

  private record Key(LocalDate day, String currency) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byDay = day.compareTo(other.day);
      return byDay != 0 ? byDay : currency.compareTo(other.currency);
    }
  }

  private static final class Sums {
    private long here;
    private long there;
    private BigDecimal valueHere = BigDecimal.ZERO;
    private BigDecimal valueThere = BigDecimal.ZERO;
  }

  /// What the hub holds.
  void here(Desired want) {
    if (want instanceof Desired.Insight insight) {
      add(insight.json(), true);
    }
  }

  /// What the target shows, in whichever of the two spellings its collection has.
  void there(JsonNode json) {
    add(json, false);
  }

  private void add(JsonNode json, boolean here) {
    String placed = text(json, "purchase_date", "purchaseDate");
    if (placed.length() < DATE) {
      return;
    }
    LocalDate day;
    try {
      day = LocalDate.parse(placed.substring(0, DATE));
    } catch (DateTimeException notADate) {
      return;
    }
    JsonNode total = json.has("order_total") ? json.path("order_total") : json.path("orderTotal");
    BigDecimal value = total.isNumber() ? total.decimalValue() : BigDecimal.ZERO;
    Sums sums =
        days.computeIfAbsent(
            new Key(day, json.path("currency").asString("").toUpperCase(Locale.ROOT)),
            key -> new Sums());
    if (here) {
      sums.here++;
      sums.valueHere = sums.valueHere.add(value);
    } else {
      sums.there++;
      sums.valueThere = sums.valueThere.add(value);
    }
  }

  private static String text(JsonNode json, String one, String other) {
    String text = json.path(one).asString("");
    return text.isEmpty() ? json.path(other).asString("") : text;
  }

  /// Oldest first.
  List<AuditResult.Day> all() {
    return days.entrySet().stream()
        .map(
            day ->
                new AuditResult.Day(
                    day.getKey().day(),
                    day.getKey().currency(),
                    day.getValue().here,
                    day.getValue().valueHere,
                    day.getValue().there,
                    day.getValue().valueThere))
        .toList();
  }
}
