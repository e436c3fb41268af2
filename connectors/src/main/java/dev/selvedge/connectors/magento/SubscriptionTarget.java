package dev.selvedge.connectors.magento;

import dev.selvedge.Outcome;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.connectors.consent.NotAsked;
import dev.selvedge.connectors.consent.OtherAddress;
import dev.selvedge.connectors.http.ApacheHttp;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.http.JsonReply;
import dev.selvedge.connectors.magento.RestApi.Answer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Customers whose newsletter subscription is told. A subscription has no time that the API tells.
/// Safe for use by many threads.
///
/// Magento takes a customer as a whole: what is left out may be reset (the default addresses in
/// old versions, issue 7380; attributes of the shop's own, issue 27909), and of a list of addresses
/// those not in it are deleted (issue 2499). So the customer is read, sent back as it was read but
/// without its list of addresses, which then stays as it is, and read again.
final class SubscriptionTarget implements ConsentTarget {
  private static final int LARGEST_ANSWER = 1024 * 1024;
  private static final int GONE = 404;
  private static final String EXTENSIONS = "extension_attributes";
  private static final String SUBSCRIBED = "is_subscribed";
  private static final String ATTRIBUTES = "custom_attributes";

  /// What the shop itself sets, and what must not be sent.
  private static final Set<String> NOT_SENT =
      Set.of("addresses", "created_at", "updated_at", "created_in", EXTENSIONS, ATTRIBUTES);

  /// What may differ afterwards.
  private static final Set<String> MAY_CHANGE = Set.of("updated_at", EXTENSIONS);

  private final SystemName system;
  private final InstantSource clock;
  private final HttpPort http;
  private final RestApi api;

  SubscriptionTarget(SystemName system, MagentoOptions options, InstantSource clock) {
    this.system = system;
    this.clock = clock;
    this.http =
        new ApacheHttp(
            new ApacheHttp.Limits(MagentoShop.CONNECT, options.timeout(), LARGEST_ANSWER));
    this.api = new RestApi(system, options, http, clock);
  }

  @Override
  public Told tell(Decision decision) {
    try {
      return switch (api.get(path(decision), Map.of())) {
        case Answer.Content(JsonNode customer) -> look(decision, customer);
        case Answer.Refusal(int status) -> refused(status);
      };
    } catch (SourceException failure) {
      return NotAsked.nothingWritten(failure, api.quietUntil(), clock.instant());
    }
  }

  private static String path(Decision decision) {
    return "customers/" + decision.record().key();
  }

  private Told look(Decision decision, JsonNode customer) {
    Optional<Held> held = held(customer);
    if (held.isEmpty()) {
      return parked(
          "does not tell whether a customer is subscribed: is Magento_Newsletter active?");
    }
    return switch (decision.against(held.get(), Stamp.absent())) {
      case HOLDS_IT -> Told.answered(new Outcome.Done());
      case NEWER -> Told.answered(new Outcome.Drop(NEWER.formatted(system)));
      case WRITE ->
          OtherAddress.objection(decision, customer.path("email").asString(""), system)
              .orElseGet(() -> write(decision, customer));
    };
  }

  private static Optional<Held> held(JsonNode customer) {
    JsonNode subscribed = customer.path(EXTENSIONS).path(SUBSCRIBED);
    return subscribed.isBoolean()
        ? Optional.of(subscribed.booleanValue() ? Held.OPT_IN : Held.OPT_OUT)
        : Optional.empty();
  }

  private Told write(Decision decision, JsonNode customer) {
    ObjectNode body = JsonReply.JSON.createObjectNode();
    ObjectNode sent = body.putObject("customer");
    customer
        .properties()
        .forEach(
            member -> {
              if (!NOT_SENT.contains(member.getKey()) && !member.getValue().isNull()) {
                sent.set(member.getKey(), member.getValue());
              }
            });
    ArrayNode attributes = valued(customer.path(ATTRIBUTES));
    if (!attributes.isEmpty()) {
      sent.set(ATTRIBUTES, attributes);
    }
    sent.putObject(EXTENSIONS).put(SUBSCRIBED, decision.optIn());
    try {
      return switch (api.put(path(decision), body.toString())) {
        case Answer.Content _ -> readBack(decision, customer);
        case Answer.Refusal(int status) -> refused(status);
      };
    } catch (SourceException failure) {
      return NotAsked.perhapsWritten(failure, api.quietUntil(), clock.instant());
    }
  }

  /// An attribute without a value is refused in a customer that is written.
  private static ArrayNode valued(JsonNode attributes) {
    ArrayNode kept = JsonReply.JSON.createArrayNode();
    for (JsonNode one : attributes) {
      if (one.hasNonNull("value")) {
        kept.add(one);
      }
    }
    return kept;
  }

  private Told readBack(Decision decision, JsonNode before) {
    JsonNode after;
    try {
      after =
          api.get(path(decision), Map.of()) instanceof Answer.Content(JsonNode customer)
              ? customer
              : JsonReply.JSON.nullNode();
    } catch (SourceException failure) {
      return NotAsked.perhapsWritten(failure, Optional.empty(), clock.instant());
    }
    Held wanted = decision.optIn() ? Held.OPT_IN : Held.OPT_OUT;
    if (!held(after).equals(Optional.of(wanted))) {
      return parked(
          "does not keep the decision. Where it asks people to confirm a subscription, an opt-in"
              + " waits for their click. Look at the customer there.");
    }
    List<String> changed = changed(before, after);
    return changed.isEmpty()
        ? Told.answered(new Outcome.Done())
        : parked(
                "has written the decision, and changed "
                    + String.join(", ", changed)
                    + " of the customer at the same time, or somebody else did. Look at the customer"
                    + " there.")
            .butMayStand();
  }

  private static List<String> changed(JsonNode before, JsonNode after) {
    List<String> changed = new ArrayList<>();
    before
        .properties()
        .forEach(
            member -> {
              String name = member.getKey();
              if (!MAY_CHANGE.contains(name)
                  && !bare(member.getValue()).equals(bare(after.path(name)))) {
                changed.add(name);
              }
            });
    return changed;
  }

  /// Attributes without a value are not sent, and whether they are listed is no difference.
  private static JsonNode bare(JsonNode value) {
    return value.isArray() && value.path(0).has("attribute_code") ? valued(value) : value;
  }

  private Told refused(int status) {
    return status == GONE
        ? Told.answered(
            new Outcome.Park(
                "consent.no-record",
                "The shop "
                    + system
                    + " has no such customer any more, so the decision cannot be written there."))
        : parked(
            "does not take the customer back as it gave it (HTTP "
                + status
                + "): perhaps it lacks what the shop demands of customers now. Look at it there.");
  }

  private Told parked(String what) {
    return Told.answered(new Outcome.Park("consent.refused", "The shop " + system + " " + what));
  }

  @Override
  public Told reach() {
    try {
      api.rows(Subject.CUSTOMER.catalogue().path(), new SearchCriteria().first(1));
      return Told.answered(new Outcome.Done());
    } catch (SourceException failure) {
      return NotAsked.nothingWritten(failure, api.quietUntil(), clock.instant());
    }
  }

  /// Permissions are looked at before the customer 0, whom no shop has, and who is not sent.
  private void mayWrite() {
    api.put("customers/0", "{}");
  }

  @Override
  public List<Finding> examine() {
    try {
      mayWrite();
      return List.of(new Finding(true, "consent: the integration may write customers", ""));
    } catch (SourceException refused) {
      return List.of(
          new Finding(
              false,
              "consent: " + refused.getMessage(),
              "allow Magento_Customer::manage to the integration"));
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
