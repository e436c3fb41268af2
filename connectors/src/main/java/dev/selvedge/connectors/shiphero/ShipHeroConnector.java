package dev.selvedge.connectors.shiphero;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.http.ApacheHttp;
import dev.selvedge.connectors.http.HttpReply;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// The connector `shiphero`: the shipments of a ShipHero warehouse. Stateless.
public final class ShipHeroConnector implements Connector {
  static final RecordKind SHIPMENT = new RecordKind("shipment");

  /// ShipHero is asked for whole seconds.
  private static final Duration LEAST = Duration.ofSeconds(1);

  private static final int FEW = 5;

  /// All of them must be paid for together, and one with many lines is asked for twice.
  private static final int MOST_AT_ONCE = 3;

  @Override
  public String name() {
    return "shiphero";
  }

  @Override
  public String summary() {
    return "Reads shipments, with what is in them and their shipping labels, of a ShipHero"
        + " warehouse through its GraphQL API, and takes its webhooks.";
  }

  @Override
  public List<Option> options() {
    return ShipHeroOptions.all();
  }

  @Override
  public Plan plan(
      SystemName system, YamlNode.Mapping options, Surroundings surroundings, Problems problems) {
    YamlSection section = YamlSection.of(options, Environment.NONE, problems);
    ShipHeroSettings settings = ShipHeroOptions.read(section);
    section.finish();
    return new Planned(system, settings, surroundings.clock());
  }

  private record Planned(SystemName system, ShipHeroSettings settings, InstantSource clock)
      implements Plan {
    private Feed feed() {
      return new Feed(system, SHIPMENT);
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
      return settings.hookSecrets().isEmpty() ? Set.of() : targeted();
    }

    @Override
    public Opened open() {
      Reading reading = settings.reading();
      Calls calls = new Calls(system, new ApacheHttp(reading.limits()), clock);
      ShipHeroApi api = new ShipHeroApi(settings, calls);
      Shipments shipments = new Shipments(api, settings);
      List<SlicedList> lists =
          List.of(
              new SlicedList(shipments::page, reading.onwards(settings.mostRows(), LEAST)),
              new SlicedList(shipments::page, reading.again(settings.mostRows(), LEAST)));
      List<WebhookSource> webhooks =
          settings.hookSecrets().isEmpty()
              ? List.of()
              : List.of(new ShipHeroWebhook(system, SHIPMENT, settings.hookSecrets()));
      return new OpenedSystem(
          calls::close,
          List.of(new WalkedFeed<>(feed(), lists, SliceWalk::of, reading.pageSize())),
          List.of(EntryLookup.numbered(feed(), MOST_AT_ONCE, shipments::singles)),
          webhooks,
          () -> examine(calls, api, shipments));
    }

    private List<Finding> examine(Calls calls, ShipHeroApi api, Shipments shipments) {
      CheckUp checkUp = new CheckUp(calls.now());
      boolean in =
          checkUp.goesThrough(() -> answers(checkUp, api.knock()), "check 'url'")
              && checkUp.goesThrough(
                  () -> {
                    api.logIn();
                    checkUp.good("the log-in works");
                  },
                  "check 'refresh_token', or 'username' and 'password'");
      if (in) {
        checkUp.trial(
            "shipments",
            () ->
                shipments
                    .page(
                        SliceWalk.from(calls.now().minus(Duration.ofDays(7)), calls.now())
                            .slice(calls.now()),
                        "",
                        FEW)
                    .rows(),
            "check the names under 'fields' and the user's permissions");
        if (!settings.hookSecrets().isEmpty()) {
          new RegisteredHooks(api).examine(checkUp, RegisteredHooks.address(system.value()));
        }
      }
      return checkUp.findings();
    }

    private static void answers(CheckUp checkUp, HttpReply reply) {
      checkUp.good("ShipHero answers");
      checkUp.skew("ShipHero's", reply);
    }
  }
}
