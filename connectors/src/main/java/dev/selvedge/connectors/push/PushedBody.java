package dev.selvedge.connectors.push;

import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Change;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.connector.WebhookSource.Call;
import dev.selvedge.connectors.push.KindRule.DeleteRule;
import dev.selvedge.connectors.value.TimeText;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The body of a call, read as its kind's rule says. Immutable.
public record PushedBody(Call call, KindRule rule, JsonNode root) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /// What reading came to.
  public sealed interface Read {
    record Json(JsonNode root) implements Read {}

    /// It is not JSON; the sentence says where, and quotes nothing.
    record Broken(String sentence) implements Read {}
  }

  /// Reads bytes as JSON.
  public static Read read(byte[] body) {
    try {
      return new Read.Json(JSON.readTree(body));
    } catch (JacksonException e) {
      var at = e.getLocation();
      return new Read.Broken(
          "The body is not JSON"
              + (at == null
                  ? "."
                  : String.format(
                      Locale.ROOT, " (line %d, column %d).", at.getLineNr(), at.getColumnNr())));
    }
  }

  /// The key of a record in it, when it is a text or a number of a key's length.
  public Optional<String> key(JsonNode item) {
    return key(rule, root, item);
  }

  /// The same in any body.
  public static Optional<String> key(KindRule rule, JsonNode root, JsonNode item) {
    return item.isObject()
        ? rule.key()
            .scalar(root, item)
            .filter(key -> key.length() <= RecordRef.MAX_KEY)
            .filter(PushedBody::canBeStored)
        : Optional.empty();
  }

  /// A database that refuses one key would refuse all that came with it.
  private static boolean canBeStored(String key) {
    return key.codePoints()
        .noneMatch(
            point ->
                Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE);
  }

  /// A record in it under a name.
  public SourceRecord sourceRecord(RecordRef ref, JsonNode item) {
    return new SourceRecord(
        ref,
        stamp(item),
        call.receivedAt(),
        deleted(item) ? Change.DELETE : Change.UPSERT,
        Pace.LIVE,
        body(item));
  }

  private Stamp stamp(JsonNode item) {
    return rule.stamp().text().isEmpty()
        ? Stamp.absent()
        : TimeText.read(rule.stamp().in(root, item), rule.zone())
            .map(Stamp::at)
            .orElseGet(Stamp::absent);
  }

  /// The bytes as they came where they are the record and plain UTF-8.
  private Payload body(JsonNode item) {
    if (rule.records().text().equals("$") && root.isObject()) {
      byte[] raw = call.body().toBytes();
      if (raw.length > 1 && raw[0] == '{' && raw[1] != 0) {
        return call.body();
      }
    }
    return Payload.ofText(item.toString());
  }

  private boolean deleted(JsonNode item) {
    return switch (rule.deleted()) {
      case DeleteRule.Never ignored -> false;
      case DeleteRule.InHeader in ->
          in.values().contains(call.headers().getOrDefault(in.header(), ""));
      case DeleteRule.InBody in -> in.values().contains(text(in, item));
    };
  }

  private String text(DeleteRule.InBody in, JsonNode item) {
    JsonNode value = in.path().in(root, item);
    return in.path().scalar(root, item).orElseGet(() -> value.asString(""));
  }
}
