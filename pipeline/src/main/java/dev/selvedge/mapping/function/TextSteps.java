package dev.selvedge.mapping.function;

import dev.selvedge.mapping.EmailAddress;
import dev.selvedge.yaml.YamlSection;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/// The functions that clean texts.
final class TextSteps {
  private static final int MAX_LENGTH = 100_000;

  private TextSteps() {}

  static List<StepDefinition> all() {
    return List.of(
        StepDefinition.text("trim", "removes white space at both ends", String::strip),
        StepDefinition.text("lower", "lower case", text -> text.toLowerCase(Locale.ROOT)),
        StepDefinition.text("upper", "upper case", text -> text.toUpperCase(Locale.ROOT)),
        StepDefinition.text("title_case", "'mary-ann LEE' → 'Mary-Ann Lee'", Texts::titleCase),
        StepDefinition.text(
            "collapse_spaces", "trims, and makes one space of many", Texts::collapseSpaces),
        StepDefinition.text(
            "nfc",
            "composes accents (Unicode NFC)",
            text -> Normalizer.normalize(text, Normalizer.Form.NFC)),
        StepDefinition.text(
            "strip_html", "removes tags, resolves the common entities", Html::strip),
        new StepDefinition(
            "truncate",
            StepDefinition.TEXT,
            Kind.TEXT,
            "length",
            "cuts to a number of characters, with a remark",
            (options, lookups) -> truncate(options)),
        new StepDefinition(
            "replace",
            StepDefinition.TEXT,
            Kind.TEXT,
            "",
            "replaces every 'find' by 'with', literally",
            (options, lookups) -> replace(options)),
        new StepDefinition(
            "text",
            StepDefinition.ANY,
            Kind.TEXT,
            "",
            "writes a number, time or flag as text",
            (options, lookups) -> (value, remarks) -> Coercion.to(Kind.TEXT, value)),
        new StepDefinition(
            "sku",
            StepDefinition.TEXT,
            Kind.TEXT,
            "",
            "cleans to A-Z a-z 0-9 . _ - without making two different SKUs one",
            (options, lookups) -> TextSteps::sku),
        new StepDefinition(
            "email",
            StepDefinition.TEXT,
            Kind.TEXT,
            "",
            "one normalised e-mail address",
            (options, lookups) -> StepDefinition.onMeaning(TextSteps::email)));
  }

  /// Leaves the rule's cause to be told apart from other texts.
  static Datum email(String text) {
    return EmailAddress.normalise(text)
        .<Datum>map(Datum.Text::new)
        .orElseGet(
            () ->
                new Datum.Wrong(
                    Cause.BAD_EMAIL,
                    text,
                    "is not one e-mail address",
                    "look for spaces inside, a missing '@' or two addresses in one field"));
  }

  private static Datum sku(Datum value, Remarks remarks) {
    if (!(value instanceof Datum.Text(String text)) || text.isEmpty()) {
      return value;
    }
    String clean = Sku.clean(text);
    if (!clean.equals(text)) {
      remarks.warn("had characters that SKUs may not have; it is sent as '" + clean + "'");
    }
    return new Datum.Text(clean);
  }

  private static Step.Work truncate(YamlSection options) {
    if (!options.has("length")) {
      options.requiredText("length");
    }
    int length = (int) options.number("length", MAX_LENGTH, 1, MAX_LENGTH);
    return (value, remarks) -> {
      if (!(value instanceof Datum.Text(String text)) || text.length() <= length) {
        return value;
      }
      remarks.warn("was cut to " + length + " characters");
      return new Datum.Text(Texts.truncate(text, length));
    };
  }

  private static Step.Work replace(YamlSection options) {
    String find = options.requiredText("find");
    String with = options.text("with", "");
    if (find.isEmpty()) {
      options.problem("find", "'find' must not be empty", "");
      return (value, remarks) -> value;
    }
    return StepDefinition.onText(text -> new Datum.Text(text.replace(find, with)));
  }
}
