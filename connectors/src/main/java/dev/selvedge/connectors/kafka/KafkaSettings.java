package dev.selvedge.connectors.kafka;

import dev.selvedge.RecordKind;
import dev.selvedge.Secret;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connectors.kafka.KafkaOptions.Bounds;
import dev.selvedge.connectors.kafka.KafkaOptions.LogIn;
import dev.selvedge.connectors.kafka.KafkaOptions.Sasl;
import dev.selvedge.connectors.kafka.KafkaOptions.Security;
import dev.selvedge.connectors.kafka.KafkaOptions.Tls;
import dev.selvedge.connectors.kafka.KafkaOptions.TopicRule;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The options of the connector `kafka`, described once and read once.
final class KafkaSettings {
  private static final Setting<List<String>> BOOTSTRAP =
      Setting.requiredTexts(
          "bootstrap_servers",
          "Some of the brokers, each `host:port`; they name the others themselves.");
  private static final Setting<Boolean> TLS =
      Setting.flag("tls", false, "Whether the connection is encrypted.");
  private static final Setting<Optional<String>> TLS_CA =
      Setting.optionalText(
          "tls_ca",
          "the authorities that Java trusts",
          "A PEM file, from the project's folder, with the certificates of who may vouch for the"
              + " brokers.");
  private static final Setting<Optional<String>> TLS_IDENTITY =
      Setting.optionalText(
          "tls_identity",
          "none is shown",
          "A PEM file with the hub's private key (PKCS #8) and its certificate, for brokers that"
              + " ask for one.");
  private static final Setting<Optional<Secret>> TLS_IDENTITY_PASSWORD =
      Setting.secret(
          "tls_identity_password", "the key is not encrypted", "The password of that private key.");
  private static final Setting<Sasl> SASL =
      Setting.choice("sasl", Sasl.NONE, "How the hub logs in.");
  private static final Setting<Optional<String>> USERNAME =
      Setting.optionalText(
          "username", "**required** with `sasl`", "Who may read the topics, and no more.");
  private static final Setting<Optional<Secret>> PASSWORD =
      Setting.secret("password", "**required** with `sasl`", "The user's password.");
  private static final Setting<Optional<String>> GROUP =
      Setting.optionalText(
          "group",
          "the brokers are told nothing",
          "A consumer group of the hub's own: the brokers are told how far was stored under this"
              + " name, so that their tools show the lag. The hub itself does not go by it.");
  private static final Setting<Duration> TIMEOUT =
      Setting.duration(
          "timeout",
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          "How long the brokers may take to answer.");
  private static final Setting<Integer> MESSAGE =
      Setting.number(
          "max_message_bytes",
          1_048_576,
          1_000,
          20_000_000,
          "The largest message accepted; a larger one is parked by itself.");
  private static final Setting<Integer> PAGE =
      Setting.number(
          "fetch_bytes",
          8_388_608,
          65_536,
          67_108_864,
          "About how many bytes of a topic are fetched, and handed on, at a time.");

  private static final Pattern ADDRESS =
      Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[A-Za-z0-9._-]+):([0-9]{1,5})");
  private static final int LAST_PORT = 65_535;

  private KafkaSettings() {}

  static List<Option> options() {
    return Stream.concat(
            Stream.of(
                BOOTSTRAP,
                TLS,
                TLS_CA,
                TLS_IDENTITY,
                TLS_IDENTITY_PASSWORD,
                SASL,
                USERNAME,
                PASSWORD,
                GROUP,
                TIMEOUT,
                MESSAGE,
                PAGE),
            TopicSettings.all())
        .map(Setting::option)
        .toList();
  }

  /// What is wrong goes to `problems`; what is returned then is of no use.
  static KafkaOptions read(YamlNode.Mapping options, Path projectFolder, Problems problems) {
    // References to the environment were replaced before.
    YamlSection section = YamlSection.of(options, Environment.NONE, problems);
    KafkaOptions read =
        new KafkaOptions(
            bootstrap(section),
            new Security(tls(section, projectFolder), logIn(section)),
            GROUP.read(section),
            TIMEOUT.read(section),
            new Bounds(MESSAGE.read(section), PAGE.read(section)),
            topics(section));
    section.finish();
    return read;
  }

  private static List<String> bootstrap(YamlSection section) {
    List<String> addresses = new ArrayList<>();
    for (String written : BOOTSTRAP.read(section)) {
      for (String address : written.split(",", -1)) {
        var parts = ADDRESS.matcher(address.strip());
        if (parts.matches() && Integer.parseInt(parts.group(2)) <= LAST_PORT) {
          addresses.add(address.strip());
        } else {
          section.problem(
              BOOTSTRAP.key(),
              "'" + address.strip() + "' is not the address of a broker",
              "write host:port, such as kafka.example.com:9092");
        }
      }
    }
    return addresses;
  }

  private static Tls tls(YamlSection section, Path projectFolder) {
    boolean on = TLS.read(section);
    Optional<Path> authorities = TLS_CA.read(section).map(projectFolder::resolve);
    Optional<Path> identity = TLS_IDENTITY.read(section).map(projectFolder::resolve);
    Optional<Secret> password = TLS_IDENTITY_PASSWORD.read(section);
    if (on) {
      if (password.isPresent() && identity.isEmpty()) {
        useless(section, TLS_IDENTITY_PASSWORD, "'tls_identity'");
      }
      return new Tls.On(authorities, identity, password);
    }
    for (Setting<?> needless : List.of(TLS_CA, TLS_IDENTITY, TLS_IDENTITY_PASSWORD)) {
      if (needless.given(section)) {
        useless(section, needless, "'tls: true'");
      }
    }
    return new Tls.Off();
  }

  private static LogIn logIn(YamlSection section) {
    Sasl mechanism = SASL.read(section);
    Optional<String> name = USERNAME.read(section).filter(text -> !text.isBlank());
    Optional<Secret> password = PASSWORD.read(section);
    if (mechanism == Sasl.NONE) {
      for (Setting<?> needless : List.of(USERNAME, PASSWORD)) {
        if (needless.given(section)) {
          useless(section, needless, "'sasl'");
        }
      }
      return new LogIn.Nobody();
    }
    if (name.isEmpty() || password.isEmpty()) {
      section.problem(
          SASL.key(),
          "'sasl' needs 'username' and 'password'",
          "add them, the password as ${env:…}");
      return new LogIn.Nobody();
    }
    return new LogIn.User(mechanism, name.get(), password.get());
  }

  private static void useless(YamlSection section, Setting<?> setting, String without) {
    section.problem(
        setting.key(),
        "'" + setting.key() + "' has no use without " + without,
        "add " + without + ", or leave it out");
  }

  private static List<TopicRule> topics(YamlSection section) {
    Map<String, YamlSection> named = TopicSettings.FEEDS.read(section);
    if (named.isEmpty()) {
      section.problem(
          TopicSettings.FEEDS.key(), "'feeds' is missing or empty", "name at least one kind");
    }
    List<TopicRule> rules = new ArrayList<>();
    named.forEach(
        (name, feed) -> {
          try {
            rules.add(TopicSettings.read(new RecordKind(name), feed));
          } catch (IllegalArgumentException badName) {
            TopicSettings.read(new RecordKind("unnamed"), feed);
            section.problems().add(feed.position(), String.valueOf(badName.getMessage()));
          }
        });
    return rules;
  }
}
