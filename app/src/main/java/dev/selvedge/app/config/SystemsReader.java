package dev.selvedge.app.config;

import dev.selvedge.SystemName;
import dev.selvedge.app.config.setting.Sections;
import dev.selvedge.app.config.setting.Settings;
import dev.selvedge.app.config.timetable.Polling;
import dev.selvedge.app.config.timetable.PollingReader;
import dev.selvedge.commerce.SkuWriting;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Feed;
import dev.selvedge.person.AddressRef;
import dev.selvedge.yaml.Nearest;
import dev.selvedge.yaml.Position;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads `systems:` of `selvedge.yaml` and lets each connector check its options.
final class SystemsReader {
  private static final String OPTIONS = "options";

  /// The target's own name in profiles and trails.
  static final String TARGET = "dotdigital";

  private final YamlSection root;
  private final Map<String, Connector> connectors;
  private final Connector.Surroundings surroundings;

  SystemsReader(
      YamlSection root, Map<String, Connector> connectors, Connector.Surroundings surroundings) {
    this.root = root;
    this.connectors = connectors;
    this.surroundings = surroundings;
  }

  /// The systems that are in order. A name that is written down counts as known even when its
  /// system is faulty; [#incomplete] tells those.
  ///
  /// @param positions by name, of every system written down
  record Systems(
      List<Project.SourceSystem> good, Set<String> incomplete, Map<String, Position> positions) {
    Set<String> names() {
      return positions.keySet();
    }

    /// Those that write SKUs as they are sent.
    Set<SystemName> cleaning() {
      return good.stream()
          .filter(system -> system.skus() == SkuWriting.CLEANED)
          .map(Project.SourceSystem::name)
          .collect(Collectors.toSet());
    }
  }

  Systems read() {
    YamlSection all = root.requiredSection("systems");
    List<Project.SourceSystem> good = new ArrayList<>();
    Set<String> incomplete = new HashSet<>();
    Map<String, Position> positions = new LinkedHashMap<>();
    for (String name : all.keys()) {
      positions.put(name, all.keyPosition(name));
      Sections.below(all, name)
          .flatMap(section -> system(name, all.keyPosition(name), section))
          .ifPresentOrElse(good::add, () -> incomplete.add(name));
    }
    Systems systems = new Systems(good, incomplete, positions);
    good.forEach(system -> system.plan().hinted().forEach(feed -> hinted(system, feed, systems)));
    return systems;
  }

  /// What a system says has changed must be there to be read.
  private void hinted(Project.SourceSystem system, Feed feed, Systems systems) {
    String name = feed.system().value();
    Position at = systems.positions().getOrDefault(system.name().value(), root.position());
    if (!systems.names().contains(name)) {
      root.problems()
          .add(
              at,
              "'" + system.name() + "' reads '" + feed + "', but there is no system '" + name + "'",
              Nearest.suggestion(name, systems.names()));
      return;
    }
    systems.good().stream()
        .filter(one -> one.name().equals(feed.system()))
        .filter(one -> !one.plan().targeted().contains(feed))
        .forEach(
            one ->
                root.problems()
                    .add(
                        at,
                        "'"
                            + system.name()
                            + "' reads '"
                            + feed
                            + "', which cannot be read by keys",
                        one.plan().targeted().isEmpty()
                            ? "the records of a system with the connector '"
                                + one.connector().name()
                                + "' cannot; the page of a connector says which of its records can"
                            : Nearest.suggestion(
                                feed.toString(),
                                one.plan().targeted().stream().map(Feed::toString).toList())));
  }

