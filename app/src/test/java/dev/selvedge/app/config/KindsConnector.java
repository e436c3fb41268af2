package dev.selvedge.app.config;

import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A connector that gives the kinds it is told to.
final class KindsConnector implements Connector {
  @Override
  public String name() {
    return "kinds";
  }

  @Override
  public String summary() {
    return "Gives the kinds it is told to.";
  }

  @Override
  public List<Option> options() {
    return List.of(
        new Option("kinds", "list", "", "The kinds it gives."),
        new Option("secret", "secret", "none", "A secret."));
  }

  @Override
  public Plan plan(
      SystemName system, YamlNode.Mapping options, Surroundings surroundings, Problems problems) {
    YamlSection section = YamlSection.of(options, Environment.NONE, problems);
    List<Feed> feeds =
        section.texts("kinds").stream()
            .map(kind -> new Feed(system, new RecordKind(kind)))
            .toList();
    Set<Feed> targeted =
        section.texts("targeted").stream()
            .map(kind -> new Feed(system, new RecordKind(kind)))
            .collect(Collectors.toSet());
    Set<Feed> hinted =
        section.texts("hinted").stream()
            .map(flow -> RecordRef.parse(flow + "/key"))
            .map(record -> new Feed(record.system(), record.kind()))
            .collect(Collectors.toSet());
    section.secret("secret");
    section.finish();
    return new KindsPlan(feeds, targeted, hinted);
  }

  private record KindsPlan(List<Feed> feeds, Set<Feed> targeted, Set<Feed> hinted) implements Plan {
    @Override
    public Opened open() {
      return new Opened() {
        @Override
        public List<PolledSource> polled() {
          return List.of();
        }

        @Override
        public List<WebhookSource> webhooks() {
          return List.of();
        }

        @Override
        public List<Finding> examine() {
          return List.of(new Finding(true, "all is well", ""));
        }

        @Override
        public void close() {}
      };
    }
  }
}
