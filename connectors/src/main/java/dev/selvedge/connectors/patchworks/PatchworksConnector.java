package dev.selvedge.connectors.patchworks;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.ConsentOffer;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Holding;
import dev.selvedge.connectors.patchworks.api.ApiOptions;
import dev.selvedge.connectors.patchworks.api.ApiSettings;
import dev.selvedge.connectors.patchworks.receive.KeylessRecords;
import dev.selvedge.connectors.patchworks.receive.PostmanCollection;
import dev.selvedge.connectors.patchworks.receive.ReceiveOptions;
import dev.selvedge.connectors.patchworks.receive.ReceiveSettings;
import dev.selvedge.connectors.patchworks.tell.FlowConsentOffer;
import dev.selvedge.connectors.patchworks.watch.RunReport;
import dev.selvedge.connectors.patchworks.watch.WatchOptions;
import dev.selvedge.connectors.patchworks.watch.WatchSettings;
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
    return "Takes what Patchworks flows post and answers for every record, starts a flow with what people"
        + " decide, and watches how flows run.";
  }

  @Override
  public List<Option> options() {
    return Stream.of(ReceiveOptions.all(), ApiOptions.all(), WatchOptions.all())
        .flatMap(List::stream)
        .toList();
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
    Optional<WatchSettings> watch = section.section(WatchOptions.SECTION).map(WatchOptions::read);
    check(section, receive, api, watch);
    section.finish();
    return new Planned(system, receive, api, watch, surroundings.clock());
  }

  private static void check(
      YamlSection section,
      Optional<ReceiveSettings> receive,
      Optional<ApiSettings> api,
      Optional<WatchSettings> watch) {
    if (receive.isEmpty() && watch.isEmpty()) {
      section
          .problems()
          .add(
              section.position(),
              "neither 'receive' nor 'watch' is there",
              "say which kinds of records are posted, or write 'watch: {}' to watch flow runs");
    }
    if (watch.isPresent() && api.isEmpty()) {
      section.problem(
          WatchOptions.SECTION,
          "runs cannot be watched without the API of Patchworks",
          "add 'api:' with 'key'");
    }
    if (receive.map(ReceiveSettings::told).orElse(List.of()).contains(RunReport.KIND)) {
      section.problem(
          ReceiveOptions.SECTION,
          "the kind '" + RunReport.KIND + "' is kept for runs that are watched",
          "give it another name");
    }
  }

  private record Planned(
      SystemName system,
      Optional<ReceiveSettings> receive,
      Optional<ApiSettings> api,
      Optional<WatchSettings> watch,
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
    public List<Feed> reports() {
      return watch.stream().map(ignored -> new Feed(system, RunReport.KIND)).toList();
    }

    @Override
    public Holding holding() {
      Holding keyless = receive.<Holding>map(KeylessRecords::new).orElse(Holding.NOTHING);
      RunReport runs = new RunReport();
      return record ->
          record.ref().kind().equals(RunReport.KIND) ? runs.look(record) : keyless.look(record);
    }

    @Override
    public Optional<String> postman(Map<RecordKind, String> examples) {
      return receive.map(settings -> PostmanCollection.of(system, settings, examples));
    }

    @Override
    public Opened open() {
      return PatchworksSystem.open(system, receive, api, watch, clock);
    }
  }
}
