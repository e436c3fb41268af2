package dev.selvedge.connectors.patchworks;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.Connector.Opened;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.Restarter;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.patchworks.api.ApiSettings;
import dev.selvedge.connectors.patchworks.api.PatchworksApi;
import dev.selvedge.connectors.patchworks.api.Reply;
import dev.selvedge.connectors.patchworks.api.Run;
import dev.selvedge.connectors.patchworks.api.RunStatus;
import dev.selvedge.connectors.patchworks.receive.ReceiveSettings;
import dev.selvedge.connectors.patchworks.receive.Receiver;
import dev.selvedge.connectors.patchworks.watch.FlowRestarter;
import dev.selvedge.connectors.patchworks.watch.RunFeed;
import dev.selvedge.connectors.patchworks.watch.WatchSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A Patchworks company that is open. Safe for use by many threads.
record PatchworksSystem(
    SystemName system,
    Optional<ReceiveSettings> receive,
    Optional<PatchworksApi> api,
    Optional<WatchSettings> watch,
    List<PolledSource> polled,
    InstantSource clock)
    implements Opened {
  PatchworksSystem {
    polled = List.copyOf(polled);
  }

  static PatchworksSystem open(
      SystemName system,
      Optional<ReceiveSettings> receive,
      Optional<ApiSettings> access,
      Optional<WatchSettings> watch,
      InstantSource clock) {
    Optional<PatchworksApi> api = access.map(found -> new PatchworksApi(system, found, clock));
    List<PolledSource> polled =
        watch.stream()
            .flatMap(
                settings ->
                    api.stream()
                        .<PolledSource>map(one -> new RunFeed(system, settings, one, clock)))
            .toList();
    return new PatchworksSystem(system, receive, api, watch, polled, clock);
  }

  private static final Duration SKEW = Duration.ofMinutes(1);
  private static final Duration WEEK = Duration.ofDays(7);

  @Override
  public Optional<Restarter> restarter() {
    return watch.flatMap(
        settings -> api.map(one -> new FlowRestarter(system, settings.environment(), one, clock)));
  }

  @Override
  public List<WebhookSource> webhooks() {
    return receive.<WebhookSource>map(settings -> new Receiver(system, settings)).stream().toList();
  }

  @Override
  public List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    receive.ifPresent(settings -> findings.addAll(waiting(settings)));
    api.ifPresent(one -> findings.addAll(reached(one)));
    watch.ifPresent(settings -> api.ifPresent(one -> findings.addAll(watched(settings, one))));
    return findings;
  }

  private static List<Finding> waiting(ReceiveSettings settings) {
    List<Finding> findings = new ArrayList<>();
    for (RecordKind kind : settings.told()) {
      boolean stamped =
          settings.kinds().entrySet().stream()
              .filter(entry -> entry.getKey().equals(kind))
              .anyMatch(entry -> !entry.getValue().stamp().text().isEmpty());
      findings.add(
          new Finding(
              true,
              kind
                  + ": waits for what Patchworks posts"
                  + (stamped
                      ? ""
                      : "; it has no 'stamp', so a run that is retried later overwrites what is"
                          + " newer"),
              ""));
    }
    return findings;
  }

  private static List<Finding> reached(PatchworksApi api) {
    Reply reply = api.reach();
    if (!(reply instanceof Reply.Ok)) {
      return List.of(
          new Finding(
              false,
              "the API cannot be used: " + reply.trouble(),
              "check 'api': the key, and the addresses"));
    }
    boolean together = api.ahead().abs().compareTo(SKEW) <= 0;
    return List.of(
        new Finding(true, "the API answers, takes the key and lists runs", ""),
        new Finding(
            together,
            together
                ? "its clock agrees with ours"
                : "its clock differs from ours by " + api.ahead().toSeconds() + " s",
            "set this machine's clock"));
  }

  /// Each flow that is named, and one run.
  private List<Finding> watched(WatchSettings settings, PatchworksApi api) {
    List<Finding> findings = new ArrayList<>();
    try {
      for (String flow : settings.flows().stream().sorted().toList()) {
        findings.add(
            api.flow(flow)
                .map(name -> new Finding(true, "flow " + flow + " '" + name + "' is watched", ""))
                .orElseGet(
                    () -> new Finding(false, "there is no flow " + flow, "correct 'watch.flows'")));
      }
      findings.add(newest(api));
    } catch (SourceException notNow) {
      findings.add(
          new Finding(
              false,
              "runs cannot be read: " + notNow.getMessage(),
              "give the API key the right to read flows and their runs"));
    }
    return findings;
  }

  private Finding newest(PatchworksApi api) {
    List<Run> runs =
        api.runs(
                new PatchworksApi.RunQuery(
                    "", Optional.empty(), clock.instant().minus(WEEK), "-started_at", 1, 1))
            .items();
    if (runs.isEmpty()) {
      return new Finding(true, "runs: none of the last 7 days, so none could be read", "");
    }
    Run run = runs.getFirst();
    boolean whole =
        !run.id().isEmpty() && run.status() != RunStatus.OTHER && run.startedAt().isPresent();
    return new Finding(
        whole,
        whole
            ? "runs: the newest was read, " + run.id() + " (" + run.status().words() + ")"
            : "runs: the newest has no number, status or start that we know",
        "tell us what the API answers to GET /flow-runs, without personal data");
  }

  @Override
  public void close() {
    api.ifPresent(PatchworksApi::close);
  }
}
