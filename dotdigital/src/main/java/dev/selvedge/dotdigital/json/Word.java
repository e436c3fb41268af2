package dev.selvedge.dotdigital.json;

import java.util.Locale;

/// A word of Dotdigital's from an open set, such as a status or a failure code, compared without
/// regard to case. Immutable.
///
/// The same value is spelt `Html` in one document and `html` in another, and new values appear
/// without notice, so none of them is an enum here (Dotdigital docs: contacts v3 and import
/// status).
public record Word(String text) {
  public static final Word NONE = new Word("");

  public boolean is(String other) {
    return text.equalsIgnoreCase(other);
  }

  public boolean isNone() {
    return text.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Word word && text.equalsIgnoreCase(word.text);
  }

  @Override
  public int hashCode() {
    return text.toLowerCase(Locale.ROOT).hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
