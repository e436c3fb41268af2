package dev.selvedge.connectors.bigcommerce;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.http.ApacheHttp;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.http.OpenedSystem;
import dev.selvedge.connectors.walk.CountedWalk;
import dev.selvedge.connectors.walk.EntryLookup;
import dev.selvedge.connectors.walk.FewerAtOnce;
import dev.selvedge.connectors.walk.OffsetWalk;
import dev.selvedge.connectors.walk.WalkedFeed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// An opened store: its feeds over one quota, and what calls us. Safe for use by many threads.
final class BigStore {
  static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Pattern CART = Pattern.compile("[0-9a-fA-F-]{1,64}");
  private static final int MOST_KEYS = 50;
  private static final int LARGEST_ANSWER = 64 * 1024 * 1024;

  private BigStore() {}

  static Connector.Opened open(SystemName system, BigOptions options, InstantSource clock) {
    HttpPort http =
        new ApacheHttp(new ApacheHttp.Limits(CONNECT, options.reading().timeout(), LARGEST_ANSWER));
    StoreApi api = new StoreApi(system, options, http, clock);
    Records records = new Records(api, options);
    List<PolledSource> polled = new ArrayList<>();
    List<TargetedSource> targeted = new ArrayList<>();
    for (Subject subject : options.subjects()) {
      Feed feed = new Feed(system, subject.kind());
      polled.add(polled(feed, subject, records, options));
      targeted.add(
          new EntryLookup(
              feed,
              subject == Subject.CART ? CART : EntryLookup.NUMBERS,
              MOST_KEYS,
              ids -> records.whole(subject, ids)));
    }
    List<WebhookSource> webhooks =
        options
            .hooks()
            .<WebhookSource>map(hooks -> new StoreWebhook(system, options, hooks))
            .stream()
            .toList();
    CheckUp checkUp = new CheckUp(api, records, options, clock);
    return new OpenedSystem(http::close, polled, targeted, webhooks, checkUp::examine);
  }

  private static PolledSource polled(
      Feed feed, Subject subject, Records records, BigOptions options) {
    int most = options.reading().pageSize();
    return switch (subject) {
      case CUSTOMER, ORDER, PRODUCT ->
          new WalkedFeed<>(feed, SortedList.of(subject, records, options), OffsetWalk::of, most);
      case SUBSCRIBER ->
          new WalkedFeed<>(
              feed,
              List.of(new FilteredList(subject, records, options, new FewerAtOnce())),
              CountedWalk::of,
              most);
      case CART -> new ToldOnly(feed);
    };
  }
}
