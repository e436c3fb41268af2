package dev.selvedge.app.config.example;

import dev.selvedge.app.config.example.AutomationExample.Expected;
import dev.selvedge.app.config.example.Happening.Kind;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.Value;
import dev.selvedge.yaml.Nearest;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the `examples` of an automation.
///
/// @param catalogue the fields of people
public record ExampleReader(FieldCatalogue catalogue) {
  /// The key below an automation.
  public static final String KEY = "examples";

  private static final String NOTHING = "nothing";
  private static final String TIME = "write it as 2026-03-01T10:00:00Z";
  private static final int MOST_LINES = 200;

  /// Those that are in order; the section's problems say what is wrong with the others.
  public List<AutomationExample> read(String rule, YamlSection automation) {
    List<AutomationExample> examples = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (YamlSection section : automation.sections(KEY)) {
      String name = section.requiredText("name");
      if (!name.isEmpty() && !names.add(name)) {
        section.problem("name", "two examples are called '" + name + "'", "call one otherwise");
      }
      example(rule, name, section).ifPresent(examples::add);
    }
    return examples;
  }

  private Optional<AutomationExample> example(String rule, String name, YamlSection section) {
    Map<String, Value> person = fields(section, "person");
    boolean consent = section.flag("consent", false);
    List<Happening> history = new ArrayList<>();
    List<YamlSection> lines = section.sections("history");
    Set<String> placed = new HashSet<>();
    lines.forEach(line -> happening(line, placed).ifPresent(history::add));
    Optional<Expected> expected = expected(section);
    if (lines.isEmpty() || lines.size() > MOST_LINES) {
      section.problem(
          "history",
          "the example '" + name + "' needs a 'history' of 1 to " + MOST_LINES + " lines",
          "begin a line with '- { at: …'");
      return Optional.empty();
    }
    history.sort(Comparator.comparing(Happening::told));
    return expected
        .filter(ignored -> history.size() == lines.size())
        .map(
            found ->
                new AutomationExample(
                    rule, name, section.position("gives"), person, consent, history, found));
  }

  private Optional<Expected> expected(YamlSection section) {
    Optional<YamlNode> gives = section.node("gives");
    if (gives.isEmpty()) {
      section.requiredText("gives");
      return Optional.empty();
    }
    if (gives.get() instanceof YamlNode.Scalar scalar) {
      if (scalar.text().equals(NOTHING)) {
        return Optional.of(new Expected(List.of(), List.of(), List.of()));
      }
      section.problem("gives", "'gives' must be 'nothing', or say what", shape());
      return Optional.empty();
    }
    Optional<YamlSection> said = section.section("gives");
    if (said.isEmpty()) {
      return Optional.empty();
    }
    List<Instant> starts = new ArrayList<>();
    List<String> times = said.get().texts("starts");
    times.forEach(text -> time(said.get(), "starts", text).ifPresent(starts::add));
    List<String> cancelled = said.get().texts("cancelled");
    List<String> dropped = said.get().texts("dropped");
    if (times.isEmpty() && cancelled.isEmpty() && dropped.isEmpty()) {
      section.problem("gives", "'gives' says nothing", shape());
      return Optional.empty();
    }
    return Optional.of(new Expected(starts, cancelled, dropped));
  }

  private static String shape() {
    return "write nothing, { starts: <time> }, { cancelled: <words of the reason> } or"
        + " { dropped: <words of the reason> }";
  }

