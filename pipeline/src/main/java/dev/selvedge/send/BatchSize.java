package dev.selvedge.send;

/// How many items an import of a facet holds, as experience taught: halved when the target found
/// one too large or did not answer two in a row, growing again with each that went through. One
/// lost answer alone is a cut line and says nothing of the size: were each to halve it, a line that
/// loses every third would soon carry one item at a time. Pure.
///
/// @param now at present
/// @param most never more
/// @param unanswered how many in a row were not answered
public record BatchSize(int now, int most, int unanswered) {
  private static final int IN_A_ROW = 2;

  public BatchSize {
    // An empty batch would never end: a setting of nothing is a setting of one.
    most = Math.max(1, most);
    now = Math.clamp(now, 1, most);
  }

  /// Begins with the most that an import may hold.
  public static BatchSize of(int most) {
    return new BatchSize(most, most, 0);
  }

  /// One was too large.
  public BatchSize smaller() {
    return new BatchSize(now / 2, most, 0);
  }

  /// One was not answered.
  public BatchSize lost() {
    return unanswered + 1 < IN_A_ROW ? new BatchSize(now, most, unanswered + 1) : smaller();
  }

  /// One was answered, however.
  public BatchSize answered() {
    return unanswered == 0 ? this : new BatchSize(now, most, 0);
  }

  /// One went through that was as large as may be.
  public BatchSize larger() {
    return new BatchSize(Math.max(now + 1, now + now / 4), most, unanswered);
  }
}
