package dev.selvedge.connectors.vendure;

import dev.selvedge.Outcome;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.connectors.http.ApacheHttp;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.value.TimeText;
import dev.selvedge.connectors.vendure.VendureConsentOffer.Fields;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Customers of a shop that are told by a custom field. The field is read first: Vendure itself
/// compares nothing. Safe for use by many threads.
final class VendureConsent implements ConsentTarget {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration REST = Duration.ofMinutes(1);
  private static final int LARGEST_ANSWER = 1024 * 1024;
  private static final List<String> NEEDED = List.of("ReadCustomer", "UpdateCustomer");

  private final SystemName system;
  private final Fields fields;
  private final InstantSource clock;
  private final HttpPort http;
  private final AdminApi api;

  VendureConsent(
      SystemName system,
      VendureOptions options,
      Fields fields,
      Connector.Surroundings surroundings) {
    this.system = system;
    this.fields = fields;
    this.clock = surroundings.clock();
    this.http = new ApacheHttp(new ApacheHttp.Limits(CONNECT, options.timeout(), LARGEST_ANSWER));
    this.api = new AdminApi(http, options);
  }

  @Override
  public Told tell(Decision decision) {
    AdminApi.Answer answer;
    try {
      answer = api.ask(query(), id(decision));
    } catch (SourceException silent) {
      return silent(silent);
    }
    return switch (answer) {
      case AdminApi.Answer.Content content -> look(decision, content.data().path("customer"));
      case AdminApi.Answer.Forbidden ignored -> forbidden();
      case AdminApi.Answer.Failed failed -> failed(failed.code());
    };
  }

  private Told look(Decision decision, JsonNode customer) {
    if (!customer.isObject()) {
      return Told.answered(
          new Outcome.Park(
              "consent.no-record",
              "The shop "
                  + system
                  + " has no such customer any more, so the decision cannot be written there."));
    }
    JsonNode held = customer.path("customFields");
    JsonNode choice = held.path(fields.choice());
    Held now =
        choice.isBoolean() ? choice.booleanValue() ? Held.OPT_IN : Held.OPT_OUT : Held.NOT_KNOWN;
    return switch (decision.against(now, since(held))) {
      case HOLDS_IT -> Told.answered(new Outcome.Done());
      case NEWER -> Told.answered(new Outcome.Drop(NEWER.formatted(system)));
      case WRITE -> write(decision);
    };
  }

  private Stamp since(JsonNode held) {
    return fields.at().isEmpty()
        ? Stamp.absent()
        : TimeText.read(held.path(fields.at()), ZoneOffset.UTC)
            .map(Stamp::at)
            .orElseGet(Stamp::absent);
  }

  private Told write(Decision decision) {
    ObjectNode variables = api.variables();
    ObjectNode input = variables.putObject("input");
    input.put("id", decision.record().key());
    ObjectNode custom = input.putObject("customFields");
    custom.put(fields.choice(), decision.optIn());
    if (!fields.at().isEmpty()) {
      String at = decision.isTimeKnown() ? decision.at().toString() : null;
      custom.put(fields.at(), at);
    }
    AdminApi.Answer answer;
    try {
      answer = api.ask(MUTATION, variables);
    } catch (SourceException lost) {
      String why = String.valueOf(lost.getMessage());
      return new Told(new Outcome.Unknown(why, clock.instant()), new Bearing.Silent(why));
    }
    return switch (answer) {
      case AdminApi.Answer.Content content -> written(content.data().path("updateCustomer"));
      case AdminApi.Answer.Forbidden ignored -> forbidden();
      case AdminApi.Answer.Failed failed -> failed(failed.code());
    };
  }

  private Told written(JsonNode updated) {
    String type = updated.path("__typename").asString("");
    return Told.answered(
        type.equals("Customer")
            ? new Outcome.Done()
            : new Outcome.Park(
                "consent.refused",
                "The shop "
                    + system
                    + " does not take the decision ("
                    + updated.path("errorCode").asString(type)
                    + "). Look at the customer there."));
  }

  private Told silent(SourceException failure) {
    String why = String.valueOf(failure.getMessage());
    return new Told(new Outcome.Retry(why, clock.instant()), new Bearing.Silent(why));
  }

  private Told forbidden() {
    String sentence =
        system + " does not let our user change customers: its role needs UpdateCustomer";
    return new Told(
        new Outcome.Snooze(sentence, clock.instant().plus(REST)),
        new Bearing.Refusing("forbidden", sentence));
  }

  /// The shop's own fault, perhaps with this customer.
  private Told failed(String code) {
    String why = system + " fails: " + code;
    return Told.answered(new Outcome.Unknown(why, clock.instant()));
  }

  private ObjectNode id(Decision decision) {
    return api.variables().put("id", decision.record().key());
  }

  private String query() {
    return "query($id: ID!) { customer(id: $id) { id " + selection() + " } }";
  }

  private String selection() {
    return "customFields { " + (fields.choice() + " " + fields.at()).strip() + " }";
  }

  private static final String MUTATION =
      """
      mutation($input: UpdateCustomerInput!) {
        updateCustomer(input: $input) { __typename ... on ErrorResult { errorCode } }
      }""";

  @Override
  public Told reach() {
    try {
      List<String> lacking = lacking();
      if (!lacking.isEmpty()) {
        return forbidden();
      }
      return switch (api.ask(sample(), api.variables())) {
        case AdminApi.Answer.Content ignored -> Told.answered(new Outcome.Done());
        case AdminApi.Answer.Forbidden ignored -> forbidden();
        case AdminApi.Answer.Failed failed -> failed(failed.code());
      };
    } catch (SourceException silent) {
      return silent(silent);
    }
  }

  private String sample() {
    return "query { customers(options: { take: 1 }) { items { " + selection() + " } } }";
  }

  /// The permissions the user would need and does not have.
  private List<String> lacking() {
    Set<String> granted = new TreeSet<>();
    if (api.ask(Queries.PERMISSIONS, api.variables()) instanceof AdminApi.Answer.Content content) {
      for (JsonNode channel : content.data().path("me").path("channels")) {
        channel.path("permissions").forEach(name -> granted.add(name.asString("")));
      }
    }
    return NEEDED.stream().filter(needed -> !granted.contains(needed)).toList();
  }

  @Override
  public List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    try {
      List<String> lacking = lacking();
      findings.add(
          lacking.isEmpty()
              ? new Finding(true, "consent: the user may change customers", "")
              : new Finding(
                  false,
                  "consent: the user may not change customers",
                  "give its role the permission " + String.join(" and ", lacking)));
      boolean there = api.ask(sample(), api.variables()) instanceof AdminApi.Answer.Content;
      findings.add(
          there
              ? new Finding(true, "consent: customers have '" + fields.choice() + "'", "")
              : new Finding(
                  false, "consent: customers cannot be read", "look into the shop's log"));
    } catch (SourceException failure) {
      findings.add(
          new Finding(
              false,
              "consent: " + failure.getMessage(),
              "check 'field' and 'at_field' of 'consent_target'"));
    }
    return findings;
  }

  @Override
  public void close() {
    http.close();
  }
}
