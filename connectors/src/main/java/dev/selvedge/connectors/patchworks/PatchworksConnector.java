package dev.selvedge.connectors.patchworks;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.ConsentOffer;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Holding;
import dev.selvedge.connectors.patchworks.api.ApiOptions;
import dev.selvedge.connectors.patchworks.api.ApiSettings;
import dev.selvedge.connectors.patchworks.api.PatchworksApi;
import dev.selvedge.connectors.patchworks.receive.KeylessRecords;
import dev.selvedge.connectors.patchworks.receive.PostmanCollection;
import dev.selvedge.connectors.patchworks.receive.ReceiveOptions;
import dev.selvedge.connectors.patchworks.receive.ReceiveSettings;
import dev.selvedge.connectors.patchworks.tell.FlowConsentOffer;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Patchworks, and through it every system that only Patchworks reaches. Stateless.
public final class PatchworksConnector implements Connector {
  @Override
  public String name() {
    return "patchworks";
  }

  @Override
  public String summary() {
    return "Takes what Patchworks flows post and answers for every record, and starts a flow with what"
        + " people decide.";
  }

  @Override
  public List<Option> options() {
    return Stream.concat(ReceiveOptions.all().stream(), ApiOptions.all().stream()).toList();
  }

  @Override
  public Optional<ConsentOffer> consent() {
    return Optional.of(new FlowConsentOffer());
  }

  @Override
  public Plan plan(
      SystemName system, YamlNode.Mapping options, Surroundings surroundings, Problems problems) {
    YamlSection section = YamlSection.of(options, Environment.NONE, problems);
    Optional<ReceiveSettings> receive =
        section.section(ReceiveOptions.SECTION).map(ReceiveOptions::read);
    Optional<ApiSettings> api = section.section(ApiOptions.SECTION).map(ApiOptions::read);
    if (receive.isEmpty()) {
      problems.add(
          section.position(), "'receive' is missing", "say which kinds of records are posted");
    }
    section.finish();
    return new Planned(system, receive, api, surroundings.clock());
  }

  private record Planned(
      SystemName system,
      Optional<ReceiveSettings> receive,
      Optional<ApiSettings> api,
      InstantSource clock)
      implements Plan {
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
      return new PatchworksSystem(
          system, receive, api.map(found -> new PatchworksApi(system, found, clock)));
    }
  }
}
