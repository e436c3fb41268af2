package dev.selvedge.connectors.netsuite;

import dev.selvedge.Secret;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connectors.netsuite.NetSuiteOptions.Access;
import dev.selvedge.connectors.oauth.OAuthSignature;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.yaml.YamlSection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The options with which an account knows us: of a system, or of those who write to it.
final class AccessSettings {
  private static final String OF_CERTIFICATE = "needed with a certificate";
  private static final String OF_TOKEN = "needed with `auth: token`";
  private static final Setting<Kind> AUTH =
      Setting.choice(
          "auth",
          Kind.CERTIFICATE,
          "`certificate`: OAuth 2.0 machine to machine, with a key of our own. `token`: token-based"
              + " authentication (OAuth 1.0a), which NetSuite refuses to new integrations from"
              + " release 2027.1.");
  private static final Setting<Optional<String>> CLIENT_ID =
      Setting.optionalText(
          "client_id", OF_CERTIFICATE, "The client id (consumer key) of the integration record.");
  private static final Setting<Optional<String>> CERTIFICATE_ID =
      Setting.optionalText(
          "certificate_id",
          OF_CERTIFICATE,
          "The id that NetSuite gave the certificate under *OAuth 2.0 Client Credentials Setup*.");
  private static final Setting<Optional<Secret>> PRIVATE_KEY =
      Setting.secret(
          "private_key",
          OF_CERTIFICATE,
          "The certificate's private key, PKCS 8 in PEM: RSA (signed as PS256), or an elliptic"
              + " curve (ES256, ES384, ES512).");
  private static final Setting<Optional<String>> CONSUMER_KEY =
      Setting.optionalText("consumer_key", OF_TOKEN, "The consumer key.");
  private static final Setting<Optional<Secret>> CONSUMER_SECRET =
      Setting.secret("consumer_secret", OF_TOKEN, "The consumer secret.");
  private static final Setting<Optional<String>> TOKEN_ID =
      Setting.optionalText("token_id", OF_TOKEN, "The token's id.");
  private static final Setting<Optional<Secret>> TOKEN_SECRET =
      Setting.secret("token_secret", OF_TOKEN, "The token's secret.");

  /// The ways in.
  private enum Kind {
    CERTIFICATE,
    TOKEN
  }

  private AccessSettings() {}

  static List<Option> options() {
    return settings().map(Setting::option).toList();
  }

  private static Stream<Setting<?>> settings() {
    return Stream.of(
        AUTH,
        CLIENT_ID,
        CERTIFICATE_ID,
        PRIVATE_KEY,
        CONSUMER_KEY,
        CONSUMER_SECRET,
        TOKEN_ID,
        TOKEN_SECRET);
  }

  /// Whether any of them is written.
  static boolean given(YamlSection section) {
    return settings().anyMatch(setting -> setting.given(section));
  }

  /// @param account signs calls with a token as their realm
  static Access read(YamlSection section, String account) {
    return switch (AUTH.read(section)) {
      case CERTIFICATE -> {
        String client = needed(section, CLIENT_ID, CLIENT_ID.read(section));
        String certificate = needed(section, CERTIFICATE_ID, CERTIFICATE_ID.read(section));
        Secret pem = secret(section, PRIVATE_KEY);
        look(section, pem);
        yield new Access.Certificate(client, certificate, pem);
      }
      case TOKEN ->
          new Access.Tokens(
              new OAuthSignature.Keys(
                  needed(section, CONSUMER_KEY, CONSUMER_KEY.read(section)),
                  secret(section, CONSUMER_SECRET),
                  new Secret(needed(section, TOKEN_ID, TOKEN_ID.read(section))),
                  secret(section, TOKEN_SECRET),
                  account.toUpperCase(Locale.ROOT).replace('-', '_')));
    };
  }

  private static String needed(YamlSection section, Setting<?> setting, Optional<String> value) {
    if (value.isEmpty()) {
      section.requiredText(setting.key());
    }
    return value.orElse("");
  }

  private static Secret secret(YamlSection section, Setting<Optional<Secret>> setting) {
    Optional<Secret> value = setting.read(section);
    if (value.isEmpty()) {
      section.requiredText(setting.key());
    }
    return value.orElse(new Secret(""));
  }

  /// What does not even look like a key is found when it is used: a check of a project need not
  /// have the secrets.
  private static void look(YamlSection section, Secret pem) {
    if (pem.reveal().contains("-----BEGIN") && SigningKey.read(pem).isEmpty()) {
      section.problem(PRIVATE_KEY.key(), "'private_key' " + SigningKey.UNFIT, SigningKey.ADVICE);
    }
  }
}
