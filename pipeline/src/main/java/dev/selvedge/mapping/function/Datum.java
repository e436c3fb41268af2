package dev.selvedge.mapping.function;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A value on its way from a record to a target field, or why there is none. Immutable.
public sealed interface Datum {
  /// There is no value. Steps leave it alone.
  record Absent(Absence why) implements Datum {
    public static final Absent MISSING = new Absent(Absence.MISSING);
    public static final Absent NULL = new Absent(Absence.NULL);
    public static final Absent EMPTY = new Absent(Absence.EMPTY);
  }

  record Text(String text) implements Datum {}

  record Decimal(BigDecimal number) implements Datum {}

  record Flag(boolean flag) implements Datum {}

  record Time(Instant instant) implements Datum {}

  record Items(List<Datum> items) implements Datum {
    public Items {
      items = List.copyOf(items);
    }
  }

  /// An object inside the record; only paths can look into it.
  record Tree(JsonNode node) implements Datum {}

  /// The value cannot become what is wanted.
  ///
  /// @param value what was found, unmasked; masked before anyone sees it
  /// @param says continues "the value …", for example `is not a number`
  /// @param advice a sentence with what to do about it
  record Wrong(String cause, String value, String says, String advice) implements Datum {
    /// Names the cause only: the value may be personal.
    @Override
    public String toString() {
      return "Wrong[" + cause + "]";
    }
  }

  /// The three ways of not being there, which a mapping may treat differently.
  enum Absence {
    /// no such member
    MISSING,
    /// the member is null
    NULL,
    /// a text without any character
    EMPTY
  }

  static Datum text(String text) {
    return new Text(text);
  }

  /// The value of a JSON node.
  static Datum of(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> new Text(node.stringValue());
      case NUMBER -> new Decimal(node.decimalValue());
      case BOOLEAN -> new Flag(node.booleanValue());
      case NULL -> Absent.NULL;
      case ARRAY -> new Items(node.valueStream().map(Datum::of).toList());
      case OBJECT -> new Tree(node);
      case MISSING, BINARY, POJO -> Absent.MISSING;
    };
  }

  /// As text: no exponent, ISO time, `true` or `false`; lists and objects as JSON-like text.
  default String display() {
    return switch (this) {
      case Absent ignored -> "";
      case Text(String text) -> text;
      case Decimal(BigDecimal number) -> plain(number);
      case Flag(boolean flag) -> Boolean.toString(flag);
      case Time(Instant instant) -> instant.toString();
      case Items(List<Datum> items) -> "a list of " + items.size();
      case Tree ignored -> "an object";
      case Wrong wrong -> wrong.value();
    };
  }

  default Kind kind() {
    return switch (this) {
      case Text ignored -> Kind.TEXT;
      case Decimal ignored -> Kind.NUMBER;
      case Flag ignored -> Kind.FLAG;
      case Time ignored -> Kind.TIME;
      case Items ignored -> Kind.LIST;
      case Absent ignored -> Kind.ANY;
      case Tree ignored -> Kind.ANY;
      case Wrong ignored -> Kind.ANY;
    };
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
