package dev.selvedge.connectors.patchworks.receive;

import dev.selvedge.ContentHash;
import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.push.KindRule;
import dev.selvedge.connectors.push.PushedBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What Patchworks flows post: one record, an array of them, or an object around it. Each record is
/// taken by itself; one without a key is kept under a name made of its content, so that sending it
/// again is no news either, and parked from there. Safe for use by many threads.
public final class Receiver implements WebhookSource {
  private static final int NOT_GENUINE = 401;
  private static final int NOT_READABLE = 400;
  private static final int NO_SUCH_KIND = 404;
  private static final int TOO_LONG = 413;

  private final SystemName system;
  private final ReceiveSettings settings;

  public Receiver(SystemName system, ReceiveSettings settings) {
    this.system = system;
    this.settings = settings;
  }

  @Override
  public Reading read(Call call) {
    Optional<KindRule> rule = settings.kind(call.kind());
    if (rule.isEmpty()) {
      return new Reading.Refused(
          NO_SUCH_KIND, "This system has no kind of that name; see 'kinds' in its options.");
    }
    if (!settings.token().matches(call.headers().getOrDefault(settings.header(), ""))) {
      return new Reading.Refused(
          NOT_GENUINE,
          "The header "
              + settings.header()
              + " does not hold the token; check the connector's instance in Patchworks and 'token'"
              + " here.");
    }
    if (call.body().size() > settings.maxBody()) {
      return new Reading.Refused(
          TOO_LONG,
          "The body has %d bytes; at most %d are accepted. Have a flow control shape send fewer"
                  .formatted(call.body().size(), settings.maxBody())
              + " records at once.");
    }
    byte[] body = call.body().toBytes();
    if (call.body().toText().isBlank()) {
      return new Reading.Each(List.of(), settings.statusIfRefused());
    }
    return switch (PushedBody.read(body)) {
      case PushedBody.Read.Json(JsonNode root) -> each(new PushedBody(call, rule.get(), root));
      case PushedBody.Read.Broken(String sentence) -> new Reading.Refused(NOT_READABLE, sentence);
    };
  }

  private Reading each(PushedBody pushed) {
    List<JsonNode> items = items(pushed);
    if (items.size() > settings.maxRecords()) {
      return new Reading.Refused(TOO_LONG, tooMany(items.size(), settings));
    }
    RecordKind kind = new RecordKind(pushed.call().kind());
    List<Entry> entries = new ArrayList<>(items.size());
    for (JsonNode item : items) {
      entries.add(entry(pushed, kind, item));
    }
    return new Reading.Each(entries, settings.statusIfRefused());
  }

  /// A flow that is cut differently posts its records in another shape, so that a body without the
  /// wrapper is the record, or the array, itself.
  private static List<JsonNode> items(PushedBody pushed) {
    JsonNode found = pushed.rule().records().in(pushed.root(), pushed.root());
    JsonNode at = found.isMissingNode() ? pushed.root() : found;
    if (at.isNull()) {
      return List.of();
    }
    return at.isArray() ? at.valueStream().toList() : List.of(at);
  }

  private Entry entry(PushedBody pushed, RecordKind kind, JsonNode item) {
    Optional<String> key = pushed.key(item);
    RecordRef ref =
        new RecordRef(
            system, kind, key.orElseGet(() -> KeylessRecords.MARK + ContentHash.of(item)));
    return new Entry(
        pushed.sourceRecord(ref, item),
        key.orElse(""),
        key.isPresent() ? "" : noKey(pushed.rule()));
  }

  /// What is said of a record without a key.
  static String noKey(KindRule rule) {
    return "There is no usable key at "
        + rule.keyWanted()
        + " The record is parked in the hub, where its key can be written in; or send it again with"
        + " one.";
  }

  /// What a caller hears who does not bring the token.
  static String noToken(ReceiveSettings settings) {
    return "The header "
        + settings.header()
        + " does not hold the token; check the connector's instance in Patchworks and 'token' here.";
  }

  /// What is said of so many records.
  static String tooMany(int records, ReceiveSettings settings) {
    return "The body holds %d records; at most %d are accepted. Have a flow control shape send fewer at once."
        .formatted(records, settings.maxRecords());
  }
}
