package dev.selvedge.work.audit;

import java.util.ArrayList;
import java.util.List;

/// Cuts lists into parts.
final class Chunks {
  private Chunks() {}

  /// The parts, of so many each but the last.
  static <T> List<List<T>> of(List<T> all, int most) {
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += most) {
      chunks.add(all.subList(from, Math.min(all.size(), from + most)));
    }
    return chunks;
  }
}
