package dev.selvedge.app.config.action;

import dev.selvedge.automation.Given;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.Value;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Reads the values that an action hands on: written down, or `{ from: order.key }`.
///
/// @param known the names that may be taken from, with their types
record GivenReader(Map<String, FieldType> known) {
  private static final String FROM = "from";

  /// Members of records must be named so (Dotdigital's own connector for Magento).
  private static final Pattern MEMBER = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,99}");

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,9})?");

  /// A value and what it is.
  record Typed(Given given, FieldType type) {}

  /// The values below a key that have any names; all are texts in the end.
  Optional<Map<String, Given>> texts(YamlSection section, String key) {
    return all(section, key, (name, type) -> Optional.empty());
  }

  /// What is wrong with a member of a record, if anything.
  interface Members {
    Optional<String> complaint(String name, FieldType type);
  }

  /// The values below a key that become members of a record.
  ///
  /// @param members what is wrong with one, beside what no record may have
  Optional<Map<String, Given>> members(YamlSection section, String key, Members members) {
    Map<String, String> alike = new HashMap<>();
    return all(
        section,
        key,
        (name, type) -> {
          if (!MEMBER.matcher(name).matches()) {
            return Optional.of(
                "'" + name + "' must be letters, digits, '_' and '-', not beginning with a digit");
          }
          // Dotdigital takes the two for one name, and refuses the record.
          String other = alike.putIfAbsent(name.replace('-', '_'), name);
          return Optional.ofNullable(other)
              .map(same -> "'" + name + "' and '" + same + "' differ by '-' and '_' alone")
              .or(() -> members.complaint(name, type));
        });
  }

  private Optional<Map<String, Given>> all(YamlSection section, String key, Members members) {
    if (!section.has(key)) {
      return Optional.of(Map.of());
    }
    Optional<YamlSection> inner = section.section(key);
    if (inner.isEmpty()) {
      return Optional.empty();
    }
    boolean good = true;
    Map<String, Given> values = new TreeMap<>();
    for (String name : inner.get().keys()) {
      Optional<Typed> value = value(inner.get(), name);
      Optional<String> complaint = value.flatMap(typed -> members.complaint(name, typed.type()));
      complaint.ifPresent(
          what -> inner.get().problems().add(inner.get().keyPosition(name), what, ""));
      value.ifPresent(typed -> values.put(name, typed.given()));
      good &= value.isPresent() && complaint.isEmpty();
    }
    return good ? Optional.of(values) : Optional.empty();
  }

  /// The value of a key that is there.
  Optional<Typed> value(YamlSection section, String key) {
    YamlNode node = section.node(key).orElse(null);
    return switch (node) {
      case null -> empty(section, key);
      case YamlNode.Scalar scalar ->
          section.text(key).map(text -> fixed(literal(text, scalar.plain())));
      case YamlNode.Mapping ignored -> section.section(key).flatMap(this::taken);
      case YamlNode.Sequence ignored -> {
        section.problem(key, "'" + key + "' must be one value", "write a value, or { from: … }");
        yield Optional.empty();
      }
    };
  }

  private static Optional<Typed> empty(YamlSection section, String key) {
    section.allow(key);
    section.problems().add(section.keyPosition(key), "'" + key + "' says nothing", "write a value");
    return Optional.empty();
  }

  private Optional<Typed> taken(YamlSection section) {
    String name = section.requiredText(FROM);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    FieldType type = known.get(name);
    if (type == null) {
      section.problem(
          FROM, "'" + name + "' is nothing to take from here", ActionReader.unknown(name, known));
      return Optional.empty();
    }
    return Optional.of(new Typed(new Given.Taken(name), type));
  }

  private static Typed fixed(Value value) {
    return new Typed(new Given.Fixed(value), value.type());
  }

  /// As mappings read one: what is quoted is a text.
  private static Value literal(String text, boolean plain) {
    if (plain && NUMBER.matcher(text).matches()) {
      return new Value.Decimal(new BigDecimal(text));
    }
    boolean flag = plain && (text.equals("true") || text.equals("false"));
    return flag ? new Value.Flag(Boolean.parseBoolean(text)) : new Value.Text(text);
  }

  /// The same as another type, where a key says so.
  Optional<Typed> as(YamlSection section, String key, Typed typed) {
    if (!section.has(key)) {
      return Optional.of(typed);
    }
    String word = section.text(key, "");
    Optional<FieldType> wanted = type(word);
    if (wanted.isEmpty()) {
      section.problem(
          key, "'" + key + "' must be String, Numeric, Date or Boolean; got '" + word + "'", "");
      return Optional.empty();
    }
    Optional<Typed> converted = converted(typed, wanted.get());
    if (converted.isEmpty()) {
      section.problem(
          key,
          "a %s value cannot be written as %s".formatted(ActionReader.word(typed.type()), word),
          wanted.get() == FieldType.DATE ? "write a date as 2026-12-31" : "");
    }
    return converted;
  }

  private static Optional<FieldType> type(String word) {
    for (FieldType type : FieldType.values()) {
      if (ActionReader.word(type).equalsIgnoreCase(word)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /// Everything can be read as a text; of the rest only what is written down can become what it is
  /// not.
  private static Optional<Typed> converted(Typed typed, FieldType wanted) {
    if (typed.type() == wanted) {
      return Optional.of(typed);
    }
    if (wanted == FieldType.STRING) {
      return Optional.of(
          typed.given() instanceof Given.Fixed(Value value)
              ? fixed(new Value.Text(value.display()))
              : new Typed(typed.given(), FieldType.STRING));
    }
    return typed.given() instanceof Given.Fixed(Value.Text(String text)) && wanted == FieldType.DATE
        ? date(text).map(GivenReader::fixed)
        : Optional.empty();
  }

  private static Optional<Value> date(String text) {
    try {
      return Optional.of(
          new Value.Date(
              text.contains("T")
                  ? Instant.parse(text)
                  : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()));
    } catch (DateTimeException notOne) {
      return Optional.empty();
    }
  }
}
