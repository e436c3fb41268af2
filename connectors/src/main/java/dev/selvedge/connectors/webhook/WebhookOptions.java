package dev.selvedge.connectors.webhook;

import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.connectors.push.KindOptions;
import dev.selvedge.connectors.webhook.WebhookSettings.Algorithm;
import dev.selvedge.connectors.webhook.WebhookSettings.Encoding;
import dev.selvedge.connectors.webhook.WebhookSettings.SecretForm;
import dev.selvedge.connectors.webhook.WebhookSettings.SignatureRule;
import dev.selvedge.yaml.YamlSection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Every option of the `webhook` connector, described once, and their reading.
final class WebhookOptions {
  private static final int MOST_SECRETS = 2;
  private static final String KEY_PREFIX = "whsec_";
  private static final Setting<List<String>> SECRET =
      Setting.requiredTexts(
          "secret",
          "The shared secret; write `${env:NAME}`. Two of them, `[new, old]`, are both accepted"
              + " while the secret is changed over.");
  private static final Setting<SecretForm> SECRET_FORM =
      Setting.choice(
          "secret_form",
          SecretForm.TEXT,
          "How the secret stands for the key: as it is, or as Base64 (perhaps behind `whsec_`).");
  private static final Setting<String> HEADER =
      Setting.requiredText(
          "signature.header", "The header that carries the signature, in any case.");
  private static final Setting<Algorithm> ALGORITHM =
      Setting.choice("signature.algorithm", Algorithm.HMAC_SHA256, "How the sender signs.");
  private static final Setting<Encoding> ENCODING =
      Setting.choice("signature.encoding", Encoding.BASE64, "How the signature is written.");
  private static final Setting<Optional<String>> PREFIX =
      Setting.optionalText(
          "signature.prefix",
          "none",
          "What stands before the signature, such as `sha256=` or `v1,`. A header may hold several"
              + " signatures with a space between them; one must be right.");
  private static final Setting<String> SIGNED =
      Setting.text(
          "signature.signed",
          "{body}",
          "What is signed: `{body}` with `{timestamp}` or `{id}` about it, such as"
              + " `{id}.{timestamp}.{body}`.");
  private static final Setting<Optional<String>> ID_HEADER =
      Setting.optionalText(
          "signature.id_header", "none", "The header with the call's id, for `{id}`.");
  private static final Setting<Optional<String>> TIMESTAMP_HEADER =
      Setting.optionalText(
          "signature.timestamp_header",
          "none",
          "The header with the time of signing, for `{timestamp}`: an epoch or ISO 8601.");
  private static final Setting<Duration> WINDOW =
      Setting.duration(
          "signature.window",
          Duration.ofMinutes(5),
          Duration.ofSeconds(1),
          "How far that time may be from ours; older calls are replays and are refused.");
  private static final Setting<Integer> MAX_BODY =
      Setting.number(
          "max_body", 5_000_000, 1_000, 20_000_000, "The longest body accepted, in bytes.");
  private static final Setting<List<String>> PING =
      Setting.texts(
          "ping",
          "none",
          "How bodies begin with which the sender only tries the URL, without a signature:"
              + " `webhook_id=` for WooCommerce. They are accepted and nothing is stored.");

  private WebhookOptions() {}

  static List<Option> all() {
    return Stream.concat(
            Stream.of(
                    SECRET,
                    SECRET_FORM,
                    HEADER,
                    ALGORITHM,
                    ENCODING,
                    PREFIX,
                    SIGNED,
                    ID_HEADER,
                    TIMESTAMP_HEADER,
                    WINDOW,
                    MAX_BODY,
                    PING)
                .map(Setting::option),
            KindOptions.all().stream())
        .toList();
  }

  static WebhookSettings read(YamlSection options) {
    SignatureRule signature = signature(options);
    int maxBody = MAX_BODY.read(options);
    List<String> pings = PING.read(options);
    if (pings.stream().anyMatch(String::isBlank)) {
      options.problem(PING.key(), "'ping' must not be blank", "name how the body begins");
    }
    return new WebhookSettings(signature, maxBody, pings, KindOptions.read(options));
  }

  private static SignatureRule signature(YamlSection options) {
    List<SigningKey> keys = keys(options);
    YamlSection section = options.requiredSection("signature");
    SignatureRule rule =
        new SignatureRule(
            keys,
            HEADER.read(section),
            ALGORITHM.read(section),
            ENCODING.read(section),
            PREFIX.read(section).orElse(""),
            SIGNED.read(section),
            ID_HEADER.read(section).orElse(""),
            TIMESTAMP_HEADER.read(section).orElse(""),
            WINDOW.read(section));
    check(section, rule);
    return rule;
  }

  private static List<SigningKey> keys(YamlSection options) {
    SecretForm form = SECRET_FORM.read(options);
    List<String> secrets = SECRET.read(options);
    if (secrets.size() > MOST_SECRETS) {
      options.problem(SECRET.key(), "at most two secrets are accepted", "remove the oldest");
    }
    List<SigningKey> keys = new ArrayList<>();
    for (String secret : secrets) {
      try {
        byte[] key = key(secret, form);
        if (key.length == 0) {
          options.problem(SECRET.key(), "'secret' is empty", "anyone could sign with it");
        } else {
          keys.add(new SigningKey(key));
        }
      } catch (IllegalArgumentException notBase64) {
        options.problem(SECRET.key(), "'secret' is not Base64", "or set secret_form: text");
      }
    }
    return keys;
  }

  private static byte[] key(String secret, SecretForm form) {
    return switch (form) {
      case TEXT -> secret.getBytes(StandardCharsets.UTF_8);
      case BASE64 ->
          Base64.getDecoder()
              .decode(
                  secret.startsWith(KEY_PREFIX) ? secret.substring(KEY_PREFIX.length()) : secret);
    };
  }

  private static void check(YamlSection section, SignatureRule rule) {
    String template = rule.template();
    if (template.indexOf("{body}") < 0
        || template.indexOf("{body}") != template.lastIndexOf("{body}")) {
      section.problem(
          SIGNED.key(), "'signed' must hold {body} once", "what is not signed can be forged");
    }
    together(section, template.contains("{id}"), rule.idHeader(), "id");
    together(section, template.contains("{timestamp}"), rule.timestampHeader(), "timestamp");
  }

  private static void together(YamlSection section, boolean signed, String header, String part) {
    String key = part + "_header";
    if (signed && header.isEmpty()) {
      section.problem(
          SIGNED.key(), "'signed' has {" + part + "} but no header for it", "add '" + key + ": …'");
    }
    if (!signed && !header.isEmpty()) {
      section.problem(
          key,
          "'" + key + "' is not part of 'signed', so anyone could change it",
          "put {" + part + "} into 'signed', or remove '" + key + "'");
    }
  }
}
