package dev.selvedge.app.config.automation;

import dev.selvedge.app.config.setting.Settings;
import dev.selvedge.automation.FactKind;
import dev.selvedge.automation.Trigger;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.yaml.Nearest;
import dev.selvedge.yaml.YamlSection;
import java.math.BigDecimal;
import java.util.Optional;

/// Reads which changes of a field of people start an automation.
final class FieldTriggers {
  private FieldTriggers() {}

  static Optional<Trigger> read(FactKind on, YamlSection section, FieldCatalogue catalogue) {
    String key = AutomationSettings.WATCHED.key();
    String name = section.requiredText(key);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    FieldCatalogue.Field field = catalogue.fields().get(name);
    if (field == null) {
      section.problem(
          key,
          "no field of people is called '" + name + "'",
          Nearest.suggestion(name, catalogue.fields().keySet()));
      return Optional.empty();
    }
    return on == FactKind.FIELD_CHANGED ? changed(name, section) : crossed(field, section);
  }

  private static Optional<Trigger> changed(String name, YamlSection section) {
    Optional<String> from = Settings.read(section, AutomationSettings.BEFORE_VALUE);
    Optional<String> to = Settings.read(section, AutomationSettings.AFTER_VALUE);
    return from.flatMap(was -> to.map(is -> new Trigger.FieldChanged(name, was, is)));
  }

  private static Optional<Trigger> crossed(FieldCatalogue.Field field, YamlSection section) {
    Optional<Optional<BigDecimal>> over = Settings.read(section, AutomationSettings.OVER);
    Optional<Optional<BigDecimal>> under = Settings.read(section, AutomationSettings.UNDER);
    if (field.type() != FieldType.NUMERIC) {
      section.problem("field", "'" + field.name() + "' is no number", "use on: field_changed");
      return Optional.empty();
    }
    if (over.isEmpty() || under.isEmpty()) {
      return Optional.empty();
    }
    if (over.get().isPresent() == under.get().isPresent()) {
      section
          .problems()
          .add(
              section.position(),
              "'field_crossed' says either 'over' or 'under'",
              "add over: 1000, or under: 10");
      return Optional.empty();
    }
    boolean up = over.get().isPresent();
    return over.get()
        .or(under::get)
        .map(limit -> new Trigger.FieldCrossed(field.name(), up, limit));
  }
}
