package dev.selvedge.app.config.automation;

import dev.selvedge.app.config.setting.Settings;
import dev.selvedge.automation.Cap;
import dev.selvedge.automation.Condition;
import dev.selvedge.automation.FactKind;
import dev.selvedge.automation.Hours;
import dev.selvedge.automation.Seen;
import dev.selvedge.automation.Terms;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.yaml.Nearest;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads what a rule of `automations.yaml` asks for beside its fact, what it does and its deadline.
final class TermsReader {
  private static final String CONDITION = "if";
  private static final String HOURS = "hours";
  private static final String AT_MOST = "at_most";

  private TermsReader() {}

  /// Nothing where something is wrong; the section's problems then say so.
  static Optional<Terms> read(
      String name, Optional<FactKind> on, YamlSection section, FieldCatalogue catalogue) {
    Optional<List<FactKind>> unless = Settings.readList(section, AutomationSettings.UNLESS);
    Optional<Duration> wait = Settings.read(section, AutomationSettings.WAIT);
    Optional<Optional<LocalDate>> past = Settings.read(section, AutomationSettings.PAST);
    Optional<Boolean> enabled = Settings.read(section, AutomationSettings.ENABLED);
    Optional<Optional<Condition>> condition = condition(on, section, catalogue);
    Optional<Optional<Hours>> hours = hours(section, catalogue);
    Optional<Optional<Cap>> cap = cap(name, section);
    if (unless.isEmpty()
        || wait.isEmpty()
        || past.isEmpty()
        || enabled.isEmpty()
        || condition.isEmpty()
        || hours.isEmpty()
        || cap.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Terms(
            Set.copyOf(unless.get()),
            wait.get(),
            past.get().map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant()),
            enabled.get(),
            condition.get(),
            hours.get(),
            cap.get()));
  }

  private static Optional<Optional<Condition>> condition(
      Optional<FactKind> on, YamlSection section, FieldCatalogue catalogue) {
    Optional<YamlNode> node = section.node(CONDITION);
    if (node.isEmpty() || on.isEmpty()) {
      return Optional.of(Optional.empty());
    }
    if (node.get() instanceof YamlNode.Scalar scalar) {
      Optional<Condition> compiled =
          Condition.compile(scalar, Seen.environment(on.get(), catalogue), section.problems());
      return compiled.isPresent() ? Optional.of(compiled) : Optional.empty();
    }
    section.problem(CONDITION, "'if' must be one expression", "write if: \"order.total > 100.0\"");
    return Optional.empty();
  }

  private static Optional<Optional<Hours>> hours(YamlSection section, FieldCatalogue catalogue) {
    if (!section.has(HOURS)) {
      return Optional.of(Optional.empty());
    }
    Optional<YamlSection> hours = section.section(HOURS);
    if (hours.isEmpty()) {
      return Optional.empty();
    }
    Optional<Integer> from = Settings.read(hours.get(), AutomationSettings.FROM);
    Optional<Integer> to = Settings.read(hours.get(), AutomationSettings.TO);
    Optional<List<DayOfWeek>> days = Settings.readList(hours.get(), AutomationSettings.DAYS);
    Optional<ZoneId> zone = Settings.read(hours.get(), AutomationSettings.ZONE);
    Optional<String> field = Settings.read(hours.get(), AutomationSettings.FIELD);
    if (from.isEmpty()
        || to.isEmpty()
        || days.isEmpty()
        || zone.isEmpty()
        || field.isEmpty()
        || !isKnown(field.get(), hours.get(), catalogue)) {
      return Optional.empty();
    }
    if (from.get() >= to.get()) {
      hours.get().problem("to", "'to' must be later than 'from', on the same day", "");
      return Optional.empty();
    }
    Set<DayOfWeek> open =
        days.get().isEmpty() ? EnumSet.allOf(DayOfWeek.class) : EnumSet.copyOf(days.get());
    return Optional.of(Optional.of(new Hours(from.get(), to.get(), open, zone.get(), field.get())));
  }

  private static boolean isKnown(String field, YamlSection hours, FieldCatalogue catalogue) {
    boolean known = field.isEmpty() || catalogue.fields().containsKey(field);
    if (!known) {
      hours.problem(
          "field",
          "no field of people is called '" + field + "'",
          Nearest.suggestion(field, catalogue.fields().keySet()));
    }
    return known;
  }

  private static Optional<Optional<Cap>> cap(String name, YamlSection section) {
    if (!section.has(AT_MOST)) {
      return Optional.of(Optional.empty());
    }
    Optional<YamlSection> limits = section.section(AT_MOST);
    if (limits.isEmpty()) {
      return Optional.empty();
    }
    Optional<Integer> times = Settings.read(limits.get(), AutomationSettings.TIMES);
    Optional<Duration> per = Settings.read(limits.get(), AutomationSettings.PER);
    Optional<String> group = Settings.read(limits.get(), AutomationSettings.GROUP);
    return times.isEmpty() || per.isEmpty() || group.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Optional.of(
                group.get().isEmpty()
                    ? Cap.ofRule(name, times.get(), per.get())
                    : Cap.ofGroup(group.get(), times.get(), per.get())));
  }
}
