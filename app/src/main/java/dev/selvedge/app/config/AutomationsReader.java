package dev.selvedge.app.config;

import dev.selvedge.automation.Action;
import dev.selvedge.automation.Automations;
import dev.selvedge.automation.FactKind;
import dev.selvedge.automation.Rule;
import dev.selvedge.automation.Rule.Purpose;
import dev.selvedge.yaml.YamlSection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads `automations.yaml`: which facts start people in which programs.
final class AutomationsReader {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  private AutomationsReader() {}

  /// Those that are in order.
  static Automations read(YamlSection root) {
    YamlSection all = root.requiredSection("automations");
    List<Rule> rules = new ArrayList<>();
    for (String name : all.keys()) {
      boolean named = isName(name, all);
      Sections.below(all, name)
          .flatMap(section -> rule(name, section))
          .filter(ignored -> named)
          .ifPresent(rules::add);
    }
    return new Automations(rules);
  }

  private static boolean isName(String name, YamlSection all) {
    boolean named = NAME.matcher(name).matches();
    if (!named) {
      all.problems()
          .add(
              all.keyPosition(name),
              "'" + name + "' is not an automation's name",
              "write 1 to 40 lower-case letters, digits and hyphens, beginning with a letter");
    }
    return named;
  }

  private static Optional<Rule> rule(String name, YamlSection section) {
    Optional<FactKind> on = Settings.read(section, AutomationSettings.ON);
    Optional<Integer> program = Settings.read(section, AutomationSettings.PROGRAM);
    Optional<Duration> within = Settings.read(section, AutomationSettings.WITHIN);
    Optional<Purpose> purpose = Settings.read(section, AutomationSettings.PURPOSE);
    if (on.isEmpty() || program.isEmpty() || within.isEmpty() || purpose.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Rule(name, on.get(), new Action.Enrol(program.get()), within.get(), purpose.get()));
  }
}
