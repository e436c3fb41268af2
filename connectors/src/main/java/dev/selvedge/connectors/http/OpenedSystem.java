package dev.selvedge.connectors.http;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connector.WebhookSource;
import java.util.List;
import java.util.function.Supplier;

/// An opened system: its feeds, all over one set of connections, and what calls us.
///
/// @param hangUp lets the connections go
/// @param webhooks what calls us; empty where nothing does
/// @param checkUp looks at the real system
public record OpenedSystem(
    Runnable hangUp,
    List<PolledSource> polled,
    List<TargetedSource> targeted,
    List<WebhookSource> webhooks,
    Supplier<List<Connector.Finding>> checkUp)
    implements Connector.Opened {
  /// Keeps the lists as they are now.
  public OpenedSystem {
    polled = List.copyOf(polled);
    targeted = List.copyOf(targeted);
    webhooks = List.copyOf(webhooks);
  }

  @Override
  public List<Connector.Finding> examine() {
    return checkUp.get();
  }

  @Override
  public void close() {
    hangUp.run();
  }
}
