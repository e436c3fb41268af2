package dev.selvedge.connectors.patchworks;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.Connector.Opened;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.patchworks.receive.ReceiveSettings;
import dev.selvedge.connectors.patchworks.receive.Receiver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A Patchworks company that is open. Safe for use by many threads.
record PatchworksSystem(SystemName system, Optional<ReceiveSettings> receive) implements Opened {
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

  @Override
  public void close() {
    // Nothing is held open.
  }
}
