package dev.selvedge.mapping.function;

/// What sort of value passes from one step to the next, as far as it is known when a mapping is
/// loaded.
public enum Kind {
  /// known only when a record comes
  ANY("anything"),
  TEXT("text"),
  NUMBER("a number"),
  FLAG("true or false"),
  TIME("a time"),
  LIST("a list");

  private final String words;

  Kind(String words) {
    this.words = words;
  }

  /// For a sentence: `a number`.
  public String words() {
    return words;
  }

  /// Whether a value of this kind may end in a place of the wanted kind; texts may, and are then
  /// read strictly.
  public boolean fits(Kind wanted) {
    return switch (this) {
      case ANY -> true;
      case TEXT -> wanted != LIST;
      case NUMBER, FLAG, TIME -> wanted == this || wanted == TEXT || wanted == ANY;
      case LIST -> wanted == LIST || wanted == ANY;
    };
  }
}
