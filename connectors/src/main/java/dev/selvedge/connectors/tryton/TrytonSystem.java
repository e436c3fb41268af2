package dev.selvedge.connectors.tryton;

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

/// An opened ERP: its feeds over one session. Safe for use by many threads.
final class TrytonSystem implements Connector.Opened {
  static final Duration CONNECT = Duration.ofSeconds(10);
  static final int LARGEST_ANSWER = 64 * 1024 * 1024;

  private final HttpPort http;
  private final List<PolledSource> polled;
  private final List<TargetedSource> targeted;
  private final CheckUp checkUp;

  TrytonSystem(SystemName system, TrytonOptions options, InstantSource clock) {
    this.http = new ApacheHttp(new ApacheHttp.Limits(CONNECT, options.timeout(), LARGEST_ANSWER));
    Rpc rpc = new Rpc(http, options);
    Records records = new Records(rpc, options);
    this.polled =
        options.subjects().stream()
            .<PolledSource>map(
                one ->
                    new WalkedFeed<>(
                        new Feed(system, one.kind()),
                        ModelList.of(one, records, options),
                        KeysetWalk::of,
                        options.pageSize()))
            .toList();
    this.targeted =
        options.subjects().stream()
            .<TargetedSource>map(
                one ->
                    EntryLookup.numbered(
                        new Feed(system, one.kind()),
                        options.pageSize(),
                        ids -> records.whole(one, ids)))
            .toList();
    this.checkUp = new CheckUp(rpc, records, options, clock);
  }

  @Override
  public List<PolledSource> polled() {
    return polled;
  }

  @Override
  public List<TargetedSource> targeted() {
    return targeted;
  }

  /// Tryton calls nobody by itself.
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
