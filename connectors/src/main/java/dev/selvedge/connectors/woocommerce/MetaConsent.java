package dev.selvedge.connectors.woocommerce;

import dev.selvedge.Outcome;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.connectors.consent.CustomerMetadata;
import dev.selvedge.connectors.consent.NotAsked;
import dev.selvedge.connectors.http.ApacheHttp;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.value.TimeText;
import dev.selvedge.connectors.woocommerce.StoreApi.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Customers of a shop that are told by a key of their metadata. The customer is read first:
/// WooCommerce itself compares nothing. What it holds afterwards is looked at. Safe for use by many
/// threads.
final class MetaConsent implements ConsentTarget {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int LARGEST_ANSWER = 1024 * 1024;
  private static final int GONE = 404;

  private final SystemName system;
  private final CustomerMetadata fields;
  private final InstantSource clock;
  private final HttpPort http;
  private final StoreApi api;

  MetaConsent(
      SystemName system, WooSettings settings, CustomerMetadata fields, InstantSource clock) {
    this.system = system;
    this.fields = fields;
    this.clock = clock;
    this.http =
        new ApacheHttp(
            new ApacheHttp.Limits(CONNECT, settings.reading().timeout(), LARGEST_ANSWER));
    this.api = new StoreApi(system, settings, http, clock);
  }

  @Override
  public Told tell(Decision decision) {
    try {
      return switch (api.get(path(decision), Map.of())) {
        case Answer.Content content -> look(decision, content.json());
        case Answer.Refusal refusal -> refused(refusal);
        case Answer.Failed failed ->
            Told.answered(
                new Outcome.Retry(system + " fails with HTTP " + failed.status(), clock.instant()));
      };
    } catch (SourceException failure) {
      return notAsked(failure);
    }
  }

  private static String path(Decision decision) {
    return "customers/" + decision.record().key();
  }

  private Told look(Decision decision, JsonNode customer) {
    // An opt-in is for the address it was given for.
    String email = Contents.text(customer, "email");
    return CustomerMetadata.settled(decision, held(customer), since(customer), email, system)
        .orElseGet(() -> write(decision));
  }

  /// A key may stand there more than once.
  private Held held(JsonNode customer) {
    return fields.held(values(customer, fields.choice()));
  }

  private Stamp since(JsonNode customer) {
    return fields.at().isEmpty()
        ? Stamp.absent()
        : values(customer, fields.at()).stream()
            .flatMap(value -> TimeText.read(value, ZoneOffset.UTC).stream())
            .max(Instant::compareTo)
            .map(Stamp::at)
            .orElseGet(Stamp::absent);
  }

  private static List<String> values(JsonNode customer, String key) {
    List<String> values = new ArrayList<>();
    for (JsonNode entry : customer.path("meta_data")) {
      if (Contents.text(entry, "key").equals(key)) {
        values.add(Contents.text(entry, "value").strip());
      }
    }
    return values;
  }

  private Told write(Decision decision) {
    ObjectNode body = StoreApi.JSON.createObjectNode();
    ArrayNode meta = body.putArray("meta_data");
    meta.addObject().put("key", fields.choice()).put("value", fields.word(decision));
    if (!fields.at().isEmpty()) {
      meta.addObject().put("key", fields.at()).put("value", CustomerMetadata.time(decision));
    }
    try {
      return switch (api.send("PUT", path(decision), body.toString())) {
        case Answer.Content content -> written(decision, content.json());
        case Answer.Refusal refusal -> refused(refusal);
        case Answer.Failed failed ->
            Told.answered(
                new Outcome.Unknown(
                    system + " fails with HTTP " + failed.status(), clock.instant()));
      };
    } catch (SourceException failure) {
      return NotAsked.perhapsWritten(failure, api.quietUntil(), clock.instant());
    }
  }

  private Told written(Decision decision, JsonNode customer) {
    return fields.written(decision, held(customer), "the plug-in that owns the key", system);
  }

  private Told refused(Answer.Refusal refusal) {
    boolean gone = refusal.status() == GONE || refusal.code().endsWith("invalid_id");
    return gone ? CustomerMetadata.gone(system) : CustomerMetadata.refused(refusal.code(), system);
  }

  private Told notAsked(SourceException failure) {
    return NotAsked.nothingWritten(failure, api.quietUntil(), clock.instant());
  }

  @Override
  public Told reach() {
    try {
      return switch (api.get("customers", Map.of("per_page", "1"))) {
        case Answer.Content _, Answer.Refusal _ -> Told.answered(new Outcome.Done());
        case Answer.Failed failed ->
            Told.answered(
                new Outcome.Retry(system + " fails with HTTP " + failed.status(), clock.instant()));
      };
    } catch (SourceException failure) {
      return notAsked(failure);
    }
  }

  @Override
  public List<Finding> examine() {
    Finding write = CheckUp.mayWrite(api);
    return List.of(new Finding(write.healthy(), "consent: " + write.what(), write.advice()));
  }

  @Override
  public void close() {
    http.close();
  }
}
