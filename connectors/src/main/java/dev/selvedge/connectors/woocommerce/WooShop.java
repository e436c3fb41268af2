package dev.selvedge.connectors.woocommerce;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.CountedSource;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.http.ApacheHttp;
import dev.selvedge.connectors.http.HttpPort;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// An opened shop: its feeds over one set of calls, and what calls us. Safe for use by many
/// threads.
final class WooShop implements Connector.Opened {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int LARGEST_ANSWER = 64 * 1024 * 1024;

  private final HttpPort http;
  private final List<PolledSource> polled = new ArrayList<>();
  private final List<TargetedSource> targeted = new ArrayList<>();
  private final List<CountedSource> counted = new ArrayList<>();
  private final List<WebhookSource> webhooks;
  private final CheckUp checkUp;

  WooShop(SystemName system, WooSettings settings, InstantSource clock) {
    this.http =
        new ApacheHttp(
            new ApacheHttp.Limits(CONNECT, settings.reading().timeout(), LARGEST_ANSWER));
    StoreApi api = new StoreApi(system, settings, http, clock);
    Contents contents = new Contents(settings.wanted());
    ListReader reader = new ListReader(api, contents);
    for (Subject subject : WooConnector.subjects(settings)) {
      Feed feed = new Feed(system, subject.kind());
      polled.add(new StoreFeed(feed, subject, reader, settings.reading()));
      targeted.add(new StoreLookup(feed, subject, reader));
      if (subject == Subject.ORDER) {
        counted.add(new PlacedOrders(feed, api));
      }
    }
    this.webhooks =
        settings
            .hooks()
            .<WebhookSource>map(hooks -> new StoreWebhook(system, settings, hooks, contents))
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
