package dev.selvedge.connectors.odoo;

import dev.selvedge.connector.SourceException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The fields that each model has for this user, and how many decimals each currency has; asked for
/// once, and again after something failed. Safe for use by many threads.
final class Schema {
  private final Json2 api;
  private final Map<String, Map<String, Field>> models = new ConcurrentHashMap<>();
  private final Map<Long, Integer> decimals = new ConcurrentHashMap<>();

  Schema(Json2 api) {
    this.api = api;
  }

  /// A field of a model.
  ///
  /// @param type in Odoo's words
  /// @param relation the model that it leads to; empty where it leads nowhere
  /// @param currency the field beside it that holds the currency of a `monetary` one
  /// @param digits how many decimals a `float` has; empty where it is not limited
  record Field(String type, String relation, String currency, OptionalInt digits) {}

  /// The fields of a model that the user may see.
  ///
  /// @throws SourceException when it cannot be asked; refused when the user may not
  Map<String, Field> of(String model) {
    Map<String, Field> known = models.get(model);
    if (known != null) {
      return known;
    }
    Map<String, Field> asked = ask(model);
    models.put(model, asked);
    return asked;
  }

  /// Asks again the next time: an app may have been installed or removed.
  void forget() {
    models.clear();
    decimals.clear();
  }

  private Map<String, Field> ask(String model) {
    ObjectNode arguments = api.arguments();
    ArrayNode wanted = arguments.putArray("attributes");
    wanted.add("type").add("relation").add("currency_field").add("digits");
    return switch (api.call(model, "fields_get", arguments)) {
      case Json2.Answer.Content(JsonNode fields) -> fields(fields);
      case Json2.Answer.Missing _ ->
          throw SourceException.refused(
              "this Odoo has no " + model + ": its app is not installed, or is an older one");
      case Json2.Answer.Forbidden _ -> throw Records.forbidden(model);
      case Json2.Answer.Refused _, Json2.Answer.Overtaken _, Json2.Answer.Failed _ ->
          throw new SourceException(
              "Odoo fails to say which fields " + model + " has: see its log");
    };
  }

  private static Map<String, Field> fields(JsonNode described) {
    Map<String, Field> fields = new HashMap<>();
    for (Map.Entry<String, JsonNode> one : described.properties()) {
      JsonNode field = one.getValue();
      JsonNode scale = field.path("digits").path(1);
      fields.put(
          one.getKey(),
          new Field(
              field.path("type").asString(""),
              field.path("relation").asString(""),
              field.path("currency_field").asString(""),
              scale.isIntegralNumber() ? OptionalInt.of(scale.intValue()) : OptionalInt.empty()));
    }
    return Map.copyOf(fields);
  }

  /// How many decimals amounts of a currency have; empty where Odoo does not say.
  OptionalInt decimals(long currency) {
    Integer known = decimals.get(currency);
    if (known == null) {
      known = askDecimals(currency);
      decimals.put(currency, known);
    }
    return known < 0 ? OptionalInt.empty() : OptionalInt.of(known);
  }

  private int askDecimals(long currency) {
    ObjectNode arguments = api.arguments();
    arguments.putArray("domain").addArray().add("id").add("=").add(currency);
    arguments.putArray("fields").add("decimal_places");
    return api.call("res.currency", "search_read", arguments)
            instanceof Json2.Answer.Content(JsonNode found)
        ? found.path(0).path("decimal_places").asInt(-1)
        : -1;
  }
}
