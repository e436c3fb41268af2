package dev.selvedge.app.config;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.app.config.setting.Settings;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.ConsentOffer;
import dev.selvedge.connector.Feed;
import dev.selvedge.connectors.consent.HttpConsentOffer;
import dev.selvedge.mapping.Topic;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Nearest;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads `consent_target:` of a system: one entry or several, each in the way its connector offers
/// or over HTTP.
final class ConsentTargetReader {
  static final String KEY = "consent_target";

  private static final Set<String> IN_COMMON =
      Set.of(
          ProjectSettings.TOLD_KIND.key(),
          ProjectSettings.TOLD_TOPIC.key(),
          ProjectSettings.TOLD_CALLS.key());

  private final Connector connector;
  private final Connector.Plan plan;
  private final Written written;

  ConsentTargetReader(Connector connector, Connector.Plan plan, Written written) {
    this.connector = connector;
    this.plan = plan;
    this.written = written;
  }

  /// A system as it is written down.
  ///
  /// @param options of its connector, with the environment in place
  record Written(
      SystemName system,
      YamlSection section,
      YamlNode.Mapping options,
      Connector.Surroundings surroundings) {}

  /// Nothing when something is wrong; the section's problems then say so.
  Optional<List<Project.Told>> read() {
    Optional<YamlNode> node = written.section().node(KEY);
    if (node.isEmpty()) {
      return Optional.of(List.of());
    }
    Problems wrong = new Problems();
    List<Project.Told> told = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (YamlNode.Mapping entry : entries(node.get(), wrong)) {
      entry(entry, wrong)
          .ifPresent(
              one -> {
                if (!seen.add(one.kind() + " " + one.topic().text())) {
                  wrong.add(
                      entry.position(),
                      "'" + one.kind() + "' is told about " + one.topic().words() + " twice",
                      "leave one out");
                }
                told.add(one);
              });
    }
    written.section().problems().addAll(wrong.sorted());
    return wrong.isEmpty() ? Optional.of(told) : Optional.empty();
  }

  private List<YamlNode.Mapping> entries(YamlNode node, Problems wrong) {
    YamlNode resolved = written.section().environment().resolveAll(node, wrong);
    List<YamlNode> nodes =
        resolved instanceof YamlNode.Sequence sequence ? sequence.values() : List.of(resolved);
    List<YamlNode.Mapping> entries = new ArrayList<>();
    for (YamlNode one : nodes) {
      if (one instanceof YamlNode.Mapping mapping) {
        entries.add(mapping);
      } else {
        wrong.add(
            one.position(),
            "'" + KEY + "' must be 'key: value' lines, or a list of such",
            "indent them below it");
      }
    }
    return entries;
  }

  private Optional<Project.Told> entry(YamlNode.Mapping entry, Problems wrong) {
    YamlSection section = YamlSection.of(entry, Environment.NONE, wrong);
    Optional<RecordKind> kind =
        Settings.read(section, ProjectSettings.TOLD_KIND).flatMap(text -> kind(section, text));
    Optional<Topic> topic = Settings.read(section, ProjectSettings.TOLD_TOPIC);
    Optional<Integer> calls = Settings.read(section, ProjectSettings.TOLD_CALLS);
    Optional<ConsentOffer> offer = offer(section);
    if (kind.isEmpty() || topic.isEmpty() || calls.isEmpty() || offer.isEmpty()) {
      return Optional.empty();
    }
    ConsentOffer.Request request =
        new ConsentOffer.Request(
            written.system(),
            kind.get(),
            topic.get().text(),
            written.options(),
            own(entry),
            written.surroundings());
    return Optional.of(
        new Project.Told(kind.get(), topic.get(), calls.get(), offer.get().plan(request, wrong)));
  }

  private Optional<ConsentOffer> offer(YamlSection section) {
    if (section.has(HttpConsentOffer.SECTION)) {
      return Optional.of(new HttpConsentOffer());
    }
    Optional<ConsentOffer> own = connector.consent();
    if (own.isEmpty()) {
      section
          .problems()
          .add(
              section.position(),
              "the connector '" + connector.name() + "' has no way of its own to tell a system",
              "add 'http:' with the call to make");
    }
    return own;
  }

  /// The system is told by its records' keys, so that it must be read for them.
  private Optional<RecordKind> kind(YamlSection section, String text) {
    List<String> known =
        plan.feeds().stream().map(Feed::kind).map(RecordKind::value).sorted().toList();
    if (!known.contains(text)) {
      section.problem(
          ProjectSettings.TOLD_KIND.key(),
          "'" + written.system() + "' has no records of the kind '" + text + "'",
          Nearest.suggestion(text, known));
      return Optional.empty();
    }
    return Optional.of(new RecordKind(text));
  }

  private static YamlNode.Mapping own(YamlNode.Mapping entry) {
    Map<String, YamlNode> values = new LinkedHashMap<>(entry.values());
    values.keySet().removeAll(IN_COMMON);
    return new YamlNode.Mapping(entry.position(), values, entry.keys());
  }
}
