package dev.selvedge.connectors.shipstation;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.http.ApacheHttp;
import dev.selvedge.connectors.http.OpenedSystem;
import dev.selvedge.connectors.walk.SliceWalk;
import dev.selvedge.connectors.walk.SlicedList;
import dev.selvedge.connectors.walk.WalkedFeed;
import dev.selvedge.connectors.warehouse.Calls;
import dev.selvedge.connectors.warehouse.Reading;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The connector `shipstation`: the parcels of a ShipStation account. Stateless.
public final class ShipStationConnector implements Connector {
  /// ShipStation is asked for whole seconds.
  private static final Duration LEAST = Duration.ofSeconds(1);

  @Override
  public String name() {
    return "shipstation";
  }

  @Override
  public String summary() {
    return "Reads shipments with what is in them, and fulfillments, of a ShipStation account through"
        + " version 1 of its API, and takes its webhooks.";
  }

  @Override
  public List<Option> options() {
    return ShipStationOptions.all();
  }

  @Override
  public Plan plan(
      SystemName system, YamlNode.Mapping options, Surroundings surroundings, Problems problems) {
    YamlSection section = YamlSection.of(options, Environment.NONE, problems);
    ShipStationSettings settings = ShipStationOptions.read(section);
    section.finish();
    return new Planned(system, settings, surroundings.clock());
  }

  private record Planned(SystemName system, ShipStationSettings settings, InstantSource clock)
      implements Plan {
    @Override
    public List<Feed> feeds() {
      return settings.subjects().stream().map(subject -> new Feed(system, subject.kind())).toList();
    }

    @Override
    public Set<Feed> targeted() {
      return settings.hook().isEmpty() ? Set.of() : Set.copyOf(feeds());
    }

    @Override
    public Set<Feed> hinted() {
      return targeted();
    }

    @Override
    public Opened open() {
      Reading reading = settings.reading();
      Calls calls =
          new Calls(
              system, new ApacheHttp(reading.limits()), clock, Optional.of(ShipStationApi.WINDOW));
      ShipStationApi api = new ShipStationApi(settings, calls);
      List<PolledSource> polled = new ArrayList<>();
      List<TargetedSource> targeted = new ArrayList<>();
      for (Subject subject : settings.subjects()) {
        Feed feed = new Feed(system, subject.kind());
        Parcels parcels = new Parcels(feed, subject, api, settings);
        polled.add(
            new WalkedFeed<>(
                feed, lists(subject, parcels, reading), SliceWalk::of, reading.pageSize()));
        if (settings.hook().isPresent()) {
          targeted.add(parcels);
        }
      }
      return new OpenedSystem(
          calls::close,
          polled,
          targeted,
          settings
              .hook()
              .<WebhookSource>map(address -> new ShipStationWebhook(system, settings, address))
              .stream()
              .toList(),
          () -> new AccountCheck(system, settings, api, calls.now()).examine());
    }

    /// By each time that the list can be asked for, and what is recent once more now and then.
    private static List<SlicedList> lists(Subject subject, Parcels parcels, Reading reading) {
      int most = ShipStationOptions.MOST_ROWS;
      List<SlicedList> lists = new ArrayList<>();
      for (String date : subject.dates()) {
        lists.add(
            new SlicedList(
                (slice, page, take) -> parcels.page(date, slice, page, take),
                reading.onwards(most, LEAST)));
      }
      String made = subject.dates().getFirst();
      lists.add(
          new SlicedList(
              (slice, page, take) -> parcels.page(made, slice, page, take),
              reading.again(most, LEAST)));
      return lists;
    }
  }
}
