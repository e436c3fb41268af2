package dev.selvedge.mapping.rule.expression;

import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.Value;
import dev.selvedge.mapping.function.Datum;
import dev.selvedge.mapping.function.Kind;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// Rules for values that a project names itself, each with its type: a collection of insight data
/// has one type for each, for ever. Thread-safe.
public record TypedRules(Map<String, Rule> rules) {
  static final TypedRules NONE = new TypedRules(Map.of());

  public TypedRules {
    rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
  }

  /// Reads a section whose keys are named by the project and typed by it.
  ///
  /// @param name what messages call what has them: `product.attributes`
  /// @param inEach whether the rules look at elements of a list
  public static TypedRules read(YamlSection given, String name, boolean inEach, RuleReader rules) {
    Map<String, Rule> all = new LinkedHashMap<>();
    given
        .keys()
        .forEach(
            key -> all.put(key, rule(given, key, inEach ? key : name + '.' + key, inEach, rules)));
    return new TypedRules(all);
  }

  private static Rule rule(
      YamlSection given, String key, String field, boolean inEach, RuleReader rules) {
    if (given.node(key).orElse(null) instanceof YamlNode.Scalar) {
      given.problem(
          key,
          "'" + key + "' has no type",
          "write {from: …, type: string}, numeric, date or boolean");
      return Rule.none(field, Kind.TEXT);
    }
    YamlSection section = given.requiredSection(key);
    if (!section.has("type")) {
      section.requiredText("type");
    }
    Kind kind = Target.kindOf(section.choice("type", FieldType.STRING));
    Target target = Target.wanted(field, kind);
    return rules.ofSection(section, inEach ? target.inEach() : target);
  }

  /// The values that a record has, by their names; those that are absent are left out, those that
  /// are wrong noted.
  public Map<String, Value> values(Scope scope) {
    Map<String, Value> found = new TreeMap<>();
    rules.forEach((name, rule) -> put(name, rule.evaluate(scope), found));
    return found;
  }

  /// Nothing of what is not there; an empty text is not there.
  public static void put(String name, Datum datum, Map<String, Value> values) {
    switch (datum) {
      case Datum.Text(String text) -> {
        if (!text.isEmpty()) {
          values.put(name, new Value.Text(text));
        }
      }
      case Datum.Decimal(BigDecimal number) -> values.put(name, new Value.Decimal(number));
      case Datum.Time(Instant instant) -> values.put(name, new Value.Date(instant));
      case Datum.Flag(boolean flag) -> values.put(name, new Value.Flag(flag));
      case Datum.Absent ignored -> {}
      case Datum.Wrong ignored -> {}
      case Datum.Items ignored -> {}
      case Datum.Tree ignored -> {}
    }
  }
}
