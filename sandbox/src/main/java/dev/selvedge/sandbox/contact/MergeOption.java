package dev.selvedge.sandbox.contact;

import java.util.Locale;
import java.util.Optional;

/// What sent data field values do to the ones that are there.
public enum MergeOption {
  /// Every sent value replaces.
  OVERWRITE,
  /// Sent blanks do not erase.
  OVERWRITE_IF_NOT_EMPTY,
  /// Only empty fields are filled.
  OVERWRITE_IF_EMPTY;

  /// Reads both the kebab-case and the camelCase spelling.
  public static Optional<MergeOption> read(String text) {
    return switch (text.replace("-", "").toLowerCase(Locale.ROOT)) {
      case "overwrite" -> Optional.of(OVERWRITE);
      case "overwriteifnotempty" -> Optional.of(OVERWRITE_IF_NOT_EMPTY);
      case "overwriteifempty" -> Optional.of(OVERWRITE_IF_EMPTY);
      default -> Optional.empty();
    };
  }

  /// The numbers the older framework uses.
  public static MergeOption ofNumber(long number) {
    return number == 1 ? OVERWRITE_IF_NOT_EMPTY : number == 2 ? OVERWRITE_IF_EMPTY : OVERWRITE;
  }
}
