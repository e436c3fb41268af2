package dev.selvedge.connectors.patchworks.tell;

import dev.selvedge.CanonicalJson;
import dev.selvedge.ContentHash;
import dev.selvedge.connector.ConsentTarget.Decision;
import dev.selvedge.connectors.consent.Template;
import dev.selvedge.connectors.patchworks.api.PatchworksApi.Flow;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// How a flow is told of decisions, checked. Immutable.
///
/// @param payload a template
/// @param again what is done about a run that did not end well, or of which nothing is known
/// @param askEvery how long to wait before a run is asked after
/// @param giveUp a run that has not ended by then is for a person to look at
/// @param lookFor how long to look for a run whose start was not answered
record FlowConsentSettings(
    Flow flow,
    JsonNode payload,
    Again again,
    Duration askEvery,
    Duration giveUp,
    Duration lookFor) {
  /// Of what payloads can be made.
  static final List<String> NAMES =
      List.of("at", "at_millis", "at_seconds", "email", "key", "opt_in", "reference");

  /// How references begin.
  static final String MARK = "selvedge-";

  /// What is done about a run that did not end well, or of which nothing is known.
  enum Again {
    /// The flow may be started with one decision as often as it takes.
    START,
    /// Only what certainly was not begun is begun.
    LOOK
  }

  /// What a decision is known by in the payload: the same decision has the same one.
  static String reference(Decision decision) {
    String text =
        decision.record().text() + '\n' + decision.optIn() + '\n' + decision.at().toEpochMilli();
    return MARK + ContentHash.of(text).value();
  }

  /// The payload for a decision.
  String payload(Decision decision) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    Map<String, JsonNode> values = new HashMap<>();
    values.put("key", json.stringNode(decision.record().key()));
    values.put("email", json.stringNode(decision.email()));
    values.put("opt_in", json.booleanNode(decision.optIn()));
    values.put("reference", json.stringNode(reference(decision)));
    if (decision.isTimeKnown()) {
      values.put("at", json.stringNode(decision.at().truncatedTo(ChronoUnit.MILLIS).toString()));
      values.put("at_seconds", json.numberNode(decision.at().getEpochSecond()));
      values.put("at_millis", json.numberNode(decision.at().toEpochMilli()));
    }
    return CanonicalJson.write(Template.inJson(payload, values));
  }
}
