package dev.selvedge.connectors.netsuite;

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
import java.util.List;

/// An opened account: its feeds, all of which share its few calls. Safe for use by many threads.
final class NetSuiteSystem implements Connector.Opened {
  static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int LARGEST_ANSWER = 64 * 1024 * 1024;

  private final HttpPort http;
  private final List<PolledSource> polled;
  private final List<TargetedSource> targeted;
  private final CheckUp checkUp;

  NetSuiteSystem(SystemName system, NetSuiteOptions options, InstantSource clock) {
    NetSuiteOptions.Reading reading = options.reading();
    this.http =
        new ApacheHttp(new ApacheHttp.Limits(CONNECT, options.site().timeout(), LARGEST_ANSWER));
    SuiteApi api = new SuiteApi(system, options, http, clock);
    Records records = new Records(api, reading);
    this.polled =
        reading.subjects().stream()
            .<PolledSource>map(
                one ->
                    new WalkedFeed<>(
                        new Feed(system, one.kind()),
                        Lists.of(one, records, reading),
                        KeysetWalk::of,
                        reading.pageSize()))
            .toList();
    this.targeted =
        reading.subjects().stream()
            .<TargetedSource>map(
                one ->
                    EntryLookup.numbered(
                        new Feed(system, one.kind()),
                        reading.pageSize(),
                        ids -> records.whole(one, ids)))
            .toList();
    this.checkUp = new CheckUp(api, records, reading, clock);
  }

  @Override
  public List<PolledSource> polled() {
    return polled;
  }

  @Override
  public List<TargetedSource> targeted() {
    return targeted;
  }

  /// NetSuite calls nobody by itself.
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
