package dev.selvedge.dotdigital.delivery.action;

import dev.selvedge.automation.Action;
import dev.selvedge.automation.Given;
import dev.selvedge.dotdigital.json.Json;
import dev.selvedge.mapping.Value;
import dev.selvedge.plan.Desired;
import dev.selvedge.send.Target.Item;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// Reads what an item does, and writes its values as Dotdigital takes them. A value that nobody
/// knows is left out.
final class Filled {
  private static final int FRACTION = 2;

  private Filled() {}

  static Desired.Enrolment enrolment(Item item) {
    if (item.desired() instanceof Desired.Enrolment enrolment) {
      return enrolment;
    }
    throw new IllegalArgumentException("only what an automation does is done here");
  }

  static Action action(Item item) {
    return enrolment(item).action();
  }

  static Optional<Value> value(Given given) {
    return given.in(Map.of());
  }

  /// As people read them: a day for a time, since mails are no logs.
  static Map<String, String> texts(Map<String, Given> with) {
    Map<String, String> texts = new TreeMap<>();
    with.forEach((name, given) -> value(given).ifPresent(value -> texts.put(name, text(value))));
    return texts;
  }

  private static String text(Value value) {
    return switch (value) {
      case Value.Date(Instant instant) -> instant.atZone(ZoneOffset.UTC).toLocalDate().toString();
      case Value.Text ignored -> value.display();
      case Value.Decimal ignored -> value.display();
      case Value.Flag ignored -> value.display();
    };
  }

  /// As members of a record. Dotdigital gives a member its type by the first value it gets, for
  /// ever: so a number always has a fraction, whether this one needs it or not.
  static ObjectNode json(Map<String, Given> with) {
    ObjectNode json = Json.object();
    with.forEach((name, given) -> value(given).ifPresent(value -> put(json, name, value)));
    return json;
  }

  private static void put(ObjectNode json, String name, Value value) {
    switch (value) {
      case Value.Text(String text) -> json.put(name, text);
      case Value.Decimal(BigDecimal number) ->
          json.put(
              name, number.setScale(Math.max(FRACTION, number.scale()), RoundingMode.UNNECESSARY));
      case Value.Date(Instant instant) -> json.put(name, instant.toString());
      case Value.Flag(boolean flag) -> json.put(name, flag);
    }
  }
}
