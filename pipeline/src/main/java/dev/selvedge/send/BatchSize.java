package dev.selvedge.send;

/// How many items an import of a facet holds, as experience taught: halved when the target found
/// one too large or did not answer in time, growing again with each that went through. Pure.
///
/// @param now at present
/// @param most never more
public record BatchSize(int now, int most) {
  public BatchSize {
    // An empty batch would never end: a setting of nothing is a setting of one.
    most = Math.max(1, most);
    now = Math.clamp(now, 1, most);
  }

  public static BatchSize of(int most) {
    return new BatchSize(most, most);
  }

  /// One was too large.
  public BatchSize smaller() {
    return new BatchSize(now / 2, most);
  }

  /// One went through.
  public BatchSize larger() {
    return new BatchSize(Math.max(now + 1, now + now / 4), most);
  }
}
