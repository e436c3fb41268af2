package dev.selvedge.connectors.peoplevox;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Feed;
import dev.selvedge.connectors.http.ApacheHttp;
import dev.selvedge.connectors.http.OpenedSystem;
import dev.selvedge.connectors.walk.EntryLookup;
import dev.selvedge.connectors.walk.SliceWalk;
import dev.selvedge.connectors.walk.SlicedList;
import dev.selvedge.connectors.walk.WalkedFeed;
import dev.selvedge.connectors.warehouse.Calls;
import dev.selvedge.connectors.warehouse.CheckUp;
import dev.selvedge.connectors.warehouse.Reading;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// The connector `peoplevox`: the despatches of a Peoplevox warehouse. Stateless.
public final class PeoplevoxConnector implements Connector {
  static final RecordKind DESPATCH = new RecordKind("despatch");

  private static final int FEW = 20;
  private static final int MOST_AT_ONCE = 20;

  @Override
  public String name() {
    return "peoplevox";
  }

  @Override
  public String summary() {
    return "Reads what left a Peoplevox warehouse, with the articles in it, from a report through"
        + " its SOAP API.";
  }

  @Override
  public List<Option> options() {
    return PeoplevoxOptions.all();
  }

  @Override
  public Plan plan(
      SystemName system, YamlNode.Mapping options, Surroundings surroundings, Problems problems) {
    YamlSection section = YamlSection.of(options, Environment.NONE, problems);
    PeoplevoxSettings settings = PeoplevoxOptions.read(section);
    section.finish();
    return new Planned(system, settings, surroundings.clock());
  }

  private record Planned(SystemName system, PeoplevoxSettings settings, InstantSource clock)
      implements Plan {
    private Feed feed() {
      return new Feed(system, DESPATCH);
    }

    @Override
    public List<Feed> feeds() {
      return List.of(feed());
    }

    @Override
    public Set<Feed> targeted() {
      return Set.of(feed());
    }

    @Override
    public Opened open() {
      Reading reading = settings.reading();
      Calls calls = new Calls(system, new ApacheHttp(reading.limits()), clock);
      PeoplevoxApi api = new PeoplevoxApi(settings, calls);
      Despatches despatches = new Despatches(api, settings);
      int most = PeoplevoxOptions.MOST_ROWS;
      Duration least = settings.report().least();
      List<SlicedList> lists =
          List.of(
              new SlicedList(despatches::page, reading.onwards(most, least)),
              new SlicedList(despatches::page, reading.again(most, least)));
      return new OpenedSystem(
          calls::close,
          List.of(new WalkedFeed<>(feed(), lists, SliceWalk::of, reading.pageSize())),
          List.of(new EntryLookup(feed(), Despatches.NUMBER, MOST_AT_ONCE, despatches::singles)),
          List.of(),
          () -> examine(calls, api, despatches));
    }

    private static List<Finding> examine(Calls calls, PeoplevoxApi api, Despatches despatches) {
      Instant now = calls.now();
      CheckUp checkUp = new CheckUp(now);
      boolean in =
          checkUp.goesThrough(
                  () -> checkUp.skew("Peoplevox's", api.knock()), "check 'url' and 'client_id'")
              && checkUp.goesThrough(
                  () -> {
                    api.enter();
                    checkUp.good("the log-in works");
                  },
                  "make a user for the API in Peoplevox");
      if (in) {
        checkUp.trial(
            "despatches",
            () ->
                despatches
                    .page(SliceWalk.from(now.minus(Duration.ofDays(7)), now).slice(now), "", FEW)
                    .rows(),
            "look at the report in Peoplevox: its name, its columns, how it writes times");
      }
      return checkUp.findings();
    }
  }
}
