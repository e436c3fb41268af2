package dev.selvedge.connectors.woocommerce;

import dev.selvedge.Outcome;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.connectors.http.ApacheHttp;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.value.TimeText;
import dev.selvedge.connectors.woocommerce.MetaConsentOffer.Fields;
import dev.selvedge.connectors.woocommerce.StoreApi.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Customers of a shop that are told by a key of their metadata. The customer is read first:
/// WooCommerce itself compares nothing. What it holds afterwards is looked at. Safe for use by many
/// threads.
final class MetaConsent implements ConsentTarget {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration REST = Duration.ofMinutes(1);
  private static final int LARGEST_ANSWER = 1024 * 1024;
  private static final int GONE = 404;

  private final SystemName system;
  private final Fields fields;
  private final InstantSource clock;
  private final HttpPort http;
  private final StoreApi api;

  MetaConsent(SystemName system, WooSettings settings, Fields fields, InstantSource clock) {
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
    return switch (decision.against(held(customer), since(customer))) {
      case HOLDS_IT -> Told.answered(new Outcome.Done());
      case NEWER -> Told.answered(new Outcome.Drop(NEWER.formatted(system)));
      case WRITE -> permitted(decision, customer);
    };
  }

  /// A key may stand there more than once; an opt-out among them counts.
  private Held held(JsonNode customer) {
    Held held = Held.NOT_KNOWN;
    for (String value : values(customer, fields.choice())) {
      if (value.equalsIgnoreCase(fields.optOut())) {
        return Held.OPT_OUT;
      }
      held = value.equalsIgnoreCase(fields.optIn()) ? Held.OPT_IN : held;
    }
    return held;
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

  /// An opt-in is for the address it was given for.
  private Told permitted(Decision decision, JsonNode customer) {
    boolean other = !Contents.text(customer, "email").strip().equalsIgnoreCase(decision.email());
    return decision.optIn() && other
        ? Told.answered(
            new Outcome.Drop(
                system
                    + " has another address of them than the one that was opted in; it is left as it"
                    + " is"))
        : write(decision);
  }

  private Told write(Decision decision) {
    ObjectNode body = StoreApi.JSON.createObjectNode();
    ArrayNode meta = body.putArray("meta_data");
    String choice = decision.optIn() ? fields.optIn() : fields.optOut();
    meta.addObject().put("key", fields.choice()).put("value", choice);
    if (!fields.at().isEmpty()) {
      String at = decision.isTimeKnown() ? decision.at().toString() : "";
      meta.addObject().put("key", fields.at()).put("value", at);
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
      return failure.isRefused() || api.quietUntil().isPresent()
          ? notAsked(failure)
          : lost(failure);
    }
  }

  private Told written(Decision decision, JsonNode customer) {
    Held wanted = decision.optIn() ? Held.OPT_IN : Held.OPT_OUT;
    return held(customer) == wanted
        ? Told.answered(new Outcome.Done())
        : Told.answered(
            new Outcome.Park(
                "consent.refused",
                "The shop "
                    + system
                    + " does not keep the decision in '"
                    + fields.choice()
                    + "'. Look at the customer there, and at the plug-in that owns the key."));
  }

  private Told refused(Answer.Refusal refusal) {
    boolean gone = refusal.status() == GONE || refusal.code().endsWith("invalid_id");
    return Told.answered(
        gone
            ? new Outcome.Park(
                "consent.no-record",
                "The shop "
                    + system
                    + " has no such customer any more, so the decision cannot be written there.")
            : new Outcome.Park(
                "consent.refused",
                "The shop "
                    + system
                    + " does not take the decision ("
                    + refusal.code()
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
