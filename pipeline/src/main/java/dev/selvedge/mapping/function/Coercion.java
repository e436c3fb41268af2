package dev.selvedge.mapping.function;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/// The last step of every rule: brings a value to exactly the kind its target has, or says why it
/// cannot. Texts are read strictly; anything looser is asked for by a step.
public final class Coercion {
  private static final Pattern DECIMAL = Pattern.compile("[-+]?\\d{1,30}(\\.\\d{1,30})?");
  private static final int MAX_DIGITS = 30;
  private static final int MONEY_SCALE = 4;
  private static final int MONEY_DIGITS = 15;

  private Coercion() {}

  /// A value of the wanted kind, [Datum.Absent] or [Datum.Wrong].
  public static Datum to(Kind wanted, Datum value) {
    if (value instanceof Datum.Absent || value instanceof Datum.Wrong || wanted == Kind.ANY) {
      return value;
    }
    if (value instanceof Datum.Text(String text) && text.isEmpty()) {
      return Datum.Absent.EMPTY;
    }
    if (value.kind() == wanted) {
      return value;
    }
    if (value instanceof Datum.Items || value instanceof Datum.Tree) {
      return notSingle(value);
    }
    return switch (wanted) {
      case TEXT -> new Datum.Text(value.display());
      case NUMBER -> number(value);
      case FLAG -> flag(value);
      case TIME -> time(value);
      case LIST, ANY -> value;
    };
  }

  /// Whether a number is one that money, counts and scores can be; others are mistakes, and could
  /// exhaust the memory when written out.
  public static boolean isInRange(BigDecimal number) {
    return Math.abs((long) number.scale()) <= MAX_DIGITS
        && number.precision() <= 2 * MAX_DIGITS
        && number.precision() - number.scale() <= MAX_DIGITS;
  }

  /// Strictly: an optional sign, digits, at most one point.
  static Datum number(Datum value) {
    String text = value.display();
    return value instanceof Datum.Text && DECIMAL.matcher(text).matches()
        ? new Datum.Decimal(new BigDecimal(text))
        : new Datum.Wrong(
            Cause.NOT_NUMBER,
            text,
            "is not a number such as 12 or 12.50",
            "the step 'decimal' reads numbers with commas and spaces");
  }

  /// An amount of money: noise of binary fractions is rounded away, absurd amounts are refused.
  public static Datum money(Datum value) {
    if (!(value instanceof Datum.Decimal(BigDecimal amount))) {
      return value;
    }
    if (amount.precision() - amount.scale() > MONEY_DIGITS) {
      return new Datum.Wrong(
          Cause.NUMBER_RANGE, value.display(), "is too large for an amount of money", "");
    }
    return amount.scale() <= MONEY_SCALE
        ? value
        : new Datum.Decimal(amount.setScale(MONEY_SCALE, RoundingMode.HALF_EVEN));
  }

  static Datum.Wrong notSingle(Datum value) {
    return new Datum.Wrong(
        Cause.NOT_SINGLE,
        value.display(),
        "is not a single value",
        "the path should lead to one value, or the steps 'first' or 'join' make one of a list");
  }

  private static Datum flag(Datum value) {
    if (value instanceof Datum.Text(String text)) {
      if (text.equals("true") || text.equals("false")) {
        return new Datum.Flag(text.equals("true"));
      }
    }
    return new Datum.Wrong(
        Cause.NOT_FLAG,
        value.display(),
        "is not true or false",
        "the step 'boolean' says which words mean yes and no");
  }

  private static Datum time(Datum value) {
    return value instanceof Datum.Text(String text)
        ? IsoTime.read(text, IsoTime.Zoneless.REFUSED, ZoneOffset.UTC)
        : IsoTime.notDate(value.display());
  }
}
