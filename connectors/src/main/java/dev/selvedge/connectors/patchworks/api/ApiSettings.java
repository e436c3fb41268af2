package dev.selvedge.connectors.patchworks.api;

import dev.selvedge.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;

/// How the API of a Patchworks company is reached, checked. Immutable.
///
/// @param key goes into `Authorization` as it is
/// @param core where flows and runs are read
/// @param start where flows are started
/// @param zone of times that carry none
/// @param times how times are written in questions
public record ApiSettings(
    Secret key, URI core, URI start, Duration timeout, ZoneId zone, Times times) {

  /// How a time is written in a question.
  public enum Times {
    /// `2026-11-24T09:00:00Z`
    ISO,
    /// `2026-11-24 09:00:00`
    PLAIN
  }
}
