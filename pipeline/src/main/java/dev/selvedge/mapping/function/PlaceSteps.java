package dev.selvedge.mapping.function;

import dev.selvedge.mapping.PhoneRules;
import dev.selvedge.yaml.YamlSection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The functions for phone numbers and countries.
final class PlaceSteps {
  private PlaceSteps() {}

  /// How a country is to be written.
  private enum CountryForm {
    CODE,
    CODE3,
    NAME
  }

  static List<StepDefinition> all() {
    return List.of(
        new StepDefinition(
            "phone",
            StepDefinition.NUMBER_OR_TEXT,
            Kind.TEXT,
            "country",
            "a valid number in international form; {phone: GB} for numbers without '+'",
            (options, lookups) -> phone(options)),
        new StepDefinition(
            "country",
            StepDefinition.TEXT,
            Kind.TEXT,
            "to",
            "name or code to a two-letter code; {country: name} or code3 for other forms",
            (options, lookups) -> country(options)));
  }

  private static Step.Work phone(YamlSection options) {
    String region = options.text("country", "").toUpperCase(Locale.ROOT);
    if (options.has("country") && PhoneRules.country(region).isEmpty()) {
      options.problem(
          "country", "'" + region + "' is not a two-letter country code", "write it like GB");
    }
    Step.Work read = StepDefinition.onMeaning(text -> phone(text, region));
    return (value, remarks) -> read.apply(new Datum.Text(value.display()), remarks);
  }

  private static Datum phone(String text, String region) {
    return PhoneRules.e164(text, region)
        .<Datum>map(Datum.Text::new)
        .orElseGet(() -> wrongPhone(text, region));
  }

  private static Datum wrongPhone(String text, String region) {
    return new Datum.Wrong(
        Cause.BAD_PHONE,
        text,
        "is not a valid phone number"
            + (region.isEmpty() ? " in international form" : " in " + region),
        region.isEmpty()
            ? "{phone: GB} says which country numbers without '+' belong to"
            : "numbers of other countries must begin with '+'");
  }

  private static Step.Work country(YamlSection options) {
    CountryForm form = options.choice("to", CountryForm.CODE);
    return StepDefinition.onMeaning(text -> country(text, form));
  }

  private static Datum country(String text, CountryForm form) {
    Optional<String> code = Countries.code(text);
    if (code.isEmpty()) {
      return new Datum.Wrong(
          Cause.BAD_COUNTRY,
          text,
          "is not a country we know by name or code",
          "a lookup table before this step can translate it");
    }
    Locale country = Locale.of("", code.get());
    return new Datum.Text(
        switch (form) {
          case CODE -> code.get();
          case CODE3 -> country.getISO3Country();
          case NAME -> country.getDisplayCountry(Locale.ENGLISH);
        });
  }
}
