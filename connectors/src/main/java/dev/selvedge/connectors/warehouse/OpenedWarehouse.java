package dev.selvedge.connectors.warehouse;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connector.WebhookSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// An opened warehouse system: its feeds over one set of calls, and what calls us.
///
/// @param calls are closed with it
/// @param webhook what calls us; empty where nothing does
/// @param checkUp looks at the real system
public record OpenedWarehouse(
    Calls calls,
    List<PolledSource> polled,
    List<TargetedSource> targeted,
    Optional<WebhookSource> webhook,
    Supplier<List<Connector.Finding>> checkUp)
    implements Connector.Opened {
  /// Keeps the lists as they are now.
  public OpenedWarehouse {
    polled = List.copyOf(polled);
    targeted = List.copyOf(targeted);
  }

  @Override
  public List<WebhookSource> webhooks() {
    return webhook.stream().toList();
  }

  @Override
  public List<Connector.Finding> examine() {
    return checkUp.get();
  }

  @Override
  public void close() {
    calls.close();
  }
}
