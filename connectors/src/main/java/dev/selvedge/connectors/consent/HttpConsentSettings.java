package dev.selvedge.connectors.consent;

import dev.selvedge.connector.ConsentTarget.Decision;
import dev.selvedge.connector.ConsentTarget.Held;
import dev.selvedge.connectors.value.DottedPath;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// The checked options of a consent target that is called over HTTP. Immutable.
///
/// @param url a template
/// @param headers templates, by name; may hold secrets
/// @param body a JSON template, a missing node for no body
/// @param read how a record is looked at first
/// @param words how the choice is written
/// @param check an address that answers when all is well; empty for none
record HttpConsentSettings(
    String method,
    String url,
    Map<String, String> headers,
    JsonNode body,
    Statuses statuses,
    Read read,
    Words words,
    String check,
    Duration timeout) {
  static final Set<String> NAMES =
      Set.of("key", "email", "opt_in", "at", "at_seconds", "at_millis");

  HttpConsentSettings {
    headers = Map.copyOf(headers);
  }

  /// What the statuses of an answer mean.
  ///
  /// @param success empty for every 2xx
  /// @param newer the system compared, and holds a newer decision
  record Statuses(Set<Integer> success, Set<Integer> newer, Set<Integer> missing) {
    Statuses {
      success = Set.copyOf(success);
      newer = Set.copyOf(newer);
      missing = Set.copyOf(missing);
    }

    boolean isSuccess(int status) {
      return success.isEmpty() ? status / 100 == 2 : success.contains(status);
    }
  }

  /// How a record is looked at before it is written.
  sealed interface Read {
    /// Not at all: the system itself compares.
    record Never() implements Read {}

    /// By a call of its own.
    ///
    /// @param url a template
    /// @param optIn where the choice stands in the answer
    /// @param at where its time stands; an empty path when it has none
    record By(String url, DottedPath optIn, DottedPath at) implements Read {}
  }

  /// How a choice is written; both empty for true and false.
  record Words(String yes, String no) {
    JsonNode of(boolean optIn) {
      return yes.isEmpty()
          ? JsonNodeFactory.instance.booleanNode(optIn)
          : JsonNodeFactory.instance.stringNode(optIn ? yes : no);
    }

    Held read(JsonNode value) {
      String text = value.isValueNode() && !value.isNull() ? value.asString() : "";
      if (text.equals(yes.isEmpty() ? "true" : yes)) {
        return Held.OPT_IN;
      }
      return text.equals(no.isEmpty() ? "false" : no) ? Held.OPT_OUT : Held.NOT_KNOWN;
    }
  }

  Map<String, JsonNode> values(Decision decision) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    Map<String, JsonNode> values = new HashMap<>();
    values.put("key", json.stringNode(decision.record().key()));
    values.put("email", json.stringNode(decision.email()));
    values.put("opt_in", words.of(decision.optIn()));
    if (decision.isTimeKnown()) {
      values.put("at", json.stringNode(decision.at().truncatedTo(ChronoUnit.MILLIS).toString()));
      values.put("at_seconds", json.numberNode(decision.at().getEpochSecond()));
      values.put("at_millis", json.numberNode(decision.at().toEpochMilli()));
    }
    return values;
  }

  /// Headers may hold secrets.
  @Override
  public String toString() {
    return "HttpConsentSettings[" + method + "]";
  }
}
