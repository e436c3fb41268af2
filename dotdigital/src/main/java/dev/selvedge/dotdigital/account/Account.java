package dev.selvedge.dotdigital.account;

import dev.selvedge.dotdigital.http.ClientConfig;
import dev.selvedge.dotdigital.json.View;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What Dotdigital tells about an account: an id and named properties, whose values are all text
/// (Dotdigital OpenAPI: accounts and utilities). Immutable. Its text form leaves the values out,
/// because the owner's address and number are among them.
public record Account(long id, Map<String, String> properties) {
  public Account {
    properties = Map.copyOf(properties);
  }

  static Account read(JsonNode body) {
    View account = View.of(body);
    var properties = new LinkedHashMap<String, String>();
    account
        .items("properties", property -> Map.entry(property.text("name"), property.text("value")))
        .forEach(property -> properties.put(property.getKey(), property.getValue()));
    return new Account(account.requiredNumber("id"), properties);
  }

  public Optional<String> property(String name) {
    return properties.entrySet().stream()
        .filter(property -> property.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .filter(value -> !value.isBlank())
        .findFirst();
  }

  /// {@return the address all calls of this account should go to, without a trailing slash; absent
  /// when it is not told or is no address}
  public Optional<URI> apiEndpoint() {
    try {
      return property("ApiEndpoint").map(text -> ClientConfig.normalised(URI.create(text.strip())));
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  public Optional<String> name() {
    return property("Name");
  }

  /// {@return the calls left in the hour under the flat scheme, as this account's own count}
  public Optional<Long> callsRemaining() {
    return property("ApiCallsRemaining")
        .filter(text -> text.matches("\\d{1,18}"))
        .map(Long::parseLong);
  }

  @Override
  public String toString() {
    return "Account[" + id + "]";
  }
}
