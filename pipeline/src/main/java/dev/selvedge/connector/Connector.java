package dev.selvedge.connector;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The code for a kind of system: describes its options, checks them, and opens a system.
public interface Connector {
  /// The name used in `connector:` of a system, for example `jdbc`.
  String name();

  /// One sentence for the docs.
  String summary();

  /// Every option, from which docs, checks and suggestions are made.
  List<Option> options();

  /// Reads the `options:` of a system. Whatever is wrong goes to `problems`; what is returned
  /// then is of no use.
  ///
  /// @param options an empty mapping when the system has none
  Plan plan(
      SystemName system, YamlNode.Mapping options, Surroundings surroundings, Problems problems);

  /// How systems of this kind are told what somebody decided; empty where the connector has no way
  /// of its own.
  default Optional<ConsentOffer> consent() {
    return Optional.empty();
  }

  /// What a connector may use of the world around it.
  ///
  /// @param projectFolder relative paths in options start here
  record Surroundings(java.nio.file.Path projectFolder, InstantSource clock) {}

  /// A checked set of options, ready to open. Planning touches nothing outside.
  interface Plan {
    /// The feeds and kinds this system will give, known without connecting.
    List<Feed> feeds();

    /// Those of the feeds of which single records can be read by their keys.
    default Set<Feed> targeted() {
      return Set.of();
    }

    /// The feeds, of other systems as a rule, of which this system tells what changed.
    default Set<Feed> hinted() {
      return Set.of();
    }

    /// Feeds that are polled and have no mapping: what they give is for people, and is held back.
    default List<Feed> reports() {
      return List.of();
    }

    /// Which of its records have to wait for a person.
    default Holding holding() {
      return Holding.NOTHING;
    }

    /// A collection for Postman of the calls that this system takes; empty where there is none.
    ///
    /// @param examples bodies of single records, JSON, by kind
    default Optional<String> postman(Map<RecordKind, String> examples) {
      return Optional.empty();
    }

    /// Where the system is called over HTTP, for looking when its certificates end; empty where
    /// that is not known.
    default Set<URI> addresses() {
      return Set.of();
    }

    /// Connects lazily: opening does not fail because the system is away.
    Opened open();
  }

  /// An opened system. Close releases its connections.
  interface Opened extends AutoCloseable {
    List<PolledSource> polled();

    /// The sources that are called; at most one.
    List<WebhookSource> webhooks();

    /// One for each of the plan's targeted feeds.
    default List<TargetedSource> targeted() {
      return List.of();
    }

    /// Those of the feeds whose system tells how many orders were placed in a time; empty where
    /// that cannot be told cheaply.
    default List<CountedSource> counted() {
      return List.of();
    }

    /// Does once more what its reports tell of; empty where nothing can be done.
    default Optional<Restarter> restarter() {
      return Optional.empty();
    }

    /// Looks at the real system: can it be reached, is each feed readable. One finding a question.
    List<Finding> examine();

    @Override
    void close();
  }

  /// One line of a check-up.
  record Finding(boolean healthy, String what, String advice) {}

  /// One option of a connector.
  ///
  /// @param path dotted, `tables.*.key` for a key below any name
  /// @param type for the docs: text, number, duration, path, secret, one of …
  /// @param standard the default in words; empty when the option is required
  record Option(String path, String type, String standard, String description) {}
}
