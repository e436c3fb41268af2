package dev.selvedge.connectors.medusa;

import dev.selvedge.Outcome;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.connectors.http.ApacheHttp;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.medusa.AdminApi.Answer;
import dev.selvedge.connectors.medusa.AdminApi.Parameter;
import dev.selvedge.connectors.medusa.MetadataConsentOffer.Fields;
import dev.selvedge.connectors.value.TimeText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Customers of a shop, guests too, that are told by a key of their metadata. The customer is read
/// first: Medusa itself compares nothing. Other keys stay as they are, since Medusa merges metadata
/// by key (observed on Medusa 2.21.2). What it holds afterwards is looked at. Safe for use by many
/// threads.
final class MetadataConsent implements ConsentTarget {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration REST = Duration.ofMinutes(1);
  private static final int LARGEST_ANSWER = 1024 * 1024;
  private static final List<Parameter> FIELDS =
      List.of(new Parameter("fields", "id,email,metadata"));

  private final SystemName system;
  private final Fields fields;
  private final InstantSource clock;
  private final HttpPort http;
  private final AdminApi api;

  MetadataConsent(SystemName system, MedusaSettings settings, Fields fields, InstantSource clock) {
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
        case Answer.Missing _ -> gone();
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
    return switch (decision.against(held(metadata), since(metadata))) {
      case HOLDS_IT -> Told.answered(new Outcome.Done());
      case NEWER -> Told.answered(new Outcome.Drop(NEWER.formatted(system)));
      case WRITE -> permitted(decision, customer);
    };
  }

  private Held held(JsonNode metadata) {
    // A truth value is its own word.
    String value = metadata.path(fields.choice()).asString("").strip();
    if (value.equalsIgnoreCase(fields.optOut())) {
      return Held.OPT_OUT;
    }
    return value.equalsIgnoreCase(fields.optIn()) ? Held.OPT_IN : Held.NOT_KNOWN;
  }

  private Stamp since(JsonNode metadata) {
    return fields.at().isEmpty()
        ? Stamp.absent()
        : TimeText.read(metadata.path(fields.at()), ZoneOffset.UTC)
            .map(Stamp::at)
            .orElseGet(Stamp::absent);
  }

  /// An opt-in is for the address it was given for.
  private Told permitted(Decision decision, JsonNode customer) {
    String email = customer.path("email").asString("").strip();
    return decision.optIn() && !email.equalsIgnoreCase(decision.email())
        ? Told.answered(
            new Outcome.Drop(
                system
                    + " has another address of them than the one that was opted in; it is left as it"
                    + " is"))
        : write(decision);
  }

  private Told write(Decision decision) {
    ObjectNode body = AdminApi.JSON.createObjectNode();
    ObjectNode metadata = body.putObject("metadata");
    String choice = decision.optIn() ? fields.optIn() : fields.optOut();
    switch (choice) {
      case "true" -> metadata.put(fields.choice(), true);
      case "false" -> metadata.put(fields.choice(), false);
      default -> metadata.put(fields.choice(), choice);
    }
    if (!fields.at().isEmpty()) {
      String at = decision.isTimeKnown() ? decision.at().toString() : "";
      metadata.put(fields.at(), at);
    }
    try {
      return switch (api.post(path(decision), body)) {
        case Answer.Content content -> written(decision, customer(decision, content));
        case Answer.Missing _ -> gone();
        case Answer.Refusal refusal -> refused(refusal);
        case Answer.Failed failed ->
            Told.answered(
                new Outcome.Unknown(
                    system + " fails with HTTP " + failed.status(), clock.instant()));
      };
    } catch (SourceException failure) {
      return failure.isRefused() || api.quietUntil().isPresent()
          ? notAsked(failure)
          : lost(failure);
    }
  }

  private Told written(Decision decision, JsonNode customer) {
    Held wanted = decision.optIn() ? Held.OPT_IN : Held.OPT_OUT;
    return held(customer.path("metadata")) == wanted
        ? Told.answered(new Outcome.Done())
        : Told.answered(
            new Outcome.Park(
                "consent.refused",
                "The shop "
                    + system
                    + " does not keep the decision in '"
                    + fields.choice()
                    + "'. Look at the customer there, and at what in the shop owns the key."));
  }

  private Told gone() {
    return Told.answered(
        new Outcome.Park(
            "consent.no-record",
            "The shop "
                + system
                + " has no such customer any more, so the decision cannot be written there."));
  }

  private Told refused(Answer.Refusal refusal) {
    return Told.answered(
        new Outcome.Park(
            "consent.refused",
            "The shop "
                + system
                + " does not take the decision ("
                + refusal.type()
                + "). Look at the customer there."));
  }

  private Told lost(SourceException failure) {
    String why = String.valueOf(failure.getMessage());
    return new Told(new Outcome.Unknown(why, clock.instant()), new Bearing.Silent(why));
  }

  /// Nothing was written, and nothing will be before something changes.
  private Told notAsked(SourceException failure) {
    String why = String.valueOf(failure.getMessage());
    Instant now = clock.instant();
    Optional<Instant> quiet = api.quietUntil();
    if (failure.isRefused()) {
      return new Told(
          new Outcome.Snooze(why, now.plus(REST)), new Bearing.Refusing("forbidden", why));
    }
    return quiet.isPresent()
        ? new Told(new Outcome.Snooze(why, quiet.get()), new Bearing.Busy(quiet.get()))
        : new Told(new Outcome.Retry(why, now), new Bearing.Silent(why));
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
