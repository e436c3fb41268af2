package dev.selvedge.audit.schema;

import java.util.Comparator;
import java.util.Locale;

/// Something about a schema that somebody should know. Of one place, kind and subject there is one
/// at a time. Immutable.
///
/// @param subject what it is about: a path, a data field; empty where it is about several
/// @param sentence what is so, for people
/// @param advice what to do
public record SchemaFinding(
    Place place, Kind kind, String subject, Weight weight, String sentence, String advice) {
  /// The heaviest first, then by place.
  public static final Comparator<SchemaFinding> ORDER =
      Comparator.comparing(SchemaFinding::weight)
          .reversed()
          .thenComparing(SchemaFinding::place)
          .thenComparing(SchemaFinding::kind)
          .thenComparing(SchemaFinding::subject);

  /// What it is.
  public enum Kind {
    /// Something is there that was not.
    NEW,
    /// Something is not there any more.
    VANISHED,
    /// It has another type than before.
    RETYPED,
    /// No mapping uses it.
    UNMAPPED,
    /// A path of a mapping finds nothing.
    UNMATCHED,
    /// Nobody of the project writes it.
    UNFED,
    /// The project refers to something that is not there, or is not as it has to be.
    REFERENCE;

    /// As documents name it.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// How much it matters.
  public enum Weight {
    /// Good to know.
    NOTE,
    /// Somebody should look.
    CHECK,
    /// Something does not arrive any more, or cannot be done.
    BROKEN;

    /// As documents name it.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
