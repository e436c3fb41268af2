package dev.selvedge.connectors.warehouse;

import dev.selvedge.connectors.http.ApacheHttp;
import dev.selvedge.connectors.walk.SlicedList.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// How a warehouse is read. Immutable.
///
/// @param since nothing older is read
/// @param pageSize records a call, 2 or more
/// @param overlap how late a record may become visible
/// @param recheckDays records of so many days are read again
/// @param recheckEvery how often they are
/// @param zone of times that are written without one
/// @param timeout how long an answer may take
public record Reading(
    Instant since,
    int pageSize,
    Duration overlap,
    int recheckDays,
    Duration recheckEvery,
    ZoneId zone,
    Duration timeout) {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int LARGEST_ANSWER = 64 * 1024 * 1024;

  /// What calls are held to.
  public ApacheHttp.Limits limits() {
    return new ApacheHttp.Limits(CONNECT, timeout, LARGEST_ANSWER);
  }

  /// How a list is walked that goes on where it ended.
  ///
  /// @param most how many rows the system gives at once at most
  /// @param least the shortest time the system tells apart
  public Rule onwards(int most, Duration least) {
    return new Rule(_ -> since, Optional.empty(), most, overlap, least);
  }

  /// How the same list is walked again through what is recent.
  ///
  /// @param most how many rows the system gives at once at most
  /// @param least the shortest time the system tells apart
  public Rule again(int most, Duration least) {
    return new Rule(
        now -> {
          Instant recent = now.minus(Duration.ofDays(recheckDays));
          return recent.isBefore(since) ? since : recent;
        },
        Optional.of(recheckEvery),
        most,
        overlap,
        least);
  }
}
