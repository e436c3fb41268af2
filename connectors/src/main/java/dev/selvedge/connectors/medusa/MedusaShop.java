package dev.selvedge.connectors.medusa;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.CountedSource;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.http.ApacheHttp;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.walk.EntryLookup;
import dev.selvedge.connectors.walk.OffsetWalk;
import dev.selvedge.connectors.walk.WalkedFeed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// An opened shop: its feeds over one set of calls, and what its subscriber tells. Safe for use by
/// many threads.
final class MedusaShop implements Connector.Opened {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int LARGEST_ANSWER = 64 * 1024 * 1024;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{1,100}");
  private static final int MOST_AT_ONCE = 20;

  private final HttpPort http;
  private final List<PolledSource> polled = new ArrayList<>();
  private final List<TargetedSource> targeted = new ArrayList<>();
  private final List<CountedSource> counted = new ArrayList<>();
  private final List<WebhookSource> webhooks;
  private final CheckUp checkUp;

  MedusaShop(SystemName system, MedusaSettings settings, InstantSource clock) {
    MedusaSettings.Reading reading = settings.reading();
    this.http = new ApacheHttp(new ApacheHttp.Limits(CONNECT, reading.timeout(), LARGEST_ANSWER));
    AdminApi api = new AdminApi(system, settings, http, clock);
    ListReader reader = new ListReader(api);
    for (Subject subject : settings.subjects()) {
      Feed feed = new Feed(system, subject.kind());
      List<ShopList> lists = ShopList.of(subject, reader, reading);
      polled.add(new WalkedFeed<>(feed, lists, OffsetWalk::of, reading.pageSize()));
      targeted.add(new EntryLookup(feed, ID, MOST_AT_ONCE, ids -> reader.several(subject, ids)));
      if (subject == Subject.ORDER) {
        counted.add(new PlacedOrders(feed, api));
      }
    }
    this.webhooks =
        settings.secrets().isEmpty() ? List.of() : List.of(new ShopEvents(system, settings));
    this.checkUp = new CheckUp(api, settings, reader, clock);
  }

  @Override
  public List<PolledSource> polled() {
    return List.copyOf(polled);
  }

  @Override
  public List<TargetedSource> targeted() {
    return List.copyOf(targeted);
  }

  @Override
  public List<CountedSource> counted() {
    return List.copyOf(counted);
  }

  @Override
  public List<WebhookSource> webhooks() {
    return webhooks;
  }

  @Override
  public List<Connector.Finding> examine() {
    return checkUp.examine();
  }

  @Override
  public void close() {
    http.close();
  }
}
