package dev.selvedge.mapping;

/// How one value of a field comes of all that its owners say. Immutable.
///
/// @param strategy which rule
/// @param separator what stands between the tags of a [Strategy#UNION]; empty for every other
public record Survivorship(Strategy strategy, String separator) {
  /// The first owner that says anything.
  public static final Survivorship STANDARD = of(Strategy.OWNER_ORDER);

  /// By a strategy that needs no second field.
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
    OWNER_ORDER,
    /// The newest word of any owner, be it a value or an erasure.
    MOST_RECENT,
    /// The first owner that has any value; erasures count only when nobody has one.
    NON_EMPTY,
    /// The longest text of any record.
    LONGEST,
    /// The least number or the earliest date of any record.
    MIN,
    /// The greatest number or the latest date of any record.
    MAX,
    /// Each owner's newest value, added up.
    SUM,
    /// The tags of all records, each once, sorted.
    UNION;

    /// Whether it can be said of fields of this type.
    public boolean fits(FieldType type) {
      return switch (this) {
        case OWNER_ORDER, MOST_RECENT, NON_EMPTY -> true;
        case LONGEST, UNION -> type == FieldType.STRING;
        case MIN, MAX -> type == FieldType.NUMERIC || type == FieldType.DATE;
        case SUM -> type == FieldType.NUMERIC;
      };
    }
  }
}
