package dev.selvedge.audit;

/// One way in which a target shows something else than it should. Immutable.
///
/// @param field the data field, or the path within a record; empty where it is about the whole
/// @param wanted what should be there, as people read it
/// @param shown what is there
public record Gap(Kind kind, String field, String wanted, String shown) {
  /// One that is about the whole.
  public static Gap whole(Kind kind, String wanted, String shown) {
    return new Gap(kind, "", wanted, shown);
  }

  @Override
  public String toString() {
    return "Gap[" + kind + " " + field + "]";
  }

  /// What differs.
  public enum Kind {
    /// it may be mailed there, though who it is did not agree, or left
    WRONGLY_MAILED("may be mailed and should not"),
    /// it is not mailed there, though who it is agreed
    WRONGLY_SILENT("should be mailed and is not"),
    MISSING("is missing"),
    /// numbers of orders that never reached the hub
    NEVER_CAME("never came"),
    /// of a day another number of orders came than their system counts, or of another value
    COUNT("are not as many as counted"),
    /// it should have gone
    LEFT_OVER("should not be there any more"),
    OFF_LIST("is not on a list and should be"),
    ON_LIST("is on a list and should not be"),
    FIELD("holds another value"),
    ADDRESS("stands under another address"),
    OWNER("belongs to another contact"),
    /// no system the hub knows tells of it
    UNKNOWN("is there and no system knows it");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /// As people read it, after what it is about.
    public String words() {
      return words;
    }
  }
}
