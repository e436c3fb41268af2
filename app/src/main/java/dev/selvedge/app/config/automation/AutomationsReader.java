package dev.selvedge.app.config.automation;

import dev.selvedge.app.config.action.ActionReader;
import dev.selvedge.app.config.example.AutomationExample;
import dev.selvedge.app.config.example.ExampleReader;
import dev.selvedge.app.config.setting.Sections;
import dev.selvedge.app.config.setting.Setting;
import dev.selvedge.app.config.setting.Settings;
import dev.selvedge.automation.Action;
import dev.selvedge.automation.Automations;
import dev.selvedge.automation.FactKind;
import dev.selvedge.automation.Rule;
import dev.selvedge.automation.Rule.Purpose;
import dev.selvedge.automation.Scene;
import dev.selvedge.automation.Terms;
import dev.selvedge.automation.Trigger;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.yaml.YamlSection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads `automations.yaml`: which facts make the hub do what.
public final class AutomationsReader {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  private AutomationsReader() {}

  /// What the file holds.
  public record Declared(Automations automations, List<AutomationExample> examples) {
    public static final Declared NOTHING = new Declared(Automations.NONE, List.of());
  }

  /// Those that are in order, and their worked examples.
  ///
  /// @param catalogue the fields that conditions may name, and what is done may take
  /// @param actions reads what is done
  public static Declared read(YamlSection root, FieldCatalogue catalogue, ActionReader actions) {
    YamlSection all = root.requiredSection("automations");
    List<Rule> rules = new ArrayList<>();
    List<AutomationExample> examples = new ArrayList<>();
    ExampleReader reader = new ExampleReader(catalogue);
    for (String name : all.keys()) {
      boolean named = isName(name, all);
      Optional<YamlSection> below = Sections.below(all, name);
      below.ifPresent(section -> examples.addAll(reader.read(name, section)));
      below
          .flatMap(section -> rule(name, section, actions, catalogue))
          .filter(ignored -> named)
          .ifPresent(rules::add);
    }
    return new Declared(new Automations(rules), examples);
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

  private static Optional<Rule> rule(
      String name, YamlSection section, ActionReader actions, FieldCatalogue catalogue) {
    Optional<FactKind> on = Settings.read(section, AutomationSettings.ON);
    Optional<Action> action =
        actions.read(
            name,
            section,
            on.map(kind -> Scene.types(kind, catalogue)).orElseGet(() -> Scene.types(catalogue)));
    Optional<Duration> within = Settings.read(section, AutomationSettings.WITHIN);
    Optional<Purpose> purpose = Settings.read(section, AutomationSettings.PURPOSE);
    Optional<Trigger> trigger = on.flatMap(kind -> trigger(kind, section, catalogue));
    Optional<Terms> terms = TermsReader.read(name, on, section, catalogue);
    if (trigger.isEmpty()
        || action.isEmpty()
        || within.isEmpty()
        || purpose.isEmpty()
        || terms.isEmpty()) {
      return Optional.empty();
    }
    if (within.get().compareTo(terms.get().delay()) <= 0) {
      section.problem(
          AutomationSettings.WAIT.key(),
          "'wait' must be shorter than 'within': both count from what happened",
          "make 'within' the longer one");
      return Optional.empty();
    }
    return Optional.of(
        new Rule(name, trigger.get(), action.get(), within.get(), purpose.get(), terms.get()));
  }

  /// What a kind needs to be told must be there, and nothing that belongs to another.
  private static Optional<Trigger> trigger(
      FactKind on, YamlSection section, FieldCatalogue catalogue) {
    Set<FactKind> ofFields = Set.of(FactKind.FIELD_CHANGED, FactKind.FIELD_CROSSED);
    foreign(section, AutomationSettings.WATCHED, on, ofFields);
    foreign(section, AutomationSettings.BEFORE_VALUE, on, Set.of(FactKind.FIELD_CHANGED));
    foreign(section, AutomationSettings.AFTER_VALUE, on, Set.of(FactKind.FIELD_CHANGED));
    foreign(section, AutomationSettings.OVER, on, Set.of(FactKind.FIELD_CROSSED));
    foreign(section, AutomationSettings.UNDER, on, Set.of(FactKind.FIELD_CROSSED));
    foreign(section, AutomationSettings.N, on, Set.of(FactKind.NTH_ORDER));
    foreign(section, AutomationSettings.AFTER, on, Set.of(FactKind.LAPSED, FactKind.CART_LEFT));
    foreign(section, AutomationSettings.BY, on, Set.of(FactKind.PRICE_DROP));
    foreign(section, AutomationSettings.BEFORE, on, Set.of(FactKind.REPLENISHMENT_DUE));
    return switch (on) {
      case NTH_ORDER -> needed(section, AutomationSettings.N).map(Trigger.NthOrder::new);
      case FIELD_CHANGED, FIELD_CROSSED -> FieldTriggers.read(on, section, catalogue);
      case CART_LEFT -> needed(section, AutomationSettings.AFTER).map(Trigger.CartLeft::new);
      case BACK_IN_STOCK -> Optional.of(new Trigger.BackInStock());
      case PRICE_DROP -> Settings.read(section, AutomationSettings.BY).map(Trigger.PriceDrop::new);
      case LAPSED -> needed(section, AutomationSettings.AFTER).map(Trigger.Lapsed::new);
      case REPLENISHMENT_DUE ->
          Settings.read(section, AutomationSettings.BEFORE).map(Trigger.ReplenishmentDue::new);
      case ORDER_PLACED, PAID, SHIPPED, DELIVERED, REFUNDED, CANCELLED, FIRST_ORDER ->
          Optional.of(Trigger.of(on));
    };
  }

  private static <T> Optional<T> needed(YamlSection section, Setting<T> setting) {
    if (!section.has(setting.key())) {
      section.requiredText(setting.key());
      return Optional.empty();
    }
    return Settings.read(section, setting);
  }

  private static void foreign(
      YamlSection section, Setting<?> setting, FactKind on, Set<FactKind> kinds) {
    if (section.has(setting.key()) && !kinds.contains(on)) {
      String only = String.join(", ", kinds.stream().map(FactKind::word).sorted().toList());
      section.problem(
          setting.key(), "'" + setting.key() + "' is for " + only + " only", "take it out");
    }
  }
}
