package dev.selvedge.automation;

import dev.selvedge.mapping.FieldType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The automations of a project, by name. Immutable.
public record Automations(List<Rule> rules) {
  public static final Automations NONE = new Automations(List.of());

  public Automations {
    rules = rules.stream().sorted(Comparator.comparing(Rule::name)).toList();
    if (rules.stream().map(Rule::name).distinct().count() < rules.size()) {
      throw new IllegalArgumentException("two automations have one name");
    }
  }

  /// Those that a fact of this kind starts.
  public List<Rule> answering(FactKind kind) {
    return rules.stream().filter(rule -> rule.on() == kind).toList();
  }

  /// Whether any of them may not go as often as its facts come.
  public boolean areLimited() {
    return rules.stream().anyMatch(rule -> !rule.caps().isEmpty());
  }

  /// The fields of people of which a rule that is switched on wants to know how they change.
  public Set<String> watched() {
    return rules.stream()
        .filter(rule -> rule.terms().enabled())
        .flatMap(rule -> rule.trigger().watches().stream())
        .collect(Collectors.toSet());
  }

  /// The rule of this name, whether it is switched on or not; empty where there is none.
  public Optional<Rule> named(String name) {
    return rules.stream().filter(rule -> rule.name().equals(name)).findFirst();
  }

  /// The numbers of all programs that somebody may be started in.
  public Set<Integer> programs() {
    return each(Action.Enrol.class).map(Action.Enrol::program).collect(Collectors.toSet());
  }

  /// The numbers of all campaigns that somebody may be sent.
  public Set<Integer> campaigns() {
    return each(Action.Campaign.class).map(Action.Campaign::campaign).collect(Collectors.toSet());
  }

  /// The data fields that automations write, with their types.
  public Map<String, FieldType> dataFields() {
    return each(Action.Field.class)
        .collect(
            Collectors.toMap(
                Action.Field::dataField, Action.Field::type, (one, same) -> one, TreeMap::new));
  }

  /// The collections that automations keep records in.
  public Set<String> collections() {
    return each(Action.Insight.class).map(Action.Insight::collection).collect(Collectors.toSet());
  }

  private <A extends Action> Stream<A> each(Class<A> kind) {
    return rules.stream().map(Rule::action).filter(kind::isInstance).map(kind::cast);
  }
}
