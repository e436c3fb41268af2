package dev.selvedge.connectors.businesscentral;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.http.ApacheHttp;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.http.OpenedSystem;
import dev.selvedge.connectors.walk.EntryLookup;
import dev.selvedge.connectors.walk.OffsetWalk;
import dev.selvedge.connectors.walk.WalkedFeed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// An opened company: its feeds over one client. Safe for use by many threads.
final class BusinessCentral {
  static final Duration CONNECT = Duration.ofSeconds(10);

  private static final int LARGEST_ANSWER = 64 * 1024 * 1024;

  /// Ids in one filter: an address has its limits.
  private static final int MOST_KEYS = 20;

  private static final Pattern KEY = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private BusinessCentral() {}

  static Connector.Opened open(SystemName system, Options options, InstantSource clock) {
    HttpPort http =
        new ApacheHttp(new ApacheHttp.Limits(CONNECT, options.timeout(), LARGEST_ANSWER));
    Odata odata = new Odata(system, http, options, clock);
    Entities entities = new Entities(odata, options);
    Optional<Subscriptions> subscriptions =
        options.hooks().map(hooks -> new Subscriptions(system, odata, options, hooks));
    List<PolledSource> polled =
        options.subjects().stream()
            .map(one -> feed(system, one, entities, options))
            .map(
                feed ->
                    subscriptions.<PolledSource>map(kept -> new KeptFeed(feed, kept)).orElse(feed))
            .toList();
    List<TargetedSource> targeted =
        options.subjects().stream()
            .<TargetedSource>map(
                one ->
                    new EntryLookup(
                        new Feed(system, one.kind()),
                        KEY,
                        MOST_KEYS,
                        keys -> entities.byKeys(one, keys)))
            .toList();
    List<WebhookSource> webhooks =
        options.hooks().<WebhookSource>map(hooks -> new ChangeHook(system, options, hooks)).stream()
            .toList();
    CheckUp checkUp = new CheckUp(odata, entities, options, subscriptions, clock);
    return new OpenedSystem(http::close, polled, targeted, webhooks, checkUp::examine);
  }

  private static PolledSource feed(
      SystemName system, Subject subject, Entities entities, Options options) {
    return new WalkedFeed<>(
        new Feed(system, subject.kind()),
        EntityList.of(subject, entities, options),
        OffsetWalk::of,
        options.pageSize());
  }
}
