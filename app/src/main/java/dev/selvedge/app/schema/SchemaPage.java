package dev.selvedge.app.schema;

import dev.selvedge.audit.schema.SchemaFinding;
import dev.selvedge.audit.schema.SchemaFindings.Standing;
import dev.selvedge.audit.schema.UnmappedFields.Field;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What was found about schemas, and which fields no mapping uses. Immutable.
///
/// @param lastLook empty where schemas were never looked at
/// @param standing a page of what holds now, the heaviest first
/// @param all how many hold now
/// @param over what held lately and does not any more
/// @param unmapped by feed
/// @param page from 1
/// @param more whether more hold behind this page
public record SchemaPage(
    Optional<Instant> lastLook,
    List<Standing> standing,
    long all,
    List<Standing> over,
    List<Unmapped> unmapped,
    int page,
    boolean more) {
  public SchemaPage {
    standing = List.copyOf(standing);
    over = List.copyOf(over);
    unmapped = List.copyOf(unmapped);
  }

  /// The fields of one feed that no mapping uses.
  ///
  /// @param fields the fullest of them first
  /// @param count of all of them
  public record Unmapped(String flow, List<Field> fields, long count) {
    public Unmapped {
      fields = List.copyOf(fields);
    }
  }

  /// What a mark means to people.
  public static String words(SchemaFinding.Weight weight) {
    return switch (weight) {
      case BROKEN -> "does not arrive, or cannot be done";
      case CHECK -> "look at it";
      case NOTE -> "good to know";
    };
  }

  /// How a mark looks.
  public static String look(SchemaFinding.Weight weight) {
    return switch (weight) {
      case BROKEN -> "stuck";
      case CHECK -> "dropped";
      case NOTE -> "silent";
    };
  }
}
