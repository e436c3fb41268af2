package dev.selvedge.app.config.watch;

import dev.selvedge.Secret;
import dev.selvedge.watch.freshness.Goal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How a project is watched. Immutable.
///
/// @param freshness how fresh flows, kinds and matters are to be, see
///     [dev.selvedge.watch.freshness.Goals]
/// @param heartbeat who is told that the hub works
/// @param traces who collects traces
public record Watching(Map<String, Goal> freshness, Beat heartbeat, Traces traces) {
  public Watching {
    freshness = Map.copyOf(freshness);
  }

  /// Who collects traces.
  ///
  /// @param endpoint of a receiver of OTLP over HTTP; empty for nobody
  /// @param sharePercent how much of what begins here is followed
  /// @param headers what the receiver wants to see
  public record Traces(Optional<URI> endpoint, int sharePercent, Map<String, Secret> headers) {
    private static final String PATH = "/v1/traces";

    public Traces {
      headers = Map.copyOf(headers);
    }

    /// Whether anybody does.
    public boolean isOn() {
      return endpoint.isPresent();
    }

    /// Where they are sent.
    ///
    /// @throws IllegalStateException where nobody collects them
    public URI traces() {
      URI base = endpoint.orElseThrow(() -> new IllegalStateException("nobody collects traces"));
      boolean bare = Set.of("", "/").contains(String.valueOf(base.getRawPath()));
      return bare ? base.resolve(PATH) : base;
    }
  }

  /// Who is told that the hub works.
  ///
  /// @param url what is called; empty for nobody
  /// @param every how long from one call to the next
  /// @param stuckAfter how long a loop may be at one step
  public record Beat(Secret url, Duration every, Duration stuckAfter) {
    /// Whether anybody is told.
    public boolean isOn() {
      return !url.reveal().isEmpty();
    }
  }
}
