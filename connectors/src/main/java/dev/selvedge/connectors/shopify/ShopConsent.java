package dev.selvedge.connectors.shopify;

import dev.selvedge.Outcome;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.connectors.http.ApacheHttp;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.shopify.api.AdminApi;
import dev.selvedge.connectors.shopify.api.CostBudget.Urgency;
import dev.selvedge.connectors.shopify.api.Queries;
import dev.selvedge.connectors.shopify.api.Scopes;
import dev.selvedge.connectors.shopify.api.ShopifySettings;
import dev.selvedge.connectors.shopify.api.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Customers of a shop that are told by the consent to e-mail, or to text messages, that Shopify
/// itself keeps, with the time of the decision. The customer is read first, and what the shop holds
/// afterwards is compared: of two decisions Shopify keeps the one with the later time. Safe for use
/// by many threads.
final class ShopConsent implements ConsentTarget {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration REST = Duration.ofMinutes(1);
  private static final int LARGEST_ANSWER = 1024 * 1024;
  private static final String SUBSCRIBED = "SUBSCRIBED";
  private static final String UNSUBSCRIBED = "UNSUBSCRIBED";

  private final SystemName system;
  private final Channel channel;
  private final InstantSource clock;
  private final HttpPort http;
  private final AdminApi api;

  ShopConsent(SystemName system, ShopifySettings settings, Channel channel, InstantSource clock) {
    this.system = system;
    this.channel = channel;
    this.clock = clock;
    this.http =
        new ApacheHttp(
            new ApacheHttp.Limits(CONNECT, settings.reading().timeout(), LARGEST_ANSWER));
    this.api = new AdminApi(system, settings, http, clock);
  }

  /// By which a customer is reached.
  enum Channel {
    EMAIL(
        "an e-mail address",
        Queries.TELL_EMAIL,
        "customerEmailMarketingConsentUpdate",
        "emailMarketingConsent"),
    SMS(
        "a phone number",
        Queries.TELL_SMS,
        "customerSmsMarketingConsentUpdate",
        "smsMarketingConsent");

    private final String means;
    private final String mutation;
    private final String field;
    private final String input;

    Channel(String means, String mutation, String field, String input) {
      this.means = means;
      this.mutation = mutation;
      this.field = field;
      this.input = input;
    }

    /// @param topic as the ledger writes it
    static Optional<Channel> of(String topic) {
      return Arrays.stream(values()).filter(one -> one.name().equals(topic)).findFirst();
    }

    /// What the shop keeps of it; missing where the customer cannot be reached by it.
    private JsonNode of(JsonNode customer) {
      return switch (this) {
        case EMAIL -> customer.path("defaultEmailAddress");
        case SMS -> customer.path("defaultPhoneNumber").path("smsMarketingConsent");
      };
    }

    private String state(JsonNode held) {
      return held.path(this == EMAIL ? "marketingState" : "state").asString("");
    }

    private Stamp since(JsonNode held) {
      return Element.instant(held.path(this == EMAIL ? "marketingUpdatedAt" : "updatedAt"))
          .map(Stamp::at)
          .orElseGet(Stamp::absent);
    }
  }

  @Override
  public Told tell(Decision decision) {
    ObjectNode variables =
        AdminApi.variables().put("id", Subject.CUSTOMER.globalId(decision.record().key()));
    try {
      return switch (api.ask(Queries.CONSENT, variables, Urgency.URGENT)) {
        case AdminApi.Answer.Content content -> look(decision, content.data().path("customer"));
        case AdminApi.Answer.Failed failed ->
            Told.answered(new Outcome.Retry(system + " fails: " + failed.code(), clock.instant()));
        case AdminApi.Answer.BadArgument bad -> misunderstood(bad.code());
        case AdminApi.Answer.TooHeavy _ -> misunderstood("too heavy");
      };
    } catch (SourceException failure) {
      return notAsked(failure);
    }
  }

  private Told look(Decision decision, JsonNode customer) {
    if (!customer.isObject()) {
      return parked("consent.no-record", "has no such customer any more");
    }
    JsonNode held = channel.of(customer);
    if (!held.isObject()) {
      return parked("consent.no-address", "has no " + channel.means.substring(2) + " for them");
    }
    return switch (decision.against(held(held), channel.since(held))) {
      case HOLDS_IT -> Told.answered(new Outcome.Done());
      case NEWER -> Told.answered(new Outcome.Drop(NEWER.formatted(system)));
      case WRITE -> permitted(decision, customer, held);
    };
  }

  private Held held(JsonNode held) {
    return switch (channel.state(held)) {
      case SUBSCRIBED -> Held.OPT_IN;
      case UNSUBSCRIBED -> Held.OPT_OUT;
      default -> Held.NOT_KNOWN;
    };
  }

