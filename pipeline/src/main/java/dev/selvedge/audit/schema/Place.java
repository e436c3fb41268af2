package dev.selvedge.audit.schema;

import dev.selvedge.connector.Feed;
import java.util.Comparator;
import java.util.Locale;

/// Where something has a schema.
///
/// @param name a feed as `shop/order`, or what the account calls it; empty where there is one only
public record Place(Kind kind, String name) implements Comparable<Place> {
  /// The contact data fields of the account.
  public static final Place DATA_FIELDS = new Place(Kind.DATA_FIELDS, "");

  /// What the project refers to in the account: programs, campaigns, lists, preferences.
  public static final Place REFERENCES = new Place(Kind.REFERENCES, "");

  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::kind).thenComparing(Place::name);

  /// What kind of place.
  public enum Kind {
    /// The records of a feed.
    RECORDS,
    /// What the mapping of a feed reads.
    MAPPING,
    DATA_FIELDS,
    COLLECTION,
    REFERENCES
  }

  /// The records of a feed.
  public static Place records(Feed feed) {
    return new Place(Kind.RECORDS, feed.toString());
  }

  /// What the mapping of a feed reads.
  public static Place mapping(Feed feed) {
    return new Place(Kind.MAPPING, feed.toString());
  }

  /// A collection of insight data.
  public static Place collection(String name) {
    return new Place(Kind.COLLECTION, name);
  }

  /// As it is kept: `records shop/order`.
  public String text() {
    return (kind.name().toLowerCase(Locale.ROOT) + ' ' + name).strip();
  }

  /// Reads what [#text()] wrote.
  public static Place parse(String text) {
    int space = text.indexOf(' ');
    String kind = space < 0 ? text : text.substring(0, space);
    return new Place(
        Kind.valueOf(kind.toUpperCase(Locale.ROOT)), space < 0 ? "" : text.substring(space + 1));
  }

  /// As sentences name it.
  public String words() {
    return switch (kind) {
      case RECORDS, MAPPING -> name;
      case DATA_FIELDS -> "the contact data fields";
      case COLLECTION -> "the collection " + name;
      case REFERENCES -> "the account";
    };
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }
}
