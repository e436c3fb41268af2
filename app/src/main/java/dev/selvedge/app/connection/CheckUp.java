package dev.selvedge.app.connection;

import dev.selvedge.connector.Connector.Finding;
import java.time.Instant;
import java.util.List;

/// What the last examination of a system told. Immutable.
///
/// @param findings one a question; where it could not be examined, why
public record CheckUp(Instant at, List<Finding> findings) {
  public CheckUp {
    findings = List.copyOf(findings);
  }
}
