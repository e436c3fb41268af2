package dev.selvedge.connectors.netsuite;

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
import java.util.List;

/// An opened account: its feeds, all of which share its few calls. Safe for use by many threads.
final class NetSuiteSystem {
  static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int LARGEST_ANSWER = 64 * 1024 * 1024;

  private NetSuiteSystem() {}

  static Connector.Opened open(SystemName system, NetSuiteOptions options, InstantSource clock) {
    NetSuiteOptions.Reading reading = options.reading();
    HttpPort http =
        new ApacheHttp(new ApacheHttp.Limits(CONNECT, options.site().timeout(), LARGEST_ANSWER));
    SuiteApi api = new SuiteApi(system, options, http, clock);
    Records records = new Records(api, reading);
    List<PolledSource> polled =
        reading.subjects().stream()
            .<PolledSource>map(
                one ->
                    new WalkedFeed<>(
                        new Feed(system, one.kind()),
                        Lists.of(one, records, reading),
                        KeysetWalk::of,
                        reading.pageSize()))
            .toList();
    List<TargetedSource> targeted =
        reading.subjects().stream()
            .<TargetedSource>map(
                one ->
                    EntryLookup.numbered(
                        new Feed(system, one.kind()),
                        reading.pageSize(),
                        ids -> records.whole(one, ids)))
            .toList();
    CheckUp checkUp = new CheckUp(api, records, reading, clock);
    // NetSuite calls nobody by itself.
    return new OpenedSystem(http::close, polled, targeted, List.of(), checkUp::examine);
  }
}
