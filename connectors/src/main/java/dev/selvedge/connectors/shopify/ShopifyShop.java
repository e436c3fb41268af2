package dev.selvedge.connectors.shopify;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.CountedSource;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.http.ApacheHttp;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.shopify.api.AdminApi;
import dev.selvedge.connectors.shopify.api.Queries;
import dev.selvedge.connectors.shopify.api.Selections;
import dev.selvedge.connectors.shopify.api.ShopifySettings;
import dev.selvedge.connectors.shopify.api.Subject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// An opened shop: its feeds over one set of calls, and what calls us. Safe for use by many
/// threads.
final class ShopifyShop implements Connector.Opened {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int LARGEST_ANSWER = 64 * 1024 * 1024;

  private final HttpPort http;
  private final List<PolledSource> polled = new ArrayList<>();
  private final List<TargetedSource> targeted = new ArrayList<>();
  private final List<CountedSource> counted = new ArrayList<>();
  private final List<WebhookSource> webhooks;
  private final CheckUp checkUp;

  ShopifyShop(SystemName system, ShopifySettings settings, InstantSource clock) {
    this.http =
        new ApacheHttp(
            new ApacheHttp.Limits(CONNECT, settings.reading().timeout(), LARGEST_ANSWER));
    AdminApi api = new AdminApi(system, settings, http, clock);
    Queries queries = new Queries(new Selections(settings));
    ListReader reader = new ListReader(api, queries);
    for (Subject subject : ShopifyConnector.subjects(settings)) {
      Feed feed = new Feed(system, subject.kind());
      BulkReading bulk = new BulkExport(subject, settings.reading().bulkFrom(), api, queries);
      polled.add(new ShopFeed(feed, subject, reader, bulk, settings.reading()));
      targeted.add(new ShopLookup(feed, subject, reader));
      if (subject == Subject.ORDER) {
        counted.add(new PlacedOrders(feed, api));
      }
    }
    this.webhooks =
        settings
            .hooks()
            .<WebhookSource>map(hooks -> new ShopWebhook(system, settings, hooks))
            .stream()
            .toList();
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
