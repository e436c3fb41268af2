package dev.selvedge.connectors.medusa;

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
import dev.selvedge.connectors.medusa.AdminApi.Answer;
import dev.selvedge.connectors.medusa.AdminApi.Parameter;
import dev.selvedge.connectors.value.TimeText;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Customers of a shop, guests too, that are told by a key of their metadata. The customer is read
/// first: Medusa itself compares nothing. Other keys stay as they are, since Medusa merges metadata
/// by key (observed on Medusa 2.21.2). What it holds afterwards is looked at. Safe for use by many
/// threads.
final class MetadataConsent implements ConsentTarget {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int LARGEST_ANSWER = 1024 * 1024;
  private static final List<Parameter> FIELDS =
      List.of(new Parameter("fields", "id,email,metadata"));

  private final SystemName system;
  private final CustomerMetadata fields;
  private final InstantSource clock;
  private final HttpPort http;
  private final AdminApi api;

  MetadataConsent(
      SystemName system, MedusaSettings settings, CustomerMetadata fields, InstantSource clock) {
    this.system = system;
    this.fields = fields;
    this.clock = clock;
    this.http =
        new ApacheHttp(
            new ApacheHttp.Limits(CONNECT, settings.reading().timeout(), LARGEST_ANSWER));
    this.api = new AdminApi(system, settings, http, clock);
  }

  @Override
  public Told tell(Decision decision) {
    try {
      return switch (api.get(path(decision), FIELDS)) {
        case Answer.Content content -> look(decision, customer(decision, content));
        case Answer.Missing _ -> CustomerMetadata.gone(system);
        case Answer.Refusal refusal -> CustomerMetadata.refused(refusal.type(), system);
        case Answer.Failed failed ->
            Told.answered(
                new Outcome.Retry(system + " fails with HTTP " + failed.status(), clock.instant()));
      };
    } catch (SourceException failure) {
      return notAsked(failure);
    }
  }

  private static String path(Decision decision) {
    return "customers/" + AdminApi.encoded(decision.record().key());
  }

  /// What is read of another customer, or of none, says nothing of what this one holds.
  private JsonNode customer(Decision decision, Answer.Content content) {
    JsonNode customer = content.json().path("customer");
    if (!customer.path("id").asString("").equals(decision.record().key())) {
      throw new SourceException(system + " answers without the customer it was asked for");
    }
    return customer;
  }

  private Told look(Decision decision, JsonNode customer) {
    JsonNode metadata = customer.path("metadata");
    // An opt-in is for the address it was given for.
    String email = customer.path("email").asString("");
    return CustomerMetadata.settled(decision, held(metadata), since(metadata), email, system)
        .orElseGet(() -> write(decision));
  }

  private Held held(JsonNode metadata) {
    // A truth value is its own word.
    return fields.held(List.of(metadata.path(fields.choice()).asString("").strip()));
  }

  private Stamp since(JsonNode metadata) {
    return fields.at().isEmpty()
        ? Stamp.absent()
        : TimeText.read(metadata.path(fields.at()), ZoneOffset.UTC)
            .map(Stamp::at)
            .orElseGet(Stamp::absent);
  }

  private Told write(Decision decision) {
    ObjectNode body = AdminApi.JSON.createObjectNode();
    ObjectNode metadata = body.putObject("metadata");
    String choice = fields.word(decision);
    switch (choice) {
      case "true" -> metadata.put(fields.choice(), true);
      case "false" -> metadata.put(fields.choice(), false);
      default -> metadata.put(fields.choice(), choice);
    }
    if (!fields.at().isEmpty()) {
      metadata.put(fields.at(), CustomerMetadata.time(decision));
    }
    try {
      return switch (api.post(path(decision), body)) {
        case Answer.Content content -> written(decision, customer(decision, content));
        case Answer.Missing _ -> CustomerMetadata.gone(system);
        case Answer.Refusal refusal -> CustomerMetadata.refused(refusal.type(), system);
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
    Held held = held(customer.path("metadata"));
    return fields.written(decision, held, "what in the shop owns the key", system);
  }

  private Told notAsked(SourceException failure) {
    return NotAsked.nothingWritten(failure, api.quietUntil(), clock.instant());
  }

  @Override
  public Told reach() {
    try {
      return switch (api.get("customers", sample())) {
        case Answer.Content _, Answer.Missing _, Answer.Refusal _ ->
            Told.answered(new Outcome.Done());
        case Answer.Failed failed ->
            Told.answered(
                new Outcome.Retry(system + " fails with HTTP " + failed.status(), clock.instant()));
      };
    } catch (SourceException failure) {
      return notAsked(failure);
    }
  }

  private static List<Parameter> sample() {
    return List.of(new Parameter("limit", "1"), new Parameter("fields", "id"));
  }

  /// A secret key may do everything, so one that reads customers writes them, too.
  @Override
  public List<Finding> examine() {
    try {
      boolean good = api.get("customers", sample()) instanceof Answer.Content;
      return List.of(
          good
              ? new Finding(true, "consent: the key may change customers", "")
              : new Finding(false, "consent: the shop fails on customers", "look into its log"));
    } catch (SourceException failure) {
      return List.of(
          new Finding(
              false, "consent: " + failure.getMessage(), "check 'api_key' of 'consent_target'"));
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
