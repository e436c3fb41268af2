package dev.selvedge.mapping;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// What an order's line says beyond what was bought for how much; what is not known is empty.
/// Immutable.
///
/// @param key the line's own, by which parcels and returns name it
/// @param parentId the product whose variant it is
/// @param amounts as far as known
public record LineDetails(
    String key,
    String parentId,
    Map<Amount, BigDecimal> amounts,
    List<String> categories,
    String brand,
    String image,
    String url) {
  public static final LineDetails NONE = new LineDetails("", "", Map.of(), List.of(), "", "", "");

  public LineDetails {
    amounts = Map.copyOf(amounts);
    categories = List.copyOf(categories);
  }

  /// A known sum of a line other than the price of one.
  public enum Amount {
    /// of all that the line holds
    TAX,
    /// of all that the line holds
    DISCOUNT,
    /// of all that the line holds
    TOTAL
  }
}
