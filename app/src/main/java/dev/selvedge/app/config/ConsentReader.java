package dev.selvedge.app.config;

import dev.selvedge.SystemName;
import dev.selvedge.app.config.ConsentSettings.Resubscribing;
import dev.selvedge.person.ConsentPolicy;
import dev.selvedge.person.ConsentPolicy.Unasked;
import dev.selvedge.yaml.Nearest;
import dev.selvedge.yaml.YamlSection;
import java.util.LinkedHashSet;
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
    return unasked.isEmpty()
            || softOptIn.isEmpty()
            || from.isEmpty()
            || comeBack.isEmpty()
            || sendProof.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Project.Consent(
                new ConsentPolicy(
                    from.get(), ConsentPolicy.STANDARD.mailers(), softOptIn.get(), unasked.get()),
                comeBack.get(),
                sendProof.get()));
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
