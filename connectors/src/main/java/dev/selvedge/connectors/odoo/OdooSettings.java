package dev.selvedge.connectors.odoo;

import dev.selvedge.Secret;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connectors.option.Addresses;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.connectors.option.Words;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The options of the connector `odoo`, described once and read once.
final class OdooSettings {
  private static final Setting<String> URL =
      Setting.requiredText("url", "Where Odoo answers, for example https://mycompany.example.com.");
  private static final Setting<Optional<String>> DATABASE =
      Setting.optionalText(
          "database",
          "the one that belongs to the host",
          "The name of the database, sent as `X-Odoo-Database`: needed where one Odoo serves"
              + " several.");
  private static final Setting<Optional<Secret>> API_KEY =
      Setting.of(
          "api_key",
          "secret",
          "",
          "An API key of a user who may read what is to be read, and no more. Odoo lets a key live"
              + " for three months at most.",
          (section, key) -> Optional.of(new Secret(section.requiredText(key))));
  private static final Setting<Optional<String>> LANGUAGE =
      Setting.optionalText(
          "language",
          "terms as they were first written",
          "The language of translated names, as Odoo calls it: `en_GB`, `fr_FR`.");
  private static final Setting<List<String>> FEEDS =
      Setting.texts(
          "feeds",
          "all seven",
          "What to read: `partner`, `order`, `shipment`, `refund`, `product`, `subscription`,"
              + " `blacklist`. Leave out what has no app in this Odoo.");
  private static final String FIELDS = "fields";
  private static final Setting<List<String>> FIELDS_OF =
      Setting.texts(
          "fields.*",
          "none",
          "Further fields to read, by feed: those of other apps, such as `user_id.login`; a dot"
              + " leads on.");
  private static final Setting<Optional<String>> LIST =
      Setting.optionalText(
          "list",
          "every list",
          "The name of the only mailing list that is read. For several lists with topics of their"
              + " own, declare the system once for each.");
  private static final Setting<Integer> PAGE_SIZE =
      Setting.number("page_size", 100, 2, 1000, "Records a call.");
  private static final Setting<Duration> OVERLAP =
      Setting.duration(
          "overlap",
          Duration.ofMinutes(2),
          Duration.ofSeconds(1),
          "How far back each poll begins again, for records that were saved late: as long as the"
              + " longest transaction of the Odoo.");
  private static final Setting<Duration> TIMEOUT =
      Setting.duration(
          "timeout",
          Duration.ofSeconds(60),
          Duration.ofSeconds(1),
          "How long Odoo may take to answer.");

  private static final Pattern FIELD =
      Pattern.compile("[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*){0,4}");
  private static final Pattern LOCALE = Pattern.compile("[a-z]{2,3}(_[A-Z]{2})?(@[a-z]+)?");
  private static final Set<String> SECRETS = Set.of("access_token", "signup_token", "password");

  private OdooSettings() {}

  static List<Option> options() {
    return Stream.of(
            URL,
            DATABASE,
            API_KEY,
            LANGUAGE,
            FEEDS,
            FIELDS_OF,
            LIST,
            PAGE_SIZE,
            OVERLAP,
            TIMEOUT,
            Addresses.ALLOW_HTTP)
        .map(Setting::option)
        .toList();
  }

  /// What is wrong goes to `problems`; what is returned then is of no use.
  static OdooOptions read(YamlNode.Mapping options, Problems problems) {
    // References to the environment were replaced before.
    YamlSection section = YamlSection.of(options, Environment.NONE, problems);
    OdooOptions read =
        new OdooOptions(
            endpoint(section),
            DATABASE.read(section).orElse(""),
            API_KEY.read(section).orElseThrow(),
            language(section),
            subjects(section),
            further(section),
            LIST.read(section).orElse(""),
            PAGE_SIZE.read(section),
            OVERLAP.read(section),
            TIMEOUT.read(section));
    section.finish();
    return read;
  }

  private static URI endpoint(YamlSection section) {
    return Addresses.folder(
        Addresses.read(
            section,
            URL,
            URL.read(section),
            Addresses.ALLOW_HTTP.read(section),
            "https://mycompany.example.com"));
  }

  private static String language(YamlSection section) {
    String language = LANGUAGE.read(section).orElse("");
    if (!language.isEmpty() && !LOCALE.matcher(language).matches()) {
      section.problem(
          LANGUAGE.key(), "'" + language + "' is no language of Odoo", "write it as en_GB");
    }
    return language;
  }

  private static List<Subject> subjects(YamlSection section) {
    Map<String, Subject> known = new LinkedHashMap<>();
    for (Subject subject : Subject.values()) {
      known.put(subject.kind().value(), subject);
    }
    List<Subject> subjects = Words.read(section, FEEDS, "feed", known);
    return subjects.isEmpty() ? List.copyOf(known.values()) : subjects;
  }

  private static Map<Subject, List<String>> further(YamlSection section) {
    YamlSection fields = section.sectionOrEmpty(FIELDS);
    Map<Subject, List<String>> further = new EnumMap<>(Subject.class);
    for (Subject subject : Subject.values()) {
      String feed = subject.kind().value();
      List<String> names = fields.texts(feed);
      for (String name : names) {
        boolean secret = SECRETS.contains(name.substring(name.lastIndexOf('.') + 1));
        if (secret || !FIELD.matcher(name).matches()) {
          fields.problem(
              feed,
              "'" + name + "' cannot be read",
              secret
                  ? "whoever holds it may act for its owner"
                  : "write a field as Odoo names it, such as user_id.login");
        }
      }
      further.put(subject, names);
    }
    return further;
  }
}
