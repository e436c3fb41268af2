package dev.selvedge.sandbox.job;

/// What a fault script decided about one item of an import: nothing, usually.
///
/// @param code the failure code; empty for none
/// @param written whether it is carried out
/// @param listed whether the report says anything of it
public record ItemFate(String code, boolean written, boolean listed) {
  /// The usual fate.
  public static final ItemFate ORDINARY = new ItemFate("", true, true);

  /// Not carried out, and listed among the failures.
  public static ItemFate fails(String code) {
    return new ItemFate(code, false, true);
  }

  /// Carried out but for the part the code speaks of, and listed among the failures as well.
  public static ItemFate partlyFails(String code) {
    return new ItemFate(code, true, true);
  }

  /// Not mentioned in the report at all.
  public static ItemFate omitted(boolean written) {
    return new ItemFate("", written, false);
  }

  /// Whether it is refused with a code.
  public boolean refused() {
    return !written && listed;
  }
}
