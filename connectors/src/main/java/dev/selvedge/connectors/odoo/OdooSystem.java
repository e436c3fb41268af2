package dev.selvedge.connectors.odoo;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
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
import java.util.List;
import java.util.regex.Pattern;

/// An opened Odoo: its feeds over one key. Safe for use by many threads.
final class OdooSystem implements Connector.Opened {
  static final Duration CONNECT = Duration.ofSeconds(10);

  private static final int LARGEST_ANSWER = 64 * 1024 * 1024;
  private static final Pattern ID = Pattern.compile("[1-9]\\d{0,17}");

  private final HttpPort http;
  private final List<PolledSource> polled;
  private final List<TargetedSource> targeted;
  private final CheckUp checkUp;

  OdooSystem(SystemName system, OdooOptions options, InstantSource clock) {
    this.http = new ApacheHttp(new ApacheHttp.Limits(CONNECT, options.timeout(), LARGEST_ANSWER));
    Json2 api = new Json2(http, options, clock);
    Records records = new Records(api, options);
    this.polled =
        options.subjects().stream()
            .<PolledSource>map(
                one ->
                    new WalkedFeed<>(
                        new Feed(system, one.kind()),
                        ModelList.of(one, records, options),
                        OffsetWalk::of,
                        options.pageSize()))
            .toList();
    this.targeted =
        options.subjects().stream()
            .<TargetedSource>map(
                one ->
                    new EntryLookup(
                        new Feed(system, one.kind()),
                        ID,
                        options.pageSize(),
                        keys -> records.whole(one, keys.stream().map(Long::valueOf).toList())))
            .toList();
    this.checkUp = new CheckUp(api, records, options, clock);
  }

  @Override
  public List<PolledSource> polled() {
    return polled;
  }

  @Override
  public List<TargetedSource> targeted() {
    return targeted;
  }

  /// Odoo's API has no webhooks.
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
