package dev.selvedge.commerce;

import java.util.Collection;
import java.util.Map;

/// The port to which SKU each cleaned text stands for, of those that more than one could lead to.
/// Every method runs inside the caller's transaction.
public interface KnownSkus {
  /// Keeps those whose cleaned text is not known yet, the first of each; of others it changes
  /// nothing. Two hubs that keep one at the same time end with the same.
  void keep(Collection<SkuSpelling> spellings);

  /// Cleaned text → the SKU that it stands for.
  Map<String, String> find(Collection<String> cleaned);
}
