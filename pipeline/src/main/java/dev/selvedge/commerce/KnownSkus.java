package dev.selvedge.commerce;

import dev.selvedge.SystemName;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// The port to which SKUs each cleaned text stands for, of those that more than one could lead to.
/// Every method runs inside the caller's transaction.
public interface KnownSkus {
  /// Keeps those whose cleaned text this system has not given yet; of others it changes nothing.
  void keep(Collection<Known> known);

  /// Cleaned text → what is known of it.
  Map<String, List<Known>> find(Collection<String> cleaned);

  /// A SKU and who writes it so.
  record Known(SkuSpelling spelling, SystemName system) {}
}
