package dev.selvedge.connectors.kafka;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Feed;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import java.util.List;

/// The connector `kafka`: topics whose messages are JSON, and Debezium's change events. Stateless.
public final class KafkaConnector implements Connector {
  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public String summary() {
    return "Reads topics of Kafka whose messages are JSON, among them the change events of Debezium;"
        + " how far it has read is kept with the records, so that nothing is lost.";
  }

  @Override
  public List<Option> options() {
    return KafkaSettings.options();
  }

  @Override
  public Plan plan(
      SystemName system, YamlNode.Mapping options, Surroundings surroundings, Problems problems) {
    return new Planned(system, KafkaSettings.read(options, surroundings.projectFolder(), problems));
  }

  private record Planned(SystemName system, KafkaOptions options) implements Plan {
    @Override
    public List<Feed> feeds() {
      return options.topics().stream().map(rule -> new Feed(system, rule.kind())).toList();
    }

    @Override
    public Opened open() {
      return new KafkaSystem(system, options);
    }
  }
}
