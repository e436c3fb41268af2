package dev.selvedge.mapping.function;

import dev.selvedge.yaml.YamlSection;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The functions that read numbers and yes-or-no words.
final class NumberSteps {
  private static final int MAX_DIGITS = 6;
  private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0\\u202f'’]");
  private static final Pattern POINT =
      Pattern.compile("[-+]?(\\d{1,3}(,\\d{3}){1,9}|\\d{1,30})(\\.\\d{1,30})?");
  private static final Pattern COMMA =
      Pattern.compile("[-+]?(\\d{1,3}(\\.\\d{3}){1,9}|\\d{1,30})(,\\d{1,30})?");

  private NumberSteps() {}

  /// Which sign parts the whole from the fraction.
  private enum Mark {
    POINT,
    COMMA
  }

  static List<StepDefinition> all() {
    return List.of(
        new StepDefinition(
            "decimal",
            StepDefinition.NUMBER_OR_TEXT,
            Kind.NUMBER,
            "mark",
            "reads '1,234.50'; with {decimal: comma} '1.234,50'",
            (options, lookups) -> decimal(options)),
        new StepDefinition(
            "integer",
            StepDefinition.NUMBER_OR_TEXT,
            Kind.NUMBER,
            "",
            "a number that must be whole",
            (options, lookups) -> (value, remarks) -> integer(value)),
        new StepDefinition(
            "minor_units",
            StepDefinition.NUMBER_OR_TEXT,
            Kind.NUMBER,
            "digits",
            "pence to pounds: 1999 → 19.99; {minor_units: 0} for yen",
            (options, lookups) -> minorUnits(options)),
        new StepDefinition(
            "boolean",
            Set.of(Kind.FLAG, Kind.TEXT, Kind.NUMBER),
            Kind.FLAG,
            "",
            "reads yes and no; {boolean: {yes: [J], no: [N]}} for other words",
            (options, lookups) -> flag(options)));
  }

  private static Step.Work decimal(YamlSection options) {
    Mark mark = options.choice("mark", Mark.POINT);
    return (value, remarks) -> {
      if (!(value instanceof Datum.Text(String text))) {
        return value;
      }
      String digits = SPACES.matcher(text).replaceAll("");
      if (digits.isEmpty()) {
        return Datum.Absent.EMPTY;
      }
      boolean fits = (mark == Mark.POINT ? POINT : COMMA).matcher(digits).matches();
      return fits ? new Datum.Decimal(new BigDecimal(plain(digits, mark))) : Coercion.number(value);
    };
  }

  private static String plain(String digits, Mark mark) {
    return switch (mark) {
      case POINT -> digits.replace(",", "");
      case COMMA -> digits.replace(".", "").replace(',', '.');
    };
  }

  private static Datum number(Datum value) {
    return switch (value) {
      case Datum.Text(String text) when text.isBlank() -> Datum.Absent.EMPTY;
      case Datum.Text(String text) -> Coercion.number(new Datum.Text(text.strip()));
      default -> value;
    };
  }

  private static Datum integer(Datum value) {
    Datum number = number(value);
    if (!(number instanceof Datum.Decimal(BigDecimal decimal))) {
      return number;
    }
    return decimal.stripTrailingZeros().scale() <= 0
        ? number
        : new Datum.Wrong(Cause.NOT_WHOLE, value.display(), "is not a whole number", "");
  }

  private static Step.Work minorUnits(YamlSection options) {
    int digits = (int) options.number("digits", 2, 0, MAX_DIGITS);
    return (value, remarks) ->
        integer(value) instanceof Datum.Decimal(BigDecimal units)
            ? new Datum.Decimal(units.movePointLeft(digits))
            : integer(value);
  }

  private static Step.Work flag(YamlSection options) {
    Set<String> yes = words(options, "yes", List.of("true", "yes", "y", "1", "on"));
    Set<String> no = words(options, "no", List.of("false", "no", "n", "0", "off"));
    for (String word : yes) {
      if (no.contains(word)) {
        options.problem("no", "'" + word + "' cannot mean both yes and no", "keep it in one list");
      }
    }
    return (value, remarks) -> {
      if (value instanceof Datum.Flag) {
        return value;
      }
      String word = value.display().strip().toLowerCase(Locale.ROOT);
      if (word.isEmpty()) {
        return Datum.Absent.EMPTY;
      }
      if (yes.contains(word) || no.contains(word)) {
        return new Datum.Flag(yes.contains(word));
      }
      return new Datum.Wrong(
          Cause.NOT_FLAG,
          value.display(),
          "means neither yes nor no",
          "add it to the step: {boolean: {yes: […], no: […]}}");
    };
  }

  private static Set<String> words(YamlSection options, String key, List<String> standard) {
    Set<String> words = new HashSet<>();
    List<String> given = options.texts(key);
    (given.isEmpty() ? standard : given)
        .forEach(word -> words.add(word.strip().toLowerCase(Locale.ROOT)));
    return words;
  }
}
