package dev.selvedge.dotdigital.answer;

import dev.selvedge.dotdigital.http.Target;

/// Which part of a long v2 list to read. Read on with [#next] until an empty list comes back; the
/// set can shift between two calls, so readers of feeds should overlap and expect repeats.
public record Slice(int select, int skip) {
  /// The largest slice v2 hands out (Dotdigital docs: v2 paging).
  public static final int MAX = 1000;

  public Slice {
    if (select < 1 || select > MAX || skip < 0) {
      throw new IllegalArgumentException("select is 1 to 1000 and skip is not negative");
    }
  }

  public static Slice first() {
    return new Slice(MAX, 0);
  }

  public Slice next() {
    return new Slice(select, skip + select);
  }

  /// Adds the slice to a request. A skip of 0 is left out: the vendor's schema says its minimum is
  /// 1, the text beside it that it must not be negative, and leaving it out satisfies both.
  public Target on(Target target) {
    Target selected = target.query("select", String.valueOf(select));
    return skip == 0 ? selected : selected.query("skip", String.valueOf(skip));
  }
}