  private Optional<Happening> happening(YamlSection line, Set<String> placed) {
    Optional<Kind> kind = kind(line);
    Optional<Instant> at = time(line, "at", line.requiredText("at"));
    Optional<Instant> told = line.has("told") ? time(line, "told", line.text("told", "")) : at;
    boolean firstSync = line.flag("first_sync", false);
    if (kind.isEmpty()) {
      line.allow(line.keys().toArray(String[]::new));
      return Optional.empty();
    }
    String word = kind.get().word();
    boolean ofPerson = kind.get() == Kind.FIELDS || kind.get() == Kind.CONSENT;
    String key = ofPerson ? "" : line.requiredText(word);
    Map<String, Value> fields = kind.get() == Kind.FIELDS ? fields(line, word) : Map.of();
    boolean yes = kind.get() == Kind.CONSENT && line.flag(word, false);
    Map<String, List<String>> said = said(kind.get(), line);
    boolean inOrder = isInOrder(kind.get(), key, line, placed);
    if (at.isEmpty() || told.isEmpty() || !inOrder || (!ofPerson && key.isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        new Happening(kind.get(), key, at.get(), told.get(), firstSync, said, fields, yes));
  }

  /// What is paid or cancelled was placed.
  private static boolean isInOrder(Kind kind, String key, YamlSection line, Set<String> placed) {
    if (kind == Kind.PLACED) {
      placed.add(key);
    }
    boolean missing = (kind == Kind.PAID || kind == Kind.CANCELLED) && !placed.contains(key);
    if (missing) {
      line.problem(
          kind.word(),
          "order '" + key + "' was not placed in this history",
          "add a line with 'placed: " + key + "' before it");
    }
    return !missing;
  }

  private static Optional<Kind> kind(YamlSection line) {
    List<Kind> found = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (line.keys().contains(kind.word())) {
        found.add(kind);
      }
    }
    if (found.size() == 1) {
      return Optional.of(found.getFirst());
    }
    line.problems()
        .add(
            line.position(),
            found.isEmpty()
                ? "this line does not say what happened"
                : "this line says two things: " + found.get(0).word() + ", " + found.get(1).word(),
            "write one of " + String.join(", ", Kind.words()));
    return Optional.empty();
  }

  private static Map<String, List<String>> said(Kind kind, YamlSection line) {
    Map<String, List<String>> said = new HashMap<>();
    for (String name : kind.more()) {
      if (!line.has(name)) {
        continue;
      }
      if (Kind.LISTS.contains(name)) {
        said.put(name, line.texts(name));
      } else if (Kind.NUMBERS.contains(name)) {
        line.decimal(name).ifPresent(number -> said.put(name, List.of(number.toPlainString())));
      } else {
        said.put(name, List.of(line.text(name, "")));
      }
    }
    if (kind == Kind.WISH && !List.of("", "stock", "price").contains(line.text("for", ""))) {
      line.problem("for", "'for' must be stock or price", "");
    }
    return said;
  }

  private Map<String, Value> fields(YamlSection section, String key) {
    Map<String, Value> fields = new HashMap<>();
    Optional<YamlSection> inner = section.section(key);
    if (inner.isEmpty()) {
      return fields;
    }
    for (String name : inner.get().keys()) {
      String text = inner.get().text(name, "");
      FieldCatalogue.Field field = catalogue.fields().get(name);
      if (field == null) {
        inner
            .get()
            .problems()
            .add(
                inner.get().keyPosition(name),
                "no field of people is called '" + name + "'",
                Nearest.suggestion(name, catalogue.fields().keySet()));
        continue;
      }
      Optional<Value> value = value(field, text);
      value.ifPresentOrElse(
          found -> fields.put(name, found),
          () -> inner.get().problem(name, "'" + name + "' must be a " + word(field), ""));
    }
    return fields;
  }

  private static String word(FieldCatalogue.Field field) {
    return switch (field.type()) {
      case STRING -> "text";
      case NUMERIC -> "number";
      case DATE -> "time such as 2026-03-01T10:00:00Z";
      case BOOLEAN -> "true or false";
    };
  }

  private static Optional<Value> value(FieldCatalogue.Field field, String text) {
    try {
      return switch (field.type()) {
        case STRING -> Optional.of(new Value.Text(text));
        case NUMERIC -> Optional.of(new Value.Decimal(new BigDecimal(text)));
        case DATE -> Optional.of(new Value.Date(OffsetDateTime.parse(text).toInstant()));
        case BOOLEAN ->
            text.equals("true") || text.equals("false")
                ? Optional.of(new Value.Flag(text.equals("true")))
                : Optional.empty();
      };
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> time(YamlSection section, String key, String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      section.problem(key, "'" + text + "' is not a time", TIME);
      return Optional.empty();
    }
  }
}
