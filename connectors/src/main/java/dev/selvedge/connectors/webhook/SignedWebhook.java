package dev.selvedge.connectors.webhook;

import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.push.KindRule;
import dev.selvedge.connectors.push.PushedBody;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A system that calls with signed JSON. Safe for use by many threads.
final class SignedWebhook implements WebhookSource {
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
    return switch (PushedBody.read(body)) {
      case PushedBody.Read.Json(JsonNode root) -> records(new PushedBody(call, rule, root));
      case PushedBody.Read.Broken(String sentence) -> new Reading.Refused(NOT_READABLE, sentence);
    };
  }

  private Reading records(PushedBody pushed) {
    KindRule rule = pushed.rule();
    JsonNode found = rule.records().in(pushed.root(), pushed.root());
    if (found.isMissingNode()) {
      return new Reading.Refused(
          NOT_READABLE, "The body has nothing at " + rule.records().text() + ".");
    }
    if (found.isNull() || (found.isContainer() && found.isEmpty())) {
      return new Reading.Records(List.of());
    }
    List<Item> items = new ArrayList<>();
    for (JsonNode item : found.isArray() ? found : List.of(found)) {
      Optional<String> key = pushed.key(item);
      if (key.isEmpty()) {
        return new Reading.Refused(NOT_READABLE, noKey(pushed, found.isArray(), items.size()));
      }
      items.add(new Item(item, key.get()));
    }
    return rule.reads().isPresent()
        ? hints(rule.reads().get(), items)
        : new Reading.Records(items.stream().map(item -> sourceRecord(pushed, item)).toList());
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

  private static String noKey(PushedBody pushed, boolean many, int index) {
    return "The "
        + (many ? "record " + (index + 1) + " of the body" : "body")
        + " has no usable key at "
        + pushed.rule().keyWanted();
  }

  private record Item(JsonNode node, String key) {}

  private SourceRecord sourceRecord(PushedBody pushed, Item item) {
    RecordKind kind = new RecordKind(pushed.call().kind());
    return pushed.sourceRecord(new RecordRef(system, kind, item.key()), item.node());
  }
}
