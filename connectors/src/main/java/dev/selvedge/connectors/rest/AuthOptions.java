package dev.selvedge.connectors.rest;

import dev.selvedge.Secret;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connectors.oauth.OAuthSignature;
import dev.selvedge.connectors.option.Addresses;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.yaml.YamlSection;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The options below `auth`, described once, and their reading.
final class AuthOptions {
  private static final Setting<Kind> KIND =
      Setting.choice("auth.kind", Kind.NONE, "How the system knows us.");
  private static final Setting<Optional<Secret>> TOKEN =
      Setting.secret(
          "auth.token",
          "required for `bearer` and `oauth1`",
          "The token; write `${env:NAME}`, as for every secret here.");
  private static final Setting<Optional<String>> USER =
      Setting.optionalText("auth.user", "required for `basic`", "The user.");
  private static final Setting<Optional<Secret>> PASSWORD =
      Setting.secret("auth.password", "required for `basic`", "The user's password.");
  private static final Setting<Optional<String>> NAME =
      Setting.optionalText(
          "auth.name",
          "required for `header` and `query`",
          "The header or the parameter that carries the key, such as `X-Api-Key`.");
  private static final Setting<Optional<Secret>> VALUE =
      Setting.secret("auth.value", "required for `header` and `query`", "The key.");
  private static final Setting<Optional<String>> TOKEN_URL =
      Setting.optionalText(
          "auth.token_url",
          "required for `client-credentials`",
          "Where tokens are given (OAuth 2, client credentials).");
  private static final Setting<Optional<String>> CLIENT_ID =
      Setting.optionalText(
          "auth.client_id", "required for `client-credentials`", "The client's name.");
  private static final Setting<Optional<Secret>> CLIENT_SECRET =
      Setting.secret(
          "auth.client_secret", "required for `client-credentials`", "The client's secret.");
  private static final Setting<Optional<String>> SCOPE =
      Setting.optionalText(
          "auth.scope", "the client's own", "The scopes to ask for, with spaces between them.");
  private static final Setting<Map<String, String>> EXTRA =
      Setting.textMap(
          "auth.extra", "none", "Further fields of the token call, such as `audience`.");
  private static final Setting<SendAs> SEND_AS =
      Setting.choice(
          "auth.send_as",
          SendAs.BASIC,
          "How id and secret are sent to `token_url`: as HTTP Basic, or as fields of the form.");
  private static final Setting<Optional<String>> CONSUMER_KEY =
      Setting.optionalText(
          "auth.consumer_key",
          "required for `oauth1`",
          "The consumer's key (OAuth 1.0a; every call is signed with HMAC-SHA256).");
  private static final Setting<Optional<Secret>> CONSUMER_SECRET =
      Setting.secret("auth.consumer_secret", "required for `oauth1`", "The consumer's secret.");
  private static final Setting<Optional<Secret>> TOKEN_SECRET =
      Setting.secret("auth.token_secret", "required for `oauth1`", "The token's secret.");
  private static final Setting<Optional<String>> REALM =
      Setting.optionalText(
          "auth.realm", "none", "The realm of the `Authorization` header: NetSuite's account.");

  private AuthOptions() {}

  private enum Kind {
    NONE,
    BEARER,
    BASIC,
    HEADER,
    QUERY,
    CLIENT_CREDENTIALS,
    OAUTH1
  }

  private enum SendAs {
    BASIC,
    BODY
  }

  static List<Option> all() {
    return Stream.of(
            KIND,
            TOKEN,
            USER,
            PASSWORD,
            NAME,
            VALUE,
            TOKEN_URL,
            CLIENT_ID,
            CLIENT_SECRET,
            SCOPE,
            EXTRA,
            SEND_AS,
            CONSUMER_KEY,
            CONSUMER_SECRET,
            TOKEN_SECRET,
            REALM)
        .map(Setting::option)
        .toList();
  }

  /// @param open whether an address may be spoken to without encryption
  static Credentials read(YamlSection auth, boolean open) {
    return switch (KIND.read(auth)) {
      case NONE -> new Credentials.None();
      case BEARER -> new Credentials.Bearer(secret(auth, TOKEN));
      case BASIC -> new Credentials.Basic(text(auth, USER), secret(auth, PASSWORD));
      case HEADER -> new Credentials.Header(name(auth), secret(auth, VALUE));
      case QUERY -> new Credentials.Query(text(auth, NAME), secret(auth, VALUE));
      case CLIENT_CREDENTIALS ->
          new Credentials.Client(
              tokenUrl(auth, open),
              text(auth, CLIENT_ID),
              secret(auth, CLIENT_SECRET),
              SCOPE.read(auth).orElse(""),
              EXTRA.read(auth),
              SEND_AS.read(auth) == SendAs.BODY);
      case OAUTH1 ->
          new Credentials.Signed(
              new OAuthSignature.Keys(
                  text(auth, CONSUMER_KEY),
                  secret(auth, CONSUMER_SECRET),
                  secret(auth, TOKEN),
                  secret(auth, TOKEN_SECRET),
                  REALM.read(auth).orElse("")));
    };
  }

  private static URI tokenUrl(YamlSection auth, boolean open) {
    return Addresses.read(
        auth, TOKEN_URL, text(auth, TOKEN_URL), open, "https://api.example.com/oauth/token");
  }

  private static String name(YamlSection auth) {
    String name = text(auth, NAME);
    if (!name.matches("[A-Za-z0-9-]*")) {
      auth.problem(NAME.key(), "'name' is no name of a header", "write X-Api-Key");
      return "X";
    }
    return name;
  }

  private static String text(YamlSection auth, Setting<Optional<String>> setting) {
    setting.read(auth);
    return auth.requiredText(setting.key());
  }

  private static Secret secret(YamlSection auth, Setting<Optional<Secret>> setting) {
    setting.read(auth);
    String text = auth.requiredText(setting.key());
    if (!text.matches("[\\x20-\\x7e]*")) {
      auth.problem(
          setting.key(), "'" + setting.key() + "' cannot be sent", "it must be plain ASCII");
    }
    return new Secret(text);
  }
}