  /// An opt-in says no more than was decided: by this person, for this address, at that time. A
  /// person is known by their address, whatever they opted in to; of a number the decision says
  /// nothing.
  private Told permitted(Decision decision, JsonNode customer, JsonNode held) {
    if (!decision.optIn()) {
      return write(decision);
    }
    if (!decision.isTimeKnown()) {
      return dropped("takes an opt-in whose time is not known as one of today");
    }
    String theirs = customer.path("defaultEmailAddress").path("emailAddress").asString("");
    if (!theirs.strip().equalsIgnoreCase(decision.email())) {
      return dropped("has another address of them than the one that was opted in");
    }
    return switch (channel.state(held)) {
      case "PENDING" -> dropped("has asked them to confirm, and waits for that");
      case "REDACTED" -> dropped("has forgotten them");
      default -> write(decision);
    };
  }

  private Told write(Decision decision) {
    String wanted = decision.optIn() ? SUBSCRIBED : UNSUBSCRIBED;
    ObjectNode variables = AdminApi.variables();
    ObjectNode input = variables.putObject("input");
    input.put("customerId", Subject.CUSTOMER.globalId(decision.record().key()));
    ObjectNode consent = input.putObject(channel.input).put("marketingState", wanted);
    if (decision.optIn()) {
      consent.put("marketingOptInLevel", "SINGLE_OPT_IN");
    }
    if (decision.isTimeKnown()) {
      consent.put("consentUpdatedAt", decision.at().toString());
    }
    try {
      return switch (api.ask(channel.mutation, variables, Urgency.URGENT)) {
        case AdminApi.Answer.Content content -> written(wanted, content.data().path(channel.field));
        case AdminApi.Answer.Failed failed ->
            Told.answered(
                new Outcome.Unknown(system + " fails: " + failed.code(), clock.instant()));
        case AdminApi.Answer.BadArgument bad -> misunderstood(bad.code());
        case AdminApi.Answer.TooHeavy _ -> misunderstood("too heavy");
      };
    } catch (SourceException failure) {
      return failure.isRefused() || api.budget().quietUntil().isPresent()
          ? notAsked(failure)
          : lost(failure);
    }
  }

  private Told written(String wanted, JsonNode answer) {
    JsonNode errors = answer.path("userErrors");
    if (!errors.isEmpty() || !answer.path("customer").isObject()) {
      List<String> codes =
          StreamSupport.stream(errors.spliterator(), false)
              .map(error -> error.path("code").asString(""))
              .map(code -> code.matches("[A-Z_]{1,60}") ? code : "no code")
              .toList();
      return parked(
          "consent.refused",
          "does not take the decision ("
              + String.join(", ", codes)
              + "); look at the customer there");
    }
    return channel.state(channel.of(answer.path("customer"))).equals(wanted)
        ? Told.answered(new Outcome.Done())
        : Told.answered(new Outcome.Drop(NEWER.formatted(system)));
  }

  private Told parked(String cause, String what) {
    return Told.answered(
        new Outcome.Park(
            cause, "The shop " + system + " " + what + ", so the decision is not written there."));
  }

  private Told dropped(String why) {
    return Told.answered(new Outcome.Drop(system + " " + why + "; it is left as it is"));
  }

  private Told misunderstood(String code) {
    String sentence = system + " does not understand how it is told (" + code + ")";
    return new Told(
        new Outcome.Snooze(sentence, clock.instant().plus(REST)),
        new Bearing.Refusing("misunderstood", sentence));
  }

  private Told lost(SourceException failure) {
    String why = String.valueOf(failure.getMessage());
    return new Told(new Outcome.Unknown(why, clock.instant()), new Bearing.Silent(why));
  }

  /// Nothing was written, and nothing will be before something changes.
  private Told notAsked(SourceException failure) {
    String why = String.valueOf(failure.getMessage());
    Instant now = clock.instant();
    Optional<Instant> quiet = api.budget().quietUntil();
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
      return switch (api.ask(Queries.SHOP, AdminApi.variables(), Urgency.URGENT)) {
        case AdminApi.Answer.Content content ->
            Scopes.of(content.data()).allow(Scopes.WRITE_CUSTOMERS)
                ? Told.answered(new Outcome.Done())
                : forbidden();
        case AdminApi.Answer.Failed failed ->
            Told.answered(new Outcome.Retry(system + " fails: " + failed.code(), clock.instant()));
        case AdminApi.Answer.BadArgument bad -> misunderstood(bad.code());
        case AdminApi.Answer.TooHeavy _ -> misunderstood("too heavy");
      };
    } catch (SourceException failure) {
      return notAsked(failure);
    }
  }

  private Told forbidden() {
    String sentence =
        system
            + " does not let our app change customers: it needs the scope "
            + Scopes.WRITE_CUSTOMERS;
    return new Told(
        new Outcome.Snooze(sentence, clock.instant().plus(REST)),
        new Bearing.Refusing("forbidden", sentence));
  }

  @Override
  public List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    Told told = reach();
    findings.add(
        switch (told.outcome()) {
          case Outcome.Done _ -> new Finding(true, "consent: the app may change customers", "");
          case Outcome.Snooze snooze ->
              new Finding(
                  false,
                  "consent: " + snooze.why(),
                  "give the app the scope " + Scopes.WRITE_CUSTOMERS);
          default -> new Finding(false, "consent: the shop does not answer", "try again");
        });
    return findings;
  }

  @Override
  public void close() {
    http.close();
  }
}
