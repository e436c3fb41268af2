package dev.selvedge.mapping;

import java.util.EnumSet;
import java.util.Set;

/// How one value of a field comes of all that its owners say. Immutable.
///
/// @param strategy which rule
/// @param separator what stands between the tags of a [Strategy#UNION]; empty for every other
public record Survivorship(Strategy strategy, String separator) {
  /// The first owner that says anything.
  public static final Survivorship STANDARD = of(Strategy.OWNER_ORDER);

  public static Survivorship of(Strategy strategy) {
    return new Survivorship(strategy, "");
  }

  /// Tags are joined with this and taken apart at it.
  public static Survivorship union(String separator) {
    return new Survivorship(Strategy.UNION, separator);
  }

  /// The rules. Each is a pure function of the set of contributions; where it leaves a tie the
  /// owner that comes first in the list wins, of one owner's records the newest.
  public enum Strategy {
    /// The first owner whose newest word on the field is a value or an erasure.
    OWNER_ORDER(EnumSet.allOf(FieldType.class)),
    /// The newest word of any owner, be it a value or an erasure.
    MOST_RECENT(EnumSet.allOf(FieldType.class)),
    /// The first owner that has any value; erasures count only when nobody has one.
    NON_EMPTY(EnumSet.allOf(FieldType.class)),
    /// The longest text of any record.
    LONGEST(EnumSet.of(FieldType.STRING)),
    /// The least number or the earliest date of any record.
    MIN(EnumSet.of(FieldType.NUMERIC, FieldType.DATE)),
    /// The greatest number or the latest date of any record.
    MAX(EnumSet.of(FieldType.NUMERIC, FieldType.DATE)),
    /// Each owner's newest value, added up.
    SUM(EnumSet.of(FieldType.NUMERIC)),
    /// The tags of all records, each once, sorted.
    UNION(EnumSet.of(FieldType.STRING));

    private final Set<FieldType> types;

    Strategy(Set<FieldType> types) {
      this.types = Set.copyOf(types);
    }

    /// Whether it can be said of fields of this type.
    public boolean fits(FieldType type) {
      return types.contains(type);
    }
  }
}
