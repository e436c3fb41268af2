package dev.selvedge.app.config.action;

import dev.selvedge.automation.Action;
import dev.selvedge.automation.Given;
import dev.selvedge.automation.Scene;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.collection.Column;
import dev.selvedge.mapping.collection.Declaration;
import dev.selvedge.mapping.collection.Declarations;
import dev.selvedge.yaml.Nearest;
import dev.selvedge.yaml.YamlSection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads what the automations of one project do: the section `then`, or its short form `program`
/// beside the other keys of the automation. Confined to one thread.
public final class ActionReader {
  private static final String THEN = "then";

  /// Events become collections of their names (Dotdigital OpenAPI: events).
  private static final Pattern EVENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{1,79}");

  private final DataFieldRules dataFields;
  private final Declarations collections;
  private final Map<String, Written> written = new HashMap<>();

  /// Who writes a data field, and as what.
  private record Written(String rule, FieldType type) {}

  /// @param collections those that are declared
  public ActionReader(DataFieldRules dataFields, Declarations collections) {
    this.dataFields = dataFields;
    this.collections = collections;
  }

  /// What one automation does; empty where that is not in order, which the problems then say.
  ///
  /// @param name the automation's
  /// @param section all of it
  /// @param known the names that its values may be taken from, with their types: [Scene#types]
  public Optional<Action> read(String name, YamlSection section, Map<String, FieldType> known) {
    boolean inShort = section.has(ActionKey.PROGRAM.word());
    if (!inShort) {
      return section.has(THEN)
          ? section.section(THEN).flatMap(then -> then(name, then, known))
          : missing(section);
    }
    if (section.has(THEN)) {
      section.problem(THEN, "'then' and 'program' both say what is done", "keep one of them");
    }
    return program(section);
  }

  private static Optional<Action> missing(YamlSection section) {
    section.allow(THEN);
    section
        .problems()
        .add(
            section.position(),
            "'then' is missing in '" + section.path() + "'",
            "say what is done, for example then: { program: 12 }");
    return Optional.empty();
  }

  private Optional<Action> then(String name, YamlSection then, Map<String, FieldType> known) {
    List<String> verbs = ActionKey.verbs().stream().filter(then.keys()::contains).toList();
    if (verbs.size() != 1) {
      then.allow(ActionKey.words().toArray(String[]::new));
      then.problems()
          .add(
              then.position(),
              verbs.isEmpty()
                  ? "'then' does not say what is done"
                  : "'then' says more than one thing: " + String.join(", ", verbs),
              "write just one of " + String.join(", ", ActionKey.verbs()));
      return Optional.empty();
    }
    GivenReader values = new GivenReader(known);
    return switch (verbs.getFirst()) {
      case "program" -> program(then);
      case "campaign" -> campaign(then, values);
      case "event" -> event(then, values);
      case "set" -> field(name, then, values);
      case "record" -> insight(then, values);
      default -> throw new IllegalStateException("no such action: " + verbs);
    };
  }

  private static Optional<Action> program(YamlSection section) {
    return number(section, ActionKey.PROGRAM).map(Action.Enrol::new);
  }

  private static Optional<Action> campaign(YamlSection then, GivenReader values) {
    Optional<Map<String, Given>> with = values.texts(then, ActionKey.WITH.word());
    return number(then, ActionKey.CAMPAIGN)
        .flatMap(number -> with.map(given -> new Action.Campaign(number, given)));
  }

  private static Optional<Action> event(YamlSection then, GivenReader values) {
    Optional<Map<String, Given>> with =
        values.members(then, ActionKey.WITH.word(), (name, type) -> Optional.empty());
    return name(
            then,
            ActionKey.EVENT,
            EVENT,
            "2 to 80 letters, digits, '_' and '-', not beginning with a digit")
        .flatMap(type -> with.map(given -> new Action.Event(type, given)));
  }

  private Optional<Action> insight(YamlSection then, GivenReader values) {
    Optional<Declaration> declared = collection(then);
    Optional<Map<String, Given>> with =
        values.members(
            then,
            ActionKey.WITH.word(),
            (name, type) -> declared.flatMap(into -> misfit(into, name, type)));
    Optional<Given> key =
        then.has(ActionKey.KEY.word())
            ? values.value(then, ActionKey.KEY.word()).map(GivenReader.Typed::given)
            : Optional.of(new Given.Taken(Scene.FACT_ID));
    if (with.isPresent() && with.get().isEmpty()) {
      then.problem(
          ActionKey.RECORD.word(),
          "a record holds something",
          "say what below 'with': with: { … }");
      return Optional.empty();
    }
    return declared.flatMap(
        into -> key.flatMap(given -> with.map(all -> new Action.Insight(into.name(), given, all))));
  }

