package dev.selvedge.connectors.webhook;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connector.Feed;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.connectors.value.DottedPath;
import dev.selvedge.connectors.webhook.WebhookSettings.Algorithm;
import dev.selvedge.connectors.webhook.WebhookSettings.DeleteRule;
import dev.selvedge.connectors.webhook.WebhookSettings.Encoding;
import dev.selvedge.connectors.webhook.WebhookSettings.KindRule;
import dev.selvedge.connectors.webhook.WebhookSettings.SecretForm;
import dev.selvedge.connectors.webhook.WebhookSettings.SignatureRule;
import dev.selvedge.yaml.YamlSection;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private static final Setting<Map<String, YamlSection>> KINDS =
      Setting.of(
          "kinds",
          "kinds to rules",
          "",
          "One entry for each kind of record; its URL ends with the kind's name.",
          YamlSection::named);
  private static final Setting<String> RECORDS =
      Setting.text(
          "kinds.*.records",
          "$",
          "Where the record is in the body, or the array of many: `$` is the body itself.");
  private static final Setting<String> KEY =
      Setting.requiredText(
          "kinds.*.key",
          "Where the record's key is, dotted, from the record: `id`, `customer.id`. A path that"
              + " begins with `$.` starts at the whole body.");
  private static final Setting<Optional<String>> READS =
      Setting.optionalText(
          "kinds.*.reads",
          "the call tells the record",
          "The flow to read, as `shop/order`: a call is a hint that the record with this key has"
              + " changed there, and nothing else in it is looked at. Its system must be one whose"
              + " records can be read by their keys (`jdbc`, `rest`, `vendure`).");
  private static final Setting<Optional<String>> STAMP =
      Setting.optionalText(
          "kinds.*.stamp",
          "records are ordered by arrival",
          "Where the time of the record's last change is: ISO 8601, or an epoch in seconds or"
              + " milliseconds. A value that is no time counts as absent.");
  private static final Setting<String> ZONE =
      Setting.text(
          "kinds.*.zone", "UTC", "The zone of stamps written without one, as `Europe/London`.");
  private static final Setting<Optional<String>> DELETED_HEADER =
      Setting.optionalText(
          "kinds.*.deleted.header",
          "give `header` or `path`",
          "The header that tells a deletion, such as the topic.");
  private static final Setting<Optional<String>> DELETED_PATH =
      Setting.optionalText(
          "kinds.*.deleted.path",
          "give `header` or `path`",
          "Where the body tells a deletion, from the record or with `$.` from the body.");
  private static final Setting<List<String>> DELETED_EQUALS =
      Setting.requiredTexts("kinds.*.deleted.equals", "The value, or values, that mean deleted.");

  private WebhookOptions() {}

  static List<Option> all() {
    return Stream.of(
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
            PING,
            KINDS,
            RECORDS,
            KEY,
            READS,
            STAMP,
            ZONE,
            DELETED_HEADER,
            DELETED_PATH,
            DELETED_EQUALS)
        .map(Setting::option)
        .toList();
  }

  static WebhookSettings read(YamlSection options) {
    SignatureRule signature = signature(options);
    int maxBody = MAX_BODY.read(options);
    List<String> pings = PING.read(options);
    if (pings.stream().anyMatch(String::isBlank)) {
      options.problem(PING.key(), "'ping' must not be blank", "name how the body begins");
    }
    Map<String, YamlSection> named = KINDS.read(options);
    if (named.isEmpty()) {
      options.problem(KINDS.key(), "'kinds' is missing or empty", "name at least one kind");
    }
    Map<RecordKind, KindRule> kinds = new LinkedHashMap<>();
    named.forEach((name, section) -> kind(name, section, kinds));
    return new WebhookSettings(signature, maxBody, pings, kinds);
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

  private static void kind(String name, YamlSection section, Map<RecordKind, KindRule> kinds) {
    DottedPath records = new DottedPath(RECORDS.read(section));
    DottedPath key = new DottedPath(KEY.read(section));
    if (key.fromRoot() && !records.text().equals("$")) {
      section.problem(
          KEY.key(), "'key' begins at the body, not at the record", "remove the '$.' before it");
    }
    KindRule rule =
        new KindRule(
            records,
            key,
            new DottedPath(STAMP.read(section).orElse("")),
            zone(section),
            deleted(section),
            reads(section));
    try {
      kinds.put(new RecordKind(name), rule);
    } catch (IllegalArgumentException badName) {
      section.problems().add(section.position(), String.valueOf(badName.getMessage()));
    }
  }

  private static Optional<Feed> reads(YamlSection section) {
    Optional<String> written = READS.read(section);
    if (written.isEmpty()) {
      return Optional.empty();
    }
    for (String beside : List.of(STAMP.key(), ZONE.key(), "deleted")) {
      if (section.has(beside)) {
        section.problem(
            beside,
            "'" + beside + "' has no use beside 'reads': the record is read where it is",
            "leave it out");
      }
    }
    String[] parts = written.get().split("/", -1);
    try {
      if (parts.length == 2) {
        return Optional.of(new Feed(new SystemName(parts[0]), new RecordKind(parts[1])));
      }
    } catch (IllegalArgumentException noName) {
      // said below
    }
    section.problem(
        READS.key(),
        "'" + written.get() + "' is no flow",
        "write the system and the kind of record with a slash between, such as shop/order");
    return Optional.empty();
  }

  private static ZoneId zone(YamlSection section) {
    try {
      return ZoneId.of(ZONE.read(section));
    } catch (DateTimeException unknown) {
      section.problem(ZONE.key(), "'zone' is not a time zone", "write UTC or Europe/London");
      return ZoneOffset.UTC;
    }
  }

  private static DeleteRule deleted(YamlSection section) {
    if (!section.has("deleted")) {
      return new DeleteRule.Never();
    }
    YamlSection deleted = section.sectionOrEmpty("deleted");
    Optional<String> header = DELETED_HEADER.read(deleted);
    Optional<String> path = DELETED_PATH.read(deleted);
    List<String> values = DELETED_EQUALS.read(deleted);
    if (header.isPresent() == path.isPresent()) {
      section.problem("deleted", "'deleted' needs either 'header' or 'path'", "");
    }
    return header
        .<DeleteRule>map(name -> new DeleteRule.InHeader(name, values))
        .orElseGet(() -> new DeleteRule.InBody(new DottedPath(path.orElse("")), values));
  }
}
