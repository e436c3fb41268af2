package dev.selvedge.automation;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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

  public Optional<Rule> named(String name) {
    return rules.stream().filter(rule -> rule.name().equals(name)).findFirst();
  }

  /// The numbers of all programs that somebody may be started in.
  public Set<Integer> programs() {
    return rules.stream()
        .map(
            rule ->
                switch (rule.action()) {
                  case Action.Enrol(int program) -> program;
                })
        .collect(Collectors.toSet());
  }
}
