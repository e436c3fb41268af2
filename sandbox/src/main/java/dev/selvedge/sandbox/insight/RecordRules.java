package dev.selvedge.sandbox.insight;

import dev.selvedge.sandbox.setting.RecordLimits;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What a record must look like before its collection is even asked.
///
/// Immutable.
final class RecordRules {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

  private final RecordLimits limits;

  RecordRules(RecordLimits limits) {
    this.limits = limits;
  }

  Optional<Rejection> check(String key, JsonNode json) {
    if (key.isBlank() || key.length() > limits.keyLength()) {
      return reject("InvalidClientKey", "The key is empty or too long");
    }
    if (!json.isObject()) {
      return reject("InvalidJson", "The record is not an object");
    }
    return checkObject(json);
  }

  private Optional<Rejection> checkObject(JsonNode object) {
    Set<String> joined = new HashSet<>();
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      String name = property.getKey();
      Optional<Rejection> rejection = checkName(name);
      if (rejection.isEmpty() && !joined.add(name.replace('-', '_'))) {
        rejection =
            reject("JsonContainsDashUnderscoreClash", "'" + name + "' differs by - and _ only");
      }
      if (rejection.isEmpty()) {
        rejection = checkValue(name, property.getValue(), false);
      }
      if (rejection.isPresent()) {
        return rejection;
      }
    }
    return Optional.empty();
  }

  private Optional<Rejection> checkName(String name) {
    if (name.length() > limits.nameLength()) {
      return reject("JsonKeyTooLong", "'" + name + "' is too long");
    }
    return NAME.matcher(name).matches()
        ? Optional.empty()
        : reject("JsonKeyInvalidCharacters", "'" + name + "' has characters that are not allowed");
  }

  private Optional<Rejection> checkValue(String name, JsonNode value, boolean inArray) {
    if (value.isArray()) {
      if (inArray) {
        return reject("JsonContainsNestedArray", "'" + name + "' has an array in an array");
      }
      for (JsonNode element : value) {
        Optional<Rejection> rejection = checkValue(name, element, true);
        if (rejection.isPresent()) {
          return rejection;
        }
      }
      return Optional.empty();
    }
    if (value.isObject()) {
      return checkObject(value);
    }
    if (value.isString() && value.stringValue().length() > limits.textLength()) {
      return reject("JsonValueTooLong", "The value of '" + name + "' is too long");
    }
    if (value.isNumber() && Double.isInfinite(value.doubleValue())) {
      return reject("JsonNumberValueTooLarge", "The value of '" + name + "' is too large");
    }
    return Optional.empty();
  }

  private static Optional<Rejection> reject(String reason, String detail) {
    return Optional.of(new Rejection(reason, detail));
  }
}
