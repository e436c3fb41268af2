package dev.selvedge.connectors.tryton;

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

/// An opened ERP: its feeds over one session. Safe for use by many threads.
final class TrytonSystem {
  static final Duration CONNECT = Duration.ofSeconds(10);
  static final int LARGEST_ANSWER = 64 * 1024 * 1024;

  private TrytonSystem() {}

  static Connector.Opened open(SystemName system, TrytonOptions options, InstantSource clock) {
    HttpPort http =
        new ApacheHttp(new ApacheHttp.Limits(CONNECT, options.timeout(), LARGEST_ANSWER));
    Rpc rpc = new Rpc(http, options);
    Records records = new Records(rpc, options);
    List<PolledSource> polled =
        options.subjects().stream()
            .<PolledSource>map(
                one ->
                    new WalkedFeed<>(
                        new Feed(system, one.kind()),
                        ModelList.of(one, records, options),
                        KeysetWalk::of,
                        options.pageSize()))
            .toList();
    List<TargetedSource> targeted =
        options.subjects().stream()
            .<TargetedSource>map(
                one ->
                    EntryLookup.numbered(
                        new Feed(system, one.kind()),
                        options.pageSize(),
                        ids -> records.whole(one, ids)))
            .toList();
    CheckUp checkUp = new CheckUp(rpc, records, options, clock);
    // Tryton calls nobody by itself.
    return new OpenedSystem(http::close, polled, targeted, List.of(), checkUp::examine);
  }
}
