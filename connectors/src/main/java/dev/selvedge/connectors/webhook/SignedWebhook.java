package dev.selvedge.connectors.webhook;

import dev.selvedge.Payload;
import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Change;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.value.TimeText;
import dev.selvedge.connectors.webhook.WebhookSettings.DeleteRule;
import dev.selvedge.connectors.webhook.WebhookSettings.KindRule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A system that calls with signed JSON. Safe for use by many threads.
final class SignedWebhook implements WebhookSource {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final int MOST_HINTS = 1000;
  private static final int NOT_GENUINE = 401;
  private static final int NOT_READABLE = 400;
  private static final int NO_SUCH_KIND = 404;
  private static final int TOO_LONG = 413;

  private final SystemName system;
  private final WebhookSettings settings;
  private final SignatureCheck signature;

  SignedWebhook(SystemName system, WebhookSettings settings) {
    this.system = system;
    this.settings = settings;
    this.signature = new SignatureCheck(settings.signature());
  }

  @Override
  public Reading read(Call call) {
    Optional<KindRule> rule = settings.kind(call.kind());
    if (rule.isEmpty()) {
      return new Reading.Refused(
          NO_SUCH_KIND, "This system has no kind of that name; see 'kinds' in its options.");
    }
    if (call.body().size() > settings.maxBody()) {
      return new Reading.Refused(
          TOO_LONG,
          "The body has %d bytes; at most %d are accepted."
              .formatted(call.body().size(), settings.maxBody()));
    }
    byte[] body = call.body().toBytes();
    if (isPing(body)) {
      return new Reading.Records(List.of());
    }
    Optional<String> objection = signature.objection(call, body);
    return objection.isPresent()
        ? new Reading.Refused(NOT_GENUINE, objection.get())
        : parsed(call, rule.get(), body);
  }

  private boolean isPing(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    return text.isBlank() || settings.pings().stream().anyMatch(text::startsWith);
  }

  private Reading parsed(Call call, KindRule rule, byte[] body) {
    try {
      JsonNode root = JSON.readTree(body);
      return records(call, rule, root);
    } catch (JacksonException e) {
      var at = e.getLocation();
      return new Reading.Refused(
          NOT_READABLE,
          "The body is not JSON"
              + (at == null
                  ? "."
                  : String.format(
                      Locale.ROOT, " (line %d, column %d).", at.getLineNr(), at.getColumnNr())));
    }
  }

  private Reading records(Call call, KindRule rule, JsonNode root) {
    JsonNode found = rule.records().in(root, root);
    if (found.isMissingNode()) {
      return new Reading.Refused(
          NOT_READABLE, "The body has nothing at " + rule.records().text() + ".");
    }
    if (found.isNull() || (found.isContainer() && found.isEmpty())) {
      return new Reading.Records(List.of());
    }
    List<Item> items = new ArrayList<>();
    for (JsonNode item : found.isArray() ? found : List.of(found)) {
      Optional<String> key = key(rule, root, item);
      if (key.isEmpty()) {
        return new Reading.Refused(NOT_READABLE, noKey(rule, found.isArray(), items.size()));
      }
      items.add(new Item(root, item, key.get()));
    }
    return rule.reads().isPresent()
        ? hints(rule.reads().get(), items)
        : new Reading.Records(items.stream().map(item -> sourceRecord(call, rule, item)).toList());
  }

  private static Reading hints(Feed feed, List<Item> items) {
    List<RecordRef> records =
        items.stream()
            .map(item -> new RecordRef(feed.system(), feed.kind(), item.key()))
            .distinct()
            .toList();
    return records.size() > MOST_HINTS
        ? new Reading.Refused(
            TOO_LONG,
            "The body names %d records; at most %d are accepted."
                .formatted(records.size(), MOST_HINTS))
        : new Reading.Hints(records);
  }

  private static String noKey(KindRule rule, boolean many, int index) {
    return "The "
        + (many ? "record " + (index + 1) + " of the body" : "body")
        + " has no usable key at "
        + rule.key().text()
        + ": expected a text or number of 1 to "
        + RecordRef.MAX_KEY
        + " characters.";
  }

  private static Optional<String> key(KindRule rule, JsonNode root, JsonNode item) {
    return item.isObject()
        ? rule.key().scalar(root, item).filter(key -> key.length() <= RecordRef.MAX_KEY)
        : Optional.empty();
  }

  private record Item(JsonNode root, JsonNode node, String key) {}

  private SourceRecord sourceRecord(Call call, KindRule rule, Item item) {
    Stamp stamp =
        rule.stamp().text().isEmpty()
            ? Stamp.absent()
            : TimeText.read(rule.stamp().in(item.root(), item.node()), rule.zone())
                .map(Stamp::at)
                .orElseGet(Stamp::absent);
    return new SourceRecord(
        new RecordRef(system, new RecordKind(call.kind()), item.key()),
        stamp,
        call.receivedAt(),
        deleted(call, rule.deleted(), item) ? Change.DELETE : Change.UPSERT,
        Pace.LIVE,
        body(call, rule, item));
  }

  /// The bytes as they came where they are the record and plain UTF-8.
  private static Payload body(Call call, KindRule rule, Item item) {
    if (rule.records().text().equals("$") && item.root().isObject()) {
      byte[] raw = call.body().toBytes();
      if (raw.length > 1 && raw[0] == '{' && raw[1] != 0) {
        return call.body();
      }
    }
    return Payload.ofText(item.node().toString());
  }

  private static boolean deleted(Call call, DeleteRule rule, Item item) {
    return switch (rule) {
      case DeleteRule.Never ignored -> false;
      case DeleteRule.InHeader in ->
          in.values().contains(call.headers().getOrDefault(in.header(), ""));
      case DeleteRule.InBody in -> in.values().contains(text(in, item));
    };
  }

  private static String text(DeleteRule.InBody in, Item item) {
    JsonNode value = in.path().in(item.root(), item.node());
    return value.isNumber() ? value.decimalValue().toPlainString() : value.asString("");
  }
}
