package dev.selvedge.connectors.bigcommerce;

import dev.selvedge.Outcome;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.connectors.bigcommerce.StoreApi.Answer;
import dev.selvedge.connectors.consent.NotAsked;
import dev.selvedge.connectors.consent.OtherAddress;
import dev.selvedge.connectors.http.ApacheHttp;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.http.JsonReply;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Subscribers of a store, whose list of consents is told. The time of a subscriber's last change
/// stands for that of the decision, but keeps no opt-out from an opt-in that the hub has heard of:
/// a new name may be all that changed. Safe for use by many threads.
///
/// Nothing is ever deleted: without a filter the API would delete every subscriber there is.
final class SubscriberTarget implements ConsentTarget {
  private static final int LARGEST_ANSWER = 1024 * 1024;
  private static final int GONE = 404;
  private static final String CONSENTS = "consents";
  private static final Set<String> NOT_SENT =
      Set.of("id", "date_created", Times.MODIFIED, CONSENTS);

  private final SystemName system;
  private final List<String> consents;
  private final InstantSource clock;
  private final HttpPort http;
  private final StoreApi api;

  SubscriberTarget(
      SystemName system, BigOptions options, List<String> consents, InstantSource clock) {
    this.system = system;
    this.consents = List.copyOf(consents);
    this.clock = clock;
    this.http =
        new ApacheHttp(
            new ApacheHttp.Limits(BigStore.CONNECT, options.reading().timeout(), LARGEST_ANSWER));
    this.api = new StoreApi(system, options, http, clock);
  }

  @Override
  public Told tell(Decision decision) {
    try {
      return switch (api.get(path(decision), Map.of())) {
        case Answer.Content(JsonNode json) -> look(decision, json.path("data"));
        case Answer.Refusal(int status) -> refused(status);
      };
    } catch (SourceException failure) {
      return NotAsked.nothingWritten(failure, api.quietUntil(), clock.instant());
    }
  }

  private static String path(Decision decision) {
    return Subject.SUBSCRIBER.path() + "/" + decision.record().key();
  }

  private Told look(Decision decision, JsonNode subscriber) {
    if (!subscriber.path(CONSENTS).isArray()) {
      return parked("does not tell what the subscriber agreed to.");
    }
    boolean heard = !decision.optIn() && decision.held() == Held.OPT_IN;
    Stamp since =
        Times.of(subscriber.path(Times.MODIFIED))
            .filter(_ -> !heard)
            .map(Stamp::at)
            .orElseGet(Stamp::absent);
    return switch (decision.against(held(subscriber), since)) {
      case HOLDS_IT -> Told.answered(new Outcome.Done());
      case NEWER -> Told.answered(new Outcome.Drop(NEWER.formatted(system)));
      case WRITE ->
          OtherAddress.objection(decision, subscriber.path("email").asString(""), system)
              .orElseGet(() -> write(decision, subscriber));
    };
  }

  /// One of them that still stands is an opt-in: an opt-out takes all away.
  private Held held(JsonNode subscriber) {
    return consents.stream().anyMatch(given(subscriber)::contains) ? Held.OPT_IN : Held.OPT_OUT;
  }

  private static Set<String> given(JsonNode subscriber) {
    Set<String> given = new TreeSet<>();
    subscriber.path(CONSENTS).forEach(one -> given.add(one.asString("")));
    return given;
  }

  private Told write(Decision decision, JsonNode subscriber) {
    ObjectNode body = JsonReply.JSON.createObjectNode();
    subscriber
        .properties()
        .forEach(
            member -> {
              if (!NOT_SENT.contains(member.getKey()) && !member.getValue().isNull()) {
                body.set(member.getKey(), member.getValue());
              }
            });
    Set<String> given = given(subscriber);
    if (decision.optIn()) {
      given.addAll(consents);
    } else {
      consents.forEach(given::remove);
    }
    ArrayNode list = body.putArray(CONSENTS);
    given.forEach(list::add);
    try {
      return switch (api.send("PUT", path(decision), body.toString())) {
        case Answer.Content(JsonNode json) -> written(decision, json.path("data"));
        case Answer.Refusal(int status) -> refused(status);
      };
    } catch (SourceException failure) {
      return NotAsked.perhapsWritten(failure, api.quietUntil(), clock.instant());
    }
  }

  private Told written(Decision decision, JsonNode subscriber) {
    Held wanted = decision.optIn() ? Held.OPT_IN : Held.OPT_OUT;
    return subscriber.path(CONSENTS).isArray() && held(subscriber) == wanted
        ? Told.answered(new Outcome.Done())
        : parked("does not keep the decision. Look at the subscriber there.");
  }

  private Told refused(int status) {
    return status == GONE
        ? Told.answered(
            new Outcome.Park(
                "consent.no-record",
                "The store "
                    + system
                    + " has no such subscriber any more, so the decision cannot be written there."))
        : parked("does not take the decision (HTTP " + status + "). Look at the subscriber there.");
  }

  private Told parked(String what) {
    return Told.answered(new Outcome.Park("consent.refused", "The store " + system + " " + what));
  }

  @Override
  public Told reach() {
    try {
      api.rows(Subject.SUBSCRIBER.path(), Map.of("limit", "1"));
      return Told.answered(new Outcome.Done());
    } catch (SourceException failure) {
      return NotAsked.nothingWritten(failure, api.quietUntil(), clock.instant());
    }
  }

  /// A token that may not write is refused before the subscriber 0, whom no store has, is looked
  /// for.
  @Override
  public List<Finding> examine() {
    try {
      api.send("PUT", Subject.SUBSCRIBER.path() + "/0", "{}");
      return List.of(new Finding(true, "consent: the token may change subscribers", ""));
    } catch (SourceException refused) {
      return List.of(
          new Finding(
              false,
              "consent: " + refused.getMessage(),
              "give its API account Customers: modify, and Marketing: modify"));
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