  private Optional<Project.SourceSystem> system(String name, Position at, YamlSection section) {
    Optional<SystemName> systemName = name(name, at);
    Optional<Connector> connector =
        Settings.read(section, ProjectSettings.SYSTEM_CONNECTOR)
            .flatMap(text -> connector(section, text));
    Optional<YamlNode.Mapping> options = options(section);
    if (systemName.isEmpty() || connector.isEmpty() || options.isEmpty()) {
      return passOver(section);
    }
    Problems wrong = new Problems();
    Connector.Plan plan =
        connector.get().plan(systemName.get(), options.get(), surroundings, wrong);
    root.problems().addAll(wrong.sorted());
    Optional<Polling> polling = PollingReader.read(section, read(plan));
    Optional<SkuWriting> skus = Settings.read(section, ProjectSettings.SYSTEM_SKUS);
    Optional<Optional<LocalDate>> end = Settings.read(section, ProjectSettings.SYSTEM_EXPIRE);
    if (!wrong.isEmpty()
        || polling.isEmpty()
        || skus.isEmpty()
        || end.isEmpty()
        || unfit(plan.feeds(), at)) {
      section.allow(ConsentTargetReader.KEY);
      return Optional.empty();
    }
    return new ConsentTargetReader(
            connector.get(),
            plan,
            new ConsentTargetReader.Written(systemName.get(), section, options.get(), surroundings))
        .read()
        .map(
            told ->
                new Project.SourceSystem(
                    systemName.get(),
                    connector.get(),
                    polling.get(),
                    plan,
                    told,
                    skus.get(),
                    end.get()));
  }

  private static List<Feed> read(Connector.Plan plan) {
    return Stream.concat(plan.feeds().stream(), plan.reports().stream()).toList();
  }

  private static Optional<Project.SourceSystem> passOver(YamlSection section) {
    section.allow(ConsentTargetReader.KEY);
    PollingReader.pass(section);
    Settings.read(section, PollingReader.EVERY);
    Settings.read(section, ProjectSettings.SYSTEM_SKUS);
    Settings.read(section, ProjectSettings.SYSTEM_EXPIRE);
    return Optional.empty();
  }

  private Optional<SystemName> name(String name, Position at) {
    if (name.equals(TARGET)) {
      root.problems().add(at, "'" + name + "' is the target's own name", "choose another");
      return Optional.empty();
    }
    try {
      return Optional.of(new SystemName(name));
    } catch (IllegalArgumentException e) {
      root.problems()
          .add(
              at,
              "'" + name + "' is not a system's name",
              "write 1 to 40 lower-case letters, digits and hyphens, beginning with a letter");
      return Optional.empty();
    }
  }

  private Optional<Connector> connector(YamlSection section, String name) {
    Connector connector = connectors.get(name);
    if (connector == null) {
      section.problem(
          "connector",
          "there is no connector '" + name + "'",
          Nearest.suggestion(name, connectors.keySet()));
    }
    return Optional.ofNullable(connector);
  }

  private Optional<YamlNode.Mapping> options(YamlSection section) {
    Optional<YamlNode> written = section.node(OPTIONS);
    if (written.isEmpty()) {
      return Optional.of(new YamlNode.Mapping(section.position(), Map.of(), Map.of()));
    }
    Problems unset = new Problems();
    YamlNode resolved = section.environment().resolveAll(written.get(), unset);
    section.problems().addAll(unset.sorted());
    if (resolved instanceof YamlNode.Mapping mapping) {
      return Optional.of(mapping).filter(ignored -> unset.isEmpty());
    }
    section.problem(OPTIONS, "'options' must be 'key: value' lines", "indent them below it");
    return Optional.empty();
  }

  private boolean unfit(List<Feed> feeds, Position at) {
    Set<Feed> seen = new HashSet<>();
    boolean unfit = false;
    for (Feed feed : feeds) {
      if (AddressRef.reserves(feed.kind())) {
        root.problems()
            .add(
                at,
                "the feed "
                    + feed
                    + " has a kind that the hub keeps for what is said of an e-mail address",
                "give it another kind, such as 'postal-address'");
        unfit = true;
      }
      if (!seen.add(feed)) {
        root.problems().add(at, "the feed " + feed + " is there twice", "give one another kind");
        unfit = true;
      }
    }
    return unfit;
  }
}
