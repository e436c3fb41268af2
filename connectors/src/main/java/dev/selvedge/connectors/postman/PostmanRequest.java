package dev.selvedge.connectors.postman;

import dev.selvedge.connectors.seed.Call;
import dev.selvedge.connectors.seed.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// A request that reads, with all that it inherits.
///
/// @param auth the closest one: its own, or that of a folder, or that of the collection
/// @param examples good answers
record PostmanRequest(
    Address address,
    List<Entry> headers,
    Optional<JsonNode> auth,
    Scope scope,
    List<JsonNode> examples) {
  /// Parameters that say how a list is to look; others are a shop's, a day's or a person's.
  private static final Pattern SHAPING =
      Pattern.compile(
          "(?i)(sort|order|direction|dir|fields?|expand|embed|includes?|format|view|status|state"
              + "|\\$(select|expand|orderby|format))([-_]?(by|dir|direction|order|fields?))?"
              + "|dates_are_gmt|with_?count|include_?totals?");

  private static final Pattern PLAIN = Pattern.compile("[\\w.,:;()*+ $/-]{1,200}");

  PostmanRequest {
    headers = List.copyOf(headers);
    examples = List.copyOf(examples);
  }

  /// With what another request of the same path says more.
  PostmanRequest with(PostmanRequest other) {
    Map<String, Entry> query = new LinkedHashMap<>();
    address.query().forEach(entry -> query.putIfAbsent(entry.name(), entry));
    // What only another variant of the request sends is known, and not sent.
    other
        .address()
        .query()
        .forEach(
            entry ->
                query.putIfAbsent(entry.name(), new Entry(entry.name(), entry.value(), false)));
    List<JsonNode> all = new ArrayList<>(examples);
    all.addAll(other.examples);
    return new PostmanRequest(
        new Address(address.base(), address.user(), address.path(), List.copyOf(query.values())),
        headers,
        auth,
        scope,
        all);
  }

  /// What its examples look like, the most telling first.
  List<Shape> shapes() {
    return examples.stream()
        .map(example -> example.path("body").asString(""))
        .map(Collection::json)
        .flatMap(Optional::stream)
        .map(Examples::shape)
        .toList();
  }

  /// What its call may say. The values of what always has to be said are variables, where they are
  /// not plainly about how the list is to look.
  ///
  /// @param key the parameter that logs in; empty for none
  Call call(String key) {
    Map<String, Call.Parameter> parameters = new LinkedHashMap<>();
    Map<String, String> fixed = new LinkedHashMap<>();
    for (Entry entry : address.query()) {
      if (!entry.name().equals(key)) {
        parameters.putIfAbsent(entry.name(), new Call.Parameter("", entry.value()));
        if (entry.sent()) {
          fixed.putIfAbsent(entry.name(), template(entry, SHAPING));
        }
      }
    }
    return new Call(parameters, fixed, Examples.linked(examples));
  }

  /// The value as a text for [dev.selvedge.connectors.seed.Variables#text].
  ///
  /// @param plainly the names of those whose values are no secrets
  static String template(Entry entry, Pattern plainly) {
    boolean plain =
        plainly.matcher(entry.name()).matches()
            && !SecretNames.has(entry.name())
            && PLAIN.matcher(entry.value()).matches()
            && !SecretNames.isDrawn(entry.value());
    return plain ? entry.value() : "{{" + entry.name().replaceAll("[{}]", "") + "}}";
  }
}
