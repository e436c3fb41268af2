package dev.selvedge.connectors.patchworks;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Holding;
import dev.selvedge.connectors.patchworks.receive.KeylessRecords;
import dev.selvedge.connectors.patchworks.receive.PostmanCollection;
import dev.selvedge.connectors.patchworks.receive.ReceiveOptions;
import dev.selvedge.connectors.patchworks.receive.ReceiveSettings;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Patchworks, and through it every system that only Patchworks reaches. Stateless.
public final class PatchworksConnector implements Connector {
  @Override
  public String name() {
    return "patchworks";
  }

  @Override
  public String summary() {
    return "Takes what Patchworks flows post, and answers for every record.";
  }

  @Override
  public List<Option> options() {
    return ReceiveOptions.all();
  }

  @Override
  public Plan plan(
      SystemName system, YamlNode.Mapping options, Surroundings surroundings, Problems problems) {
    YamlSection section = YamlSection.of(options, Environment.NONE, problems);
    Optional<ReceiveSettings> receive =
        section.section(ReceiveOptions.SECTION).map(ReceiveOptions::read);
    if (receive.isEmpty()) {
      problems.add(
          section.position(), "'receive' is missing", "say which kinds of records are posted");
    }
    section.finish();
    return new Planned(system, receive);
  }

  private record Planned(SystemName system, Optional<ReceiveSettings> receive) implements Plan {
    @Override
    public List<Feed> feeds() {
      return receive.stream()
          .flatMap(settings -> settings.told().stream())
          .map(kind -> new Feed(system, kind))
          .toList();
    }

    @Override
    public Holding holding() {
      return receive.<Holding>map(KeylessRecords::new).orElse(Holding.NOTHING);
    }

    @Override
    public Optional<String> postman(Map<RecordKind, String> examples) {
      return receive.map(settings -> PostmanCollection.of(system, settings, examples));
    }

    @Override
    public Opened open() {
      return new PatchworksSystem(system, receive);
    }
  }
}
