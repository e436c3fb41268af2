package dev.selvedge.connectors.tryton;

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
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The options of the connector `tryton`, described once and read once.
final class TrytonSettings {
  private static final Setting<String> URL =
      Setting.requiredText(
          "url", "Where Tryton answers, for example https://erp.example.com:8000.");
  private static final Setting<String> DATABASE =
      Setting.requiredText("database", "The name of the database.");
  private static final Setting<String> USERNAME =
      Setting.requiredText(
          "username", "A user in the groups that read what is to be read, and no more.");
  private static final Setting<Optional<Secret>> PASSWORD =
      Setting.of(
          "password",
          "secret",
          "",
          "The user's password.",
          (section, key) -> Optional.of(new Secret(section.requiredText(key))));
  private static final Setting<List<String>> FEEDS =
      Setting.texts(
          "feeds",
          "all seven",
          "What to read: `party`, `sale`, `return`, `shipment`, `invoice`, `product`,"
              + " `subscription`. Leave out what has no module in this Tryton.");
  private static final String FIELDS = "fields";
  private static final Setting<List<String>> FIELDS_OF =
      Setting.texts(
          "fields.*",
          "none",
          "Further fields to read, by feed: those of other modules, such as `lang.name`; a dot"
              + " leads on.");
  private static final Setting<Optional<String>> LIST =
      Setting.optionalText(
          "list",
          "every list",
          "The name of the only list of marketing e-mail that is read. For several lists with"
              + " topics of their own, declare the system once for each.");
  private static final Setting<Integer> PAGE_SIZE =
      Setting.number("page_size", 100, 2, 1000, "Records a call.");
  private static final Setting<Duration> OVERLAP =
      Setting.duration(
          "overlap",
          Duration.ofMinutes(2),
          Duration.ofSeconds(1),
          "How far back each poll begins again, for records that were saved late: as long as the"
              + " longest transaction of the ERP.");
  private static final Setting<Duration> TIMEOUT =
      Setting.duration(
          "timeout",
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          "How long Tryton may take to answer.");

  private static final Pattern FIELD = Pattern.compile("[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)*");
  private static final String TOKEN = "email_token";

  private TrytonSettings() {}

  static List<Option> options() {
    return Stream.of(
            URL,
            DATABASE,
            USERNAME,
            PASSWORD,
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
  static TrytonOptions read(YamlNode.Mapping options, Problems problems) {
    // References to the environment were replaced before.
    YamlSection section = YamlSection.of(options, Environment.NONE, problems);
    TrytonOptions read =
        new TrytonOptions(
            endpoint(section),
            USERNAME.read(section),
            PASSWORD.read(section).orElseThrow(),
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
    URI server =
        Addresses.folder(
            Addresses.read(
                section,
                URL,
                URL.read(section),
                Addresses.ALLOW_HTTP.read(section),
                "https://erp.example.com:8000"));
    String database = DATABASE.read(section);
    try {
      return server.resolve(new URI(null, null, "./" + database + "/", null));
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException("a path was not escaped: " + database, impossible);
    }
  }

  private static List<Subject> subjects(YamlSection section) {
    Map<String, Subject> known = new LinkedHashMap<>();
    for (Subject subject : Subject.values()) {
      known.put(word(subject), subject);
    }
    List<Subject> subjects = Words.read(section, FEEDS, "feed", known);
    return subjects.isEmpty() ? List.copyOf(known.values()) : subjects;
  }

  private static String word(Subject subject) {
    return subject.kind().value();
  }

  private static Map<Subject, List<String>> further(YamlSection section) {
    YamlSection fields = section.sectionOrEmpty(FIELDS);
    Map<Subject, List<String>> further = new EnumMap<>(Subject.class);
    for (Subject subject : Subject.values()) {
      List<String> names = fields.texts(word(subject));
      for (String name : names) {
        if (!FIELD.matcher(name).matches() || name.endsWith(TOKEN)) {
          fields.problem(
              word(subject),
              "'" + name + "' cannot be read",
              name.endsWith(TOKEN)
                  ? "whoever knows the token unsubscribes its owner"
                  : "write a field as Tryton names it, such as lang.name");
        }
      }
      further.put(subject, names);
    }
    return further;
  }
}
