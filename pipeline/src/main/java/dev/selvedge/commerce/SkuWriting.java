package dev.selvedge.commerce;

/// How a system writes product numbers.
public enum SkuWriting {
  /// As its own: what reads like a cleaned one is another number.
  AS_WRITTEN,
  /// As they are sent: what reads like a cleaned one is the number that it was cleaned from.
  CLEANED
}
