package dev.selvedge;

import java.util.Comparator;

/// The identity of one source record: which system, which kind, which key there. Immutable.
public record RecordRef(SystemName system, RecordKind kind, String key)
    implements Comparable<RecordRef> {
  /// Longest key accepted; longer ones are refused at the door.
  public static final int MAX_KEY = 200;

  private static final Comparator<RecordRef> ORDER =
      Comparator.comparing(RecordRef::system)
          .thenComparing(RecordRef::kind)
          .thenComparing(RecordRef::key);

  /// @throws IllegalArgumentException when the key is blank or longer than [#MAX_KEY]
  public RecordRef {
    if (key.isBlank() || key.length() > MAX_KEY) {
      throw new IllegalArgumentException(
          "a record's key is 1 to " + MAX_KEY + " characters; got " + key.length());
    }
  }

  /// The text form, `system/kind/key`; [#parse] reads it back.
  public String text() {
    return system.value() + '/' + kind.value() + '/' + key;
  }

  /// Reads `system/kind/key`; the key may itself hold slashes.
  ///
  /// @throws IllegalArgumentException when the text has not that form
  public static RecordRef parse(String text) {
    int first = text.indexOf('/');
    int second = first < 0 ? -1 : text.indexOf('/', first + 1);
    if (second < 0) {
      throw new IllegalArgumentException("a record is written system/kind/key");
    }
    return new RecordRef(
        new SystemName(text.substring(0, first)),
        new RecordKind(text.substring(first + 1, second)),
        text.substring(second + 1));
  }

  @Override
  public int compareTo(RecordRef other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return text();
  }
}
