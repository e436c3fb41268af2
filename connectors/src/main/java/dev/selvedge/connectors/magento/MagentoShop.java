package dev.selvedge.connectors.magento;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connectors.http.ApacheHttp;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.http.OpenedSystem;
import dev.selvedge.connectors.walk.EntryLookup;
import dev.selvedge.connectors.walk.KeysetWalk;
import dev.selvedge.connectors.walk.WalkedFeed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// An opened shop: its feeds over one set of calls. Safe for use by many threads.
final class MagentoShop {
  static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int LARGEST_ANSWER = 64 * 1024 * 1024;

  private MagentoShop() {}

  static Connector.Opened open(SystemName system, MagentoOptions options, InstantSource clock) {
    HttpPort http =
        new ApacheHttp(new ApacheHttp.Limits(CONNECT, options.timeout(), LARGEST_ANSWER));
    RestApi api = new RestApi(system, options, http, clock);
    Records records = new Records(api, options);
    int most = options.reading().pageSize();
    List<PolledSource> polled = new ArrayList<>();
    List<TargetedSource> targeted = new ArrayList<>();
    for (Subject subject : options.subjects()) {
      Feed feed = new Feed(system, subject.kind());
      polled.add(
          new WalkedFeed<>(feed, ShopList.of(subject, records, options), KeysetWalk::of, most));
      targeted.add(
          new EntryLookup(feed, EntryLookup.NUMBERS, most, ids -> records.whole(subject, ids)));
    }
    CheckUp checkUp = new CheckUp(api, records, options, clock);
    // Magento Open Source calls nobody.
    return new OpenedSystem(http::close, polled, targeted, List.of(), checkUp::examine);
  }
}
