package dev.selvedge.connectors.mintsoft;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.http.ApacheHttp;
import dev.selvedge.connectors.http.OpenedSystem;
import dev.selvedge.connectors.walk.CountedList;
import dev.selvedge.connectors.walk.CountedPage;
import dev.selvedge.connectors.walk.CountedWalk;
import dev.selvedge.connectors.walk.EntryLookup;
import dev.selvedge.connectors.walk.WalkedFeed;
import dev.selvedge.connectors.warehouse.Calls;
import dev.selvedge.connectors.warehouse.CheckUp;
import dev.selvedge.connectors.warehouse.Reading;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// The connector `mintsoft`: the orders of a Mintsoft account, as the warehouse knows them.
/// Stateless.
public final class MintsoftConnector implements Connector {
  static final RecordKind ORDER = new RecordKind("order");

  /// Mintsoft is asked for whole seconds.
  private static final Duration LEAST = Duration.ofSeconds(1);

  private static final CountedPage FEW = new CountedPage(1, 5, 0);
  private static final int MOST_AT_ONCE = 10;

  @Override
  public String name() {
    return "mintsoft";
  }

  @Override
  public String summary() {
    return "Reads the orders of a Mintsoft account as the warehouse knows them, with their lines"
        + " and their parcel, and takes its callbacks.";
  }

  @Override
  public List<Option> options() {
    return MintsoftOptions.all();
  }

  @Override
  public Plan plan(
      SystemName system, YamlNode.Mapping options, Surroundings surroundings, Problems problems) {
    YamlSection section = YamlSection.of(options, Environment.NONE, problems);
    MintsoftSettings settings = MintsoftOptions.read(section);
    section.finish();
    return new Planned(system, settings, surroundings.clock());
  }

  private record Planned(SystemName system, MintsoftSettings settings, InstantSource clock)
      implements Plan {
    private Feed feed() {
      return new Feed(system, ORDER);
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
    public Set<Feed> hinted() {
      return settings.hook().isEmpty() ? Set.of() : targeted();
    }

    @Override
    public Opened open() {
      Reading reading = settings.reading();
      Calls calls = new Calls(system, new ApacheHttp(reading.limits()), clock);
      MintsoftApi api = new MintsoftApi(settings, calls);
      Orders orders = new Orders(api, settings);
      int most = MintsoftOptions.MOST_ROWS;
      List<CountedList> lists =
          List.of(
              new CountedList(orders::page, reading.onwards(most, LEAST)),
              new CountedList(orders::page, reading.again(most, LEAST)));
      return new OpenedSystem(
          calls::close,
          List.of(new WalkedFeed<>(feed(), lists, CountedWalk::of, reading.pageSize())),
          List.of(EntryLookup.numbered(feed(), MOST_AT_ONCE, orders::singles)),
          settings
              .hook()
              .<WebhookSource>map(address -> new MintsoftWebhook(system, ORDER, address))
              .stream()
              .toList(),
          () -> examine(calls, api, orders));
    }

    private static List<Finding> examine(Calls calls, MintsoftApi api, Orders orders) {
      CheckUp checkUp = new CheckUp(calls.now());
      boolean in =
          checkUp.goesThrough(() -> checkUp.skew("Mintsoft's", api.knock()), "check 'url'")
              && checkUp.goesThrough(
                  () -> {
                    api.get("/api/Order/Statuses");
                    checkUp.good("the key is good");
                  },
                  "ask Mintsoft or the warehouse for a key, or for a user that may use the API");
      if (in) {
        checkUp.trial(
            "orders",
            () -> orders.page(calls.now().minus(Duration.ofDays(7)), FEW),
            "check that the key may list orders, and 'client'");
      }
      return checkUp.findings();
    }
  }
}
