package dev.selvedge.connectors.magento;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.http.ApacheHttp;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.walk.EntryLookup;
import dev.selvedge.connectors.walk.KeysetWalk;
import dev.selvedge.connectors.walk.WalkedFeed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// An opened shop: its feeds over one set of calls. Safe for use by many threads.
final class MagentoShop implements Connector.Opened {
  static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int LARGEST_ANSWER = 64 * 1024 * 1024;

  private final HttpPort http;
  private final List<PolledSource> polled = new ArrayList<>();
  private final List<TargetedSource> targeted = new ArrayList<>();
  private final CheckUp checkUp;

  MagentoShop(SystemName system, MagentoOptions options, InstantSource clock) {
    this.http = new ApacheHttp(new ApacheHttp.Limits(CONNECT, options.timeout(), LARGEST_ANSWER));
    RestApi api = new RestApi(system, options, http, clock);
    Records records = new Records(api, options);
    int most = options.reading().pageSize();
    for (Subject subject : options.subjects()) {
      Feed feed = new Feed(system, subject.kind());
      polled.add(
          new WalkedFeed<>(feed, ShopList.of(subject, records, options), KeysetWalk::of, most));
      targeted.add(
          new EntryLookup(feed, EntryLookup.NUMBERS, most, ids -> records.whole(subject, ids)));
    }
    this.checkUp = new CheckUp(api, records, options, clock);
  }

  @Override
  public List<PolledSource> polled() {
    return List.copyOf(polled);
  }

  @Override
  public List<TargetedSource> targeted() {
    return List.copyOf(targeted);
  }

  /// Magento Open Source calls nobody.
  @Override
  public List<WebhookSource> webhooks() {
    return List.of();
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
