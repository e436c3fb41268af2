package dev.selvedge.app.parked;

import dev.selvedge.Masking;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Covers values for those who did not ask to see them in full. What cannot be about a person shows
/// (small numbers, times, codes of two or three capitals, yes and no); all else is masked, so that
/// a new kind of personal value is covered too.
public enum Veil {
  /// values are covered
  DRAWN,
  /// everything shows: somebody asked for it, and it is on the trail
  LIFTED;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final Pattern HARMLESS =
      Pattern.compile(
          "-?\\d{1,6}(\\.\\d{1,4})?" // a card or a phone has more digits
              + "|\\d{4}-\\d{2}-\\d{2}T\\S{1,20}" // a day alone may be a birthday
              + "|[A-Z]{2,3}"
              + "|yes|no|true|false|");

  /// A value: covered unless it cannot be about a person.
  public String value(String text) {
    return this == LIFTED || HARMLESS.matcher(text).matches() ? text : Masking.mask(text);
  }

  /// A name of a member, a record's key: masked where it is an address.
  public String name(String text) {
    return this == LIFTED ? text : Masking.maskAddresses(text);
  }

  JsonNode json(JsonNode node) {
    if (this == LIFTED) {
      return node;
    }
    if (node.isObject()) {
      ObjectNode covered = JSON.objectNode();
      node.properties()
          .forEach(member -> covered.set(name(member.getKey()), json(member.getValue())));
      return covered;
    }
    if (node.isArray()) {
      ArrayNode covered = JSON.arrayNode();
      node.forEach(element -> covered.add(json(element)));
      return covered;
    }
    if (node.isBoolean() || node.isNull()) {
      return node;
    }
    String text = node.asString();
    String shown = value(text);
    return shown.equals(text) ? node : JSON.stringNode(shown);
  }
}
