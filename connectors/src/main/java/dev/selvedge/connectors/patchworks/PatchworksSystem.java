package dev.selvedge.connectors.patchworks;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.Connector.Opened;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.patchworks.api.PatchworksApi;
import dev.selvedge.connectors.patchworks.api.Reply;
import dev.selvedge.connectors.patchworks.receive.ReceiveSettings;
import dev.selvedge.connectors.patchworks.receive.Receiver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A Patchworks company that is open. Safe for use by many threads.
record PatchworksSystem(
    SystemName system, Optional<ReceiveSettings> receive, Optional<PatchworksApi> api)
    implements Opened {
  private static final Duration SKEW = Duration.ofMinutes(1);

  @Override
  public List<PolledSource> polled() {
    return List.of();
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
        new Finding(true, "the API answers and takes the key", ""),
        new Finding(
            together,
            together
                ? "its clock agrees with ours"
                : "its clock differs from ours by " + api.ahead().toSeconds() + " s",
            "set this machine's clock"));
  }

  @Override
  public void close() {
    api.ifPresent(PatchworksApi::close);
  }
}
