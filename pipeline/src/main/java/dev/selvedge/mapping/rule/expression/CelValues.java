package dev.selvedge.mapping.rule.expression;

import dev.cel.common.values.NullValue;
import dev.selvedge.mapping.function.Cause;
import dev.selvedge.mapping.function.Datum;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Translates between JSON, CEL's values and ours.
final class CelValues {
  private CelValues() {}

  static Map<String, Object> object(JsonNode node) {
    Map<String, Object> members = LinkedHashMap.newLinkedHashMap(node.size());
    node.properties().forEach(member -> members.put(member.getKey(), value(member.getValue())));
    return members;
  }

  static Object value(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> object(node);
      case ARRAY -> {
        List<Object> elements = new ArrayList<>(node.size());
        node.forEach(element -> elements.add(value(element)));
        yield elements;
      }
      case STRING -> node.stringValue();
      case NUMBER -> number(node);
      case BOOLEAN -> node.booleanValue();
      case NULL, MISSING, BINARY, POJO -> NullValue.NULL_VALUE;
    };
  }

  private static Object number(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong()
        ? (Object) node.longValue()
        : (Object) node.doubleValue();
  }

  static Datum datum(Object result) {
    return switch (result) {
      case String text -> new Datum.Text(text);
      case Boolean flag -> new Datum.Flag(flag);
      case Double number -> fraction(number);
      case Number number -> new Datum.Decimal(new BigDecimal(number.toString()));
      case Instant instant -> new Datum.Time(instant);
      case NullValue ignored -> Datum.Absent.NULL;
      case Optional<?> optional -> optional.map(CelValues::datum).orElse(Datum.Absent.MISSING);
      case List<?> list -> new Datum.Items(list.stream().map(CelValues::datum).toList());
      default ->
          new Datum.Wrong(
              Cause.EXPRESSION,
              "",
              "comes from an expression that gives no text, number, flag or time",
              "let the expression end in a single value");
    };
  }

  private static Datum fraction(double number) {
    return Double.isFinite(number)
        ? new Datum.Decimal(BigDecimal.valueOf(number))
        : new Datum.Wrong(
            Cause.EXPRESSION,
            "",
            "comes from an expression that divides by zero",
            "guard the division");
  }
}
