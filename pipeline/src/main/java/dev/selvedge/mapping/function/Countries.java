package dev.selvedge.mapping.function;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Recognises a country by its codes (ISO 3166) or its name in the languages shops are kept in.
final class Countries {
  private static final Pattern NOT_LETTERS = Pattern.compile("[^\\p{L}]+");
  private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
  private static final List<String> LANGUAGES =
      List.of("en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da", "nb", "fi");
  private static final Map<String, String> OTHER_NAMES =
      Map.ofEntries(
          Map.entry("UK", "GB"),
          Map.entry("Great Britain", "GB"),
          Map.entry("England", "GB"),
          Map.entry("Scotland", "GB"),
          Map.entry("Wales", "GB"),
          Map.entry("Northern Ireland", "GB"),
          Map.entry("United Kingdom of Great Britain and Northern Ireland", "GB"),
          Map.entry("United States of America", "US"),
          Map.entry("The Netherlands", "NL"),
          Map.entry("Holland", "NL"),
          Map.entry("Republic of Ireland", "IE"),
          Map.entry("Czech Republic", "CZ"),
          Map.entry("Turkey", "TR"),
          Map.entry("Russian Federation", "RU"),
          Map.entry("Republic of Korea", "KR"),
          Map.entry("Viet Nam", "VN"),
          Map.entry("Macedonia", "MK"),
          Map.entry("Hong Kong", "HK"),
          Map.entry("Macau", "MO"));
  private static final Map<String, String> CODES = codes();

  private Countries() {}

  /// The two-letter code.
  static Optional<String> code(String nameOrCode) {
    return Optional.ofNullable(CODES.get(key(nameOrCode)));
  }

  private static Map<String, String> codes() {
    Map<String, String> codes = new HashMap<>();
    for (String code : Locale.getISOCountries()) {
      Locale country = Locale.of("", code);
      codes.put(key(code), code);
      codes.put(key(country.getISO3Country()), code);
    }
    for (String code : Locale.getISOCountries()) {
      for (String language : LANGUAGES) {
        codes.putIfAbsent(key(Locale.of("", code).getDisplayCountry(Locale.of(language))), code);
      }
    }
    OTHER_NAMES.forEach((name, code) -> codes.putIfAbsent(key(name), code));
    return Map.copyOf(codes);
  }

  /// Case, accents, dots and spaces do not matter: `U.S.A.` is `usa`.
  private static String key(String text) {
    String plain = ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
    return NOT_LETTERS.matcher(plain).replaceAll("").toLowerCase(Locale.ROOT);
  }
}
