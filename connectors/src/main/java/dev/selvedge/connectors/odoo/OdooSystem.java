package dev.selvedge.connectors.odoo;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connectors.http.ApacheHttp;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.http.OpenedSystem;
import dev.selvedge.connectors.walk.EntryLookup;
import dev.selvedge.connectors.walk.OffsetWalk;
import dev.selvedge.connectors.walk.WalkedFeed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// An opened Odoo: its feeds over one key. Safe for use by many threads.
final class OdooSystem {
  static final Duration CONNECT = Duration.ofSeconds(10);

  private static final int LARGEST_ANSWER = 64 * 1024 * 1024;

  private OdooSystem() {}

  static Connector.Opened open(SystemName system, OdooOptions options, InstantSource clock) {
    HttpPort http =
        new ApacheHttp(new ApacheHttp.Limits(CONNECT, options.timeout(), LARGEST_ANSWER));
    Json2 api = new Json2(http, options, clock);
    Records records = new Records(api, options);
    List<PolledSource> polled =
        options.subjects().stream()
            .<PolledSource>map(
                one ->
                    new WalkedFeed<>(
                        new Feed(system, one.kind()),
                        ModelList.of(one, records, options),
                        OffsetWalk::of,
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
    CheckUp checkUp = new CheckUp(api, records, options, clock);
    // Odoo's API has no webhooks.
    return new OpenedSystem(http::close, polled, targeted, List.of(), checkUp::examine);
  }
}
