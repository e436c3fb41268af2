package dev.selvedge.connectors.vendure;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.CountedSource;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.http.ApacheHttp;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.vendure.VendureLookup.Wanted;
import dev.selvedge.connectors.walk.OffsetWalk;
import dev.selvedge.connectors.walk.WalkedFeed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// An opened shop: its feeds over one session. Safe for use by many threads.
final class VendureShop implements Connector.Opened {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int LARGEST_ANSWER = 64 * 1024 * 1024;

  private final HttpPort http;
  private final List<PolledSource> polled;
  private final List<TargetedSource> targeted;
  private final List<CountedSource> counted;
  private final CheckUp checkUp;

  VendureShop(SystemName system, VendureOptions options, InstantSource clock) {
    this.http = new ApacheHttp(new ApacheHttp.Limits(CONNECT, options.timeout(), LARGEST_ANSWER));
    AdminApi api = new AdminApi(http, options);
    ListReader reader = new ListReader(api, new Queries(options));
    List<PolledSource> feeds = new ArrayList<>();
    feeds.add(
        feed(system, VendureConnector.CUSTOMER, ShopList.customers(reader, options), options));
    feeds.add(feed(system, VendureConnector.ORDER, ShopList.orders(reader, options), options));
    if (options.carts()) {
      feeds.add(feed(system, VendureConnector.CART, ShopList.carts(reader, options), options));
    }
    this.polled = List.copyOf(feeds);
    List<TargetedSource> lookups = new ArrayList<>();
    lookups.add(lookup(system, VendureConnector.CUSTOMER, Wanted.CUSTOMER, reader));
    lookups.add(lookup(system, VendureConnector.ORDER, Wanted.ORDER, reader));
    if (options.carts()) {
      lookups.add(lookup(system, VendureConnector.CART, Wanted.CART, reader));
    }
    this.targeted = List.copyOf(lookups);
    this.counted = List.of(new PlacedOrders(new Feed(system, VendureConnector.ORDER), api));
    this.checkUp = new CheckUp(api, reader, clock);
  }

  private static TargetedSource lookup(
      SystemName system, RecordKind kind, Wanted wanted, ListReader reader) {
    return new VendureLookup(new Feed(system, kind), wanted, reader);
  }

  private static PolledSource feed(
      SystemName system, RecordKind kind, List<ShopList> lists, VendureOptions options) {
    return new WalkedFeed<>(new Feed(system, kind), lists, OffsetWalk::of, options.pageSize());
  }

  @Override
  public List<PolledSource> polled() {
    return polled;
  }

  @Override
  public List<TargetedSource> targeted() {
    return targeted;
  }

  @Override
  public List<CountedSource> counted() {
    return counted;
  }

  /// Vendure calls nobody by itself.
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
