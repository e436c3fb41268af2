package dev.selvedge.connectors.rest;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.http.ApacheHttp;
import dev.selvedge.connectors.http.HttpPort;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An opened system: its feeds over one set of calls, and what calls us. Safe for use by many
/// threads.
final class RestSystem implements Connector.Opened {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final HttpPort http;
  private final List<PolledSource> polled = new ArrayList<>();
  private final List<TargetedSource> targeted = new ArrayList<>();
  private final Optional<Connector.Opened> calls;
  private final CheckUp checkUp;

  RestSystem(
      SystemName system,
      RestSettings settings,
      Optional<Connector.Plan> calls,
      InstantSource clock) {
    this.http =
        new ApacheHttp(
            new ApacheHttp.Limits(
                CONNECT, settings.access().timeout(), settings.access().largest()));
    RestApi api = new RestApi(system, settings, http, clock, new SecureRandom());
    List<RowReader> readers = new ArrayList<>();
    for (RestSettings.FeedRule rule : settings.feeds()) {
      RowReader reader = new RowReader(new Feed(system, rule.kind()), rule);
      readers.add(reader);
      polled.add(new RestFeed(reader, new Lists(api, reader)));
      rule.byKey().ifPresent(by -> targeted.add(new RestLookup(api, reader, by)));
    }
    this.calls = calls.map(Connector.Plan::open);
    this.checkUp = new CheckUp(api, settings, readers, clock);
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
  public List<WebhookSource> webhooks() {
    return calls.map(Connector.Opened::webhooks).orElse(List.of());
  }

  @Override
  public List<Connector.Finding> examine() {
    List<Connector.Finding> findings = new ArrayList<>(checkUp.examine());
    calls.ifPresent(opened -> findings.addAll(opened.examine()));
    return findings;
  }

  @Override
  public void close() {
    calls.ifPresent(Connector.Opened::close);
    http.close();
  }
}