  private Optional<Declaration> collection(YamlSection then) {
    String key = ActionKey.RECORD.word();
    String name = then.requiredText(key);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Optional<Declaration> declared = collections.find(name);
    if (declared.isEmpty()) {
      then.problem(
          key,
          "the collection '" + name + "' is not declared",
          "say in collections.yaml what its records look like");
      return declared;
    }
    boolean fits =
        declared.get().kind() == Declaration.Kind.CUSTOM
            && declared.get().scope() == Declaration.Scope.CONTACT;
    if (!fits) {
      then.problem(
          key,
          "'" + name + "' is no collection for records of a contact's own",
          "declare one of the type custom and the scope contact");
    }
    return declared.filter(ignored -> fits);
  }

  private static Optional<String> misfit(Declaration declared, String name, FieldType type) {
    Optional<Column> column =
        declared.columns().stream().filter(one -> one.name().equals(name)).findFirst();
    if (column.isEmpty()) {
      return Optional.of("'" + name + "' is not declared for the collection " + declared.name());
    }
    boolean fits =
        !column.get().repeated()
            && switch (column.get().type()) {
              case STRING -> type == FieldType.STRING;
              case FLOAT, INTEGER -> type == FieldType.NUMERIC;
              case TIMESTAMP -> type == FieldType.DATE;
              case BOOLEAN -> type == FieldType.BOOLEAN;
              case RECORD -> false;
            };
    return fits
        ? Optional.empty()
        : Optional.of(
            "'%s' is declared as %s for the collection %s and is %s here"
                .formatted(
                    name,
                    (column.get().repeated() ? "a list of " : "") + column.get().type(),
                    declared.name(),
                    word(type)));
  }

  private Optional<Action> field(String rule, YamlSection then, GivenReader values) {
    String dataField = then.requiredText(ActionKey.SET.word());
    Optional<GivenReader.Typed> value =
        then.has(ActionKey.TO.word())
            ? values.value(then, ActionKey.TO.word())
            : nothing(then, ActionKey.TO.word());
    if (value.isEmpty()) {
      then.allow(ActionKey.AS.word());
      return Optional.empty();
    }
    Optional<GivenReader.Typed> typed = values.as(then, ActionKey.AS.word(), value.get());
    return typed
        .filter(ignored -> isFree(rule, dataField, typed.get().type(), then))
        .map(found -> new Action.Field(dataField, found.type(), found.given()));
  }

  private static <T> Optional<T> nothing(YamlSection then, String key) {
    then.requiredText(key);
    return Optional.empty();
  }

  /// Two automations may write one field, the later fact's value counts; anything else of the
  /// project would write it back to what it was.
  private boolean isFree(String rule, String dataField, FieldType type, YamlSection then) {
    String key = ActionKey.SET.word();
    Optional<String> complaint = dataFields.complaint(dataField);
    if (complaint.isPresent()) {
      then.problem(key, "'" + dataField + "' " + complaint.get(), dataFields.advice());
      return false;
    }
    String folded = dataField.toLowerCase(Locale.ROOT);
    Written before = written.get(folded);
    if (before != null) {
      if (before.type() != type) {
        then.problem(
            key,
            "the data field '%s' is %s here and %s in '%s'"
                .formatted(dataField, word(type), word(before.type()), before.rule()),
            "a data field has one type: write the same kind of value, or say it with 'as'");
      }
      return before.type() == type;
    }
    Optional<String> owner = dataFields.take(dataField, "the automation '" + rule + "'");
    if (owner.isPresent()) {
      then.problem(
          key,
          "the data field '%s' belongs to %s, which would write it back"
              .formatted(dataField, owner.get()),
          "choose another data field; an automation has those it writes to itself");
      return false;
    }
    written.put(folded, new Written(rule, type));
    return true;
  }

  /// As `fields.yaml` writes it.
  static String word(FieldType type) {
    String name = type.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  private static Optional<Integer> number(YamlSection section, ActionKey key) {
    String text = section.requiredText(key.word());
    if (!section.has(key.word()) || text.isEmpty()) {
      return Optional.empty();
    }
    return check(
        section,
        key,
        text,
        it -> {
          try {
            int number = Integer.parseInt(it);
            return number < 1 ? Optional.empty() : Optional.of(number);
          } catch (NumberFormatException e) {
            return Optional.empty();
          }
        },
        "a whole number from 1 to " + Integer.MAX_VALUE);
  }

  private static Optional<String> name(
      YamlSection section, ActionKey key, Pattern allowed, String rule) {
    String text = section.requiredText(key.word());
    return text.isEmpty()
        ? Optional.empty()
        : check(
            section,
            key,
            text,
            it -> allowed.matcher(it).matches() ? Optional.of(it) : Optional.empty(),
            rule);
  }

  private static <T> Optional<T> check(
      YamlSection section,
      ActionKey key,
      String text,
      Function<String, Optional<T>> parse,
      String rule) {
    Optional<T> parsed = parse.apply(text);
    if (parsed.isEmpty()) {
      section.problem(
          key.word(), "'" + key.word() + "' must be " + rule + "; got '" + text + "'", "");
    }
    return parsed;
  }

  /// What to say of a name that nothing is taken from.
  static String unknown(String name, Map<String, FieldType> known) {
    return Nearest.suggestion(name, known.keySet());
  }
}
