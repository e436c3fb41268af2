package dev.selvedge.app.config;

import dev.selvedge.SystemName;
import dev.selvedge.app.config.ConsentSettings.Resubscribing;
import dev.selvedge.app.config.setting.Settings;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.Topic;
import dev.selvedge.person.ConsentPolicy;
import dev.selvedge.person.ConsentPolicy.Unasked;
import dev.selvedge.plan.Choices;
import dev.selvedge.yaml.Nearest;
import dev.selvedge.yaml.YamlSection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads `consent:` of `selvedge.yaml`. For one thread.
final class ConsentReader {
  private final YamlSection section;
  private final Set<String> systems;

  /// @param systems the names of the project's systems
  ConsentReader(YamlSection section, Set<String> systems) {
    this.section = section;
    this.systems = Set.copyOf(systems);
  }

  /// Nothing when one of the settings is faulty.
  Optional<Project.Consent> read() {
    Optional<Unasked> unasked = Settings.read(section, ConsentSettings.UNASKED);
    Optional<Boolean> softOptIn = Settings.read(section, ConsentSettings.SOFT_OPT_IN);
    Optional<Set<SystemName>> from =
        Settings.read(section, ConsentSettings.RESUBSCRIBE_FROM).flatMap(this::named);
    Optional<Project.Return> comeBack = comeBack();
    Optional<Boolean> sendProof = Settings.read(section, ConsentSettings.SEND_PROOF);
    List<String> lists = Settings.readTexts(section, ConsentSettings.LISTS);
    List<String> preferences = Settings.readTexts(section, ConsentSettings.PREFERENCES);
    Optional<String> smsNumber = Settings.read(section, ConsentSettings.SMS_NUMBER);
    return unasked.isEmpty()
            || softOptIn.isEmpty()
            || from.isEmpty()
            || comeBack.isEmpty()
            || sendProof.isEmpty()
            || smsNumber.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Project.Consent(
                new ConsentPolicy(
                    from.get(), ConsentPolicy.STANDARD.mailers(), softOptIn.get(), unasked.get()),
                comeBack.get(),
                sendProof.get(),
                choices(lists, preferences, smsNumber.get())));
  }

  /// Whom an opt-out takes off a list must not be put on it with the next write.
  ///
  /// @param everybodys the list that every contact is on, empty for none
  void checkLists(Project.Consent consent, String everybodys) {
    if (consent.named(Topic.Grain.LIST).stream().anyMatch(everybodys::equalsIgnoreCase)) {
      section.problem(
          ConsentSettings.LISTS.key(),
          "'" + everybodys + "' is the list that every contact is put on (dotdigital.list)",
          "let people decide on another one, or leave dotdigital.list out");
    }
  }

  /// A number is read from a field that there is.
  void checkNumber(Choices choices, FieldCatalogue catalogue) {
    String field = choices.numberField();
    if (!field.isEmpty() && !catalogue.fields().containsKey(field)) {
      section.problem(
          ConsentSettings.SMS_NUMBER.key(),
          "'" + field + "' is not a field of fields.yaml",
          Nearest.suggestion(field, catalogue.fields().keySet()));
    }
  }

  private static Choices choices(List<String> lists, List<String> preferences, String number) {
    Set<Topic> topics = new LinkedHashSet<>();
    lists.forEach(name -> topics.add(Topic.list(name)));
    preferences.forEach(name -> topics.add(Topic.preference(name)));
    if (!number.isEmpty()) {
      topics.add(Topic.SMS);
    }
    return new Choices(topics, number);
  }

  private Optional<Project.Return> comeBack() {
    Optional<Resubscribing> by = Settings.read(section, ConsentSettings.RESUBSCRIBE_BY);
    Optional<String> locale = Settings.read(section, ConsentSettings.CHALLENGE_LOCALE);
    Optional<String> redirect = Settings.read(section, ConsentSettings.CHALLENGE_REDIRECT);
    return by.isEmpty() || locale.isEmpty() || redirect.isEmpty()
        ? Optional.empty()
        : Optional.of(
            switch (by.get()) {
              case CHALLENGE -> new Project.Return.Asked(locale.get(), redirect.get());
              case AT_ONCE -> new Project.Return.AtOnce();
            });
  }

  /// Nothing when one of them is none of the project's.
  private Optional<Set<SystemName>> named(String text) {
    Set<SystemName> named = new LinkedHashSet<>();
    boolean good = true;
    for (String part : text.split(",", -1)) {
      String name = part.strip();
      if (systems.contains(name)) {
        named.add(new SystemName(name));
      } else if (!text.isBlank()) {
        good = false;
        section.problem(
            ConsentSettings.RESUBSCRIBE_FROM.key(),
            "'" + name + "' is not a system of this project",
            Nearest.suggestion(name, systems));
      }
    }
    return good ? Optional.of(named) : Optional.empty();
  }
}
