package dev.selvedge.audit;

/// What is mended without anybody asking. Immutable.
///
/// @param on whether anything is
/// @param atMost how many things one audit may mend by itself; where more differ nothing is mended,
///     for a person to look
public record RepairPolicy(boolean on, int atMost) {
  /// Nothing is.
  public static final RepairPolicy NONE = new RepairPolicy(false, 0);

  public RepairPolicy {
    if (atMost < 0) {
      throw new IllegalArgumentException("not fewer than none are mended");
    }
  }
}
