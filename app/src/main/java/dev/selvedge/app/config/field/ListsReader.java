package dev.selvedge.app.config.field;

import dev.selvedge.app.config.setting.Sections;
import dev.selvedge.app.config.setting.Setting;
import dev.selvedge.app.config.setting.SettingKinds;
import dev.selvedge.app.config.setting.Settings;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.Topic;
import dev.selvedge.plan.ListRule;
import dev.selvedge.yaml.Nearest;
import dev.selvedge.yaml.YamlSection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Reads `lists`: who is on which Dotdigital list by what is known of them.
public final class ListsReader {
  static final Setting<String> FIELD =
      Setting.required(
          "lists.*.field",
          SettingKinds.text(),
          "The field of `fields.yaml` that decides who is on the list of this name: whoever has one"
              + " of the values of `is` and may be mailed. Who has not, or may not, is taken off.");
  static final Setting<List<String>> IS =
      Setting.required(
          "lists.*.is",
          SettingKinds.texts(),
          "Which values do, in upper or lower case: `[GB, IE]`.");

  private final YamlSection section;

  public ListsReader(YamlSection section) {
    this.section = section;
  }

  public static List<Setting<?>> settings() {
    return List.of(FIELD, IS);
  }

  /// Reads the lists and the rules by which people are on them.
  ///
  /// @param taken lists that people decide on, and the one that everybody is on
  public Map<Topic, ListRule> read(FieldCatalogue catalogue, Set<String> taken) {
    Map<Topic, ListRule> rules = new TreeMap<>();
    for (String list : section.keys()) {
      if (taken.stream().anyMatch(list::equalsIgnoreCase)) {
        section.problem(
            list,
            "'" + list + "' is a list that people decide on, or that everybody is on",
            "give the rule a list of its own: two would put people on it and take them off in turn");
      }
      Sections.below(section, list)
          .flatMap(one -> rule(one, catalogue))
          .ifPresent(rule -> rules.put(Topic.list(list), rule));
    }
    return rules;
  }

  private static Optional<ListRule> rule(YamlSection section, FieldCatalogue catalogue) {
    Optional<String> field = Settings.read(section, FIELD);
    List<String> is = Settings.readTexts(section, IS);
    field
        .filter(name -> !catalogue.fields().containsKey(name))
        .ifPresent(
            name ->
                section.problem(
                    FIELD.key(),
                    "'" + name + "' is not a field of fields.yaml",
                    Nearest.suggestion(name, catalogue.fields().keySet())));
    if (is.isEmpty()) {
      section.problem(IS.key(), "'is' names no value", "write [GB, IE]");
    }
    return is.isEmpty() ? Optional.empty() : field.map(name -> new ListRule(name, Set.copyOf(is)));
  }
}
