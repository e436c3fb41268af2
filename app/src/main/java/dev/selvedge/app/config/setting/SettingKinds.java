package dev.selvedge.app.config.setting;

import dev.selvedge.Secret;
import dev.selvedge.mapping.PhoneRules;
import dev.selvedge.mapping.Topic;
import dev.selvedge.yaml.Nearest;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The kinds of values settings have.
public final class SettingKinds {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,9})(B|KB|MB|GB)", Pattern.CASE_INSENSITIVE);
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})%");
  private static final int LEAST_SECRET = 16;
  private static final Map<String, Long> BYTES =
      Map.of("B", 1L, "KB", 1024L, "MB", 1024L * 1024, "GB", 1024L * 1024 * 1024);
  private static final Pattern PROJECT_NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
  private static final Pattern COLLECTION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");
  private static final Set<String> PLAIN_HTTP_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

  private static final Set<String> CHALLENGE_LOCALES =
      new TreeSet<>(
          Set.of(
              "cs-CS", "da-DA", "de-DE", "el-EL", "en-EN", "es-ES", "es", "fi-FI", "fr-FR", "hu-HU",
              "it-IT", "nl-NL", "nb-NO", "pl-PL", "pt-PT", "ru-RU", "se-SE", "sk-SK", "tr-TR",
              "zh-CN"));

  private SettingKinds() {}

  public static SettingKind<String> text() {
    return new SettingKind<>(
        "text", text -> text.isBlank() ? Parsed.bad("must not be empty", "") : Parsed.good(text));
  }

  public static SettingKind<String> textOrNone() {
    return new SettingKind<>("text", Parsed::good);
  }

  public static SettingKind<Secret> secret() {
    return new SettingKind<>(
        "secret",
        text ->
            text.isBlank() ? Parsed.bad("must not be empty", "") : Parsed.good(new Secret(text)));
  }

  /// A secret others are to show us; too short a one could be guessed.
  public static SettingKind<Secret> secretOrNone() {
    return new SettingKind<>(
        "secret",
        text ->
            !text.isEmpty() && text.length() < LEAST_SECRET
                ? Parsed.bad("must be at least " + LEAST_SECRET + " characters", "")
                : Parsed.good(new Secret(text)));
  }

  /// Read by [Settings#readTexts].
  public static SettingKind<List<String>> texts() {
    return new SettingKind<>("list of texts", text -> Parsed.good(List.of(text)));
  }

  public static SettingKind<String> projectName() {
    return matching(
        "name",
        PROJECT_NAME,
        "1 to 40 lower-case letters, digits and hyphens, beginning with a letter");
  }

  /// Empty, or long enough that nobody guesses it.
  public static SettingKind<Secret> secretOrNone(int least) {
    return new SettingKind<>(
        "secret",
        text ->
            text.isEmpty() || text.strip().length() >= least
                ? Parsed.good(new Secret(text))
                : Parsed.bad("must have at least " + least + " characters", ""));
  }

  /// Names of insight-data collections are kept to what is safe in a URL.
  public static SettingKind<String> collection() {
    return matching("name", COLLECTION, "1 to 100 letters, digits, '-' and '_'");
  }

  private static SettingKind<String> matching(String name, Pattern allowed, String rule) {
    return new SettingKind<>(
        name,
        text ->
            allowed.matcher(text).matches()
                ? Parsed.good(text)
                : Parsed.bad("must be " + rule, ""));
  }

  public static SettingKind<Integer> wholeNumber(int least, int most) {
    String rule = least + " to " + most;
    return new SettingKind<>(
        "number " + rule,
        text -> {
          try {
            int number = Integer.parseInt(text);
            return number < least || number > most
                ? Parsed.bad("must be a whole number from " + rule, "")
                : Parsed.good(number);
          } catch (NumberFormatException e) {
            return Parsed.bad("must be a whole number from " + rule, "");
          }
        });
  }

  /// `60%`.
  public static SettingKind<Integer> percent() {
    return new SettingKind<>(
        "percentage",
        text -> {
          Matcher parts = PERCENT.matcher(text);
          int percent = parts.matches() ? Integer.parseInt(parts.group(1)) : 0;
          return percent < 1 || percent > 100
              ? Parsed.bad("must be a percentage from 1% to 100%", "write a number and %: 60%")
              : Parsed.good(percent);
        });
  }

  /// One of the words of a closed set, in lower case.
  public static <E extends Enum<E>> SettingKind<E> choice(Class<E> type) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      words.put(constant.name().toLowerCase(Locale.ROOT), constant);
    }
    return new SettingKind<>(
        String.join(" or ", words.keySet()),
        text -> {
          E chosen = words.get(text);
          return chosen == null
              ? Parsed.bad(
                  "must be " + String.join(" or ", words.keySet()),
                  Nearest.of(text, words.keySet())
                      .map(near -> "did you mean '" + near + "'?")
                      .orElse(""))
              : Parsed.good(chosen);
        });
  }

  public static SettingKind<Duration> duration(Duration least) {
    return new SettingKind<>(
        "duration",
        text -> {
          Matcher parts = DURATION.matcher(text);
          if (!parts.matches()) {
            return Parsed.bad("must be a duration", "write a number and ms, s, m, h or d: 5m");
          }
          Duration duration = duration(Long.parseLong(parts.group(1)), parts.group(2));
          return duration.compareTo(least) < 0
              ? Parsed.bad("must be at least " + words(least), "")
              : Parsed.good(duration);
        });
  }

  /// A duration, or `forever`.
  public static SettingKind<Kept> kept(Duration least) {
    SettingKind<Duration> duration = duration(least);
    return new SettingKind<>(
        "duration or forever",
        text ->
            text.equals("forever")
                ? Parsed.good(new Kept.Forever())
                : switch (duration.parse(text)) {
                  case Parsed.Good<Duration>(var time) -> Parsed.good(new Kept.For(time));
                  case Parsed.Bad<Duration>(var what, var hint) -> Parsed.bad(what, hint);
                });
  }

  private static Duration duration(long count, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  private static String words(Duration duration) {
    if (duration.toDays() > 0) {
      return duration.toDays() + "d";
    }
    return duration.toMinutes() > 0 ? duration.toMinutes() + "m" : duration.toMillis() + "ms";
  }

  /// Units count in powers of 1,024.
  public static SettingKind<Integer> size(int most) {
    return new SettingKind<>(
        "size",
        text -> {
          Matcher parts = SIZE.matcher(text);
          if (!parts.matches()) {
            return Parsed.bad("must be a size", "write a number and B, KB, MB or GB: 5MB");
          }
          long unit = BYTES.getOrDefault(parts.group(2).toUpperCase(Locale.ROOT), 1L);
          long bytes = Long.parseLong(parts.group(1)) * unit;
          return bytes < 1 || bytes > most
              ? Parsed.bad("must be from 1B to " + (most >> 20) + "MB", "")
              : Parsed.good((int) bytes);
        });
  }

  public static SettingKind<Boolean> flag() {
    return new SettingKind<>(
        "true or false",
        text ->
            switch (text) {
              case "true" -> Parsed.good(true);
              case "false" -> Parsed.good(false);
              default -> Parsed.bad("must be true or false", "");
            });
  }

  /// Empty, or a day: `2026-11-01`.
  public static SettingKind<Optional<LocalDate>> dateOrNone() {
    return new SettingKind<>(
        "day",
        text -> {
          try {
            return Parsed.good(
                text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text)));
          } catch (DateTimeException e) {
            return Parsed.bad("must be a day", "write it like 2026-11-01");
          }
        });
  }

  /// A language Dotdigital writes its challenges in (Dotdigital API: resubscribe contact).
  public static SettingKind<String> challengeLocale() {
    return new SettingKind<>(
        "locale",
        text ->
            text.isEmpty() || CHALLENGE_LOCALES.contains(text)
                ? Parsed.good(text)
                : Parsed.bad(
                    "is not a language Dotdigital asks in",
                    Nearest.of(text, CHALLENGE_LOCALES)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("one of " + String.join(", ", CHALLENGE_LOCALES))));
  }

  /// Empty, or two letters.
  public static SettingKind<String> countryOrNone() {
    return new SettingKind<>(
        "country",
        text ->
            text.isEmpty()
                ? Parsed.good("")
                : PhoneRules.country(text)
                    .map(Parsed::good)
                    .orElseGet(
                        () -> Parsed.bad("is not a two-letter country code", "write it like GB")));
  }

  /// A page people are sent to.
  public static SettingKind<String> webAddressOrNone() {
    return new SettingKind<>(
        "URL",
        text -> {
          try {
            URI uri = new URI(text);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return text.isEmpty() || (web && uri.getHost() != null)
                ? Parsed.good(text)
                : Parsed.bad("must be a URL", "write https://…");
          } catch (URISyntaxException e) {
            return Parsed.bad("must be a URL", "write https://…");
          }
        });
  }

  /// An address that credentials are sent to: only this machine may be spoken to in the clear.
  public static SettingKind<URI> endpoint() {
    return new SettingKind<>(
        "URL",
        text -> {
          URI uri;
          try {
            uri = URI.create(text);
          } catch (IllegalArgumentException e) {
            return Parsed.bad("must be a URL", "write https://…");
          }
          if (uri.getHost() == null || uri.getScheme() == null) {
            return Parsed.bad("must be a URL", "write https://…");
          }
          return switch (uri.getScheme()) {
            case "https" -> Parsed.good(uri);
            case "http" ->
                PLAIN_HTTP_HOSTS.contains(uri.getHost())
                    ? Parsed.good(uri)
                    : Parsed.bad("would send credentials in the clear", "use https://");
            default -> Parsed.bad("must begin with https://", "");
          };
        });
  }

  /// What somebody agrees to or declines.
  public static SettingKind<ZoneId> zone() {
    return new SettingKind<>(
        "time zone",
        text -> {
          try {
            return Parsed.good(ZoneId.of(text));
          } catch (DateTimeException e) {
            String hint = Nearest.suggestion(text, ZoneId.getAvailableZoneIds());
            return Parsed.bad("is no time zone", hint);
          }
        });
  }

  public static SettingKind<Topic> topic() {
    return new SettingKind<>(
        "topic",
        text -> {
          String[] parts = text.split("/", 2);
          String name = parts.length > 1 ? parts[1] : "";
          boolean named = !name.isBlank();
          String key = named ? parts[0] + "/" : text;
          return switch (key) {
            case "email" -> Parsed.good(Topic.EMAIL);
            case "sms" -> Parsed.good(Topic.SMS);
            case "list/" -> Parsed.good(Topic.list(name));
            case "preference/" -> Parsed.good(Topic.preference(name));
            default ->
                Parsed.bad(
                    "must be a topic",
                    "write email, sms, list/<its name> or preference/<its name>");
          };
        });
  }

  public static SettingKind<Currency> currency() {
    return new SettingKind<>(
        "currency",
        text -> {
          try {
            return Parsed.good(Currency.getInstance(text));
          } catch (IllegalArgumentException e) {
            return Parsed.bad("must be a currency", "write its ISO 4217 code: GBP");
          }
        });
  }

  /// Several texts: a YAML list, or one text with commas.
  ///
  /// @param reader the written form of one, nothing when it is none
  public static SettingKind<List<String>> list(
      String what, Function<String, Optional<String>> reader, String fix) {
    return new SettingKind<>(
        "list of " + what + "s",
        text -> {
          List<String> read = new ArrayList<>();
          for (String each : text.split(",", -1)) {
            Optional<String> one = reader.apply(each);
            if (one.isPresent()) {
              read.add(one.get());
            } else if (!each.isBlank()) {
              return Parsed.bad("has '" + each.strip() + "', which is no " + what, fix);
            }
          }
          return Parsed.good(List.copyOf(read));
        });
  }

  /// Minutes since midnight.
  public static SettingKind<Integer> timeOfDay() {
    return new SettingKind<>(
        "time of day",
        text -> {
          if (text.equals("24:00")) {
            return Parsed.good(24 * 60);
          }
          try {
            LocalTime time = LocalTime.parse(text);
            return Parsed.good(time.getHour() * 60 + time.getMinute());
          } catch (DateTimeException e) {
            return Parsed.bad("must be a time of day", "write it in quotes: \"09:00\"");
          }
        });
  }

  /// Some days of the week; all of them may be left out.
  public static SettingKind<List<DayOfWeek>> days() {
    Map<String, DayOfWeek> words = new LinkedHashMap<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      words.put(day.name().substring(0, 3).toLowerCase(Locale.ROOT), day);
    }
    SettingKind<List<String>> read =
        list(
            "day",
            text -> Optional.of(text.strip()).filter(words::containsKey),
            "write some of " + String.join(", ", words.keySet()));
    return new SettingKind<>(
        read.name(),
        text ->
            switch (read.parse(text)) {
              case Parsed.Good<List<String>>(List<String> named) ->
                  Parsed.good(
                      words.entrySet().stream()
                          .filter(word -> named.contains(word.getKey()))
                          .map(Map.Entry::getValue)
                          .toList());
              case Parsed.Bad<List<String>>(String what, String hint) -> Parsed.bad(what, hint);
            });
  }

  public static SettingKind<String> dataField() {
    return new SettingKind<>(
        "data field",
        text ->
            text.equals("off")
                ? Parsed.good("")
                : DataFieldNames.complaint(text)
                    .<Parsed<String>>map(why -> Parsed.bad(why, DataFieldNames.RULE))
                    .orElseGet(() -> Parsed.good(text)));
  }

  public static SettingKind<StoreLocation> store() {
    return new SettingKind<>("path or JDBC URL", StoreLocation::parse);
  }
}
