package dev.selvedge.app.security;

import java.time.Instant;

/// One log-in, kept in its session. Immutable.
///
/// @param user as they were when they logged in
/// @param lastActive when a person last did something
record Visit(User user, Instant since, Instant lastActive) {
  static final String KEY = "selvedge.visit";

  Visit activeAt(Instant now) {
    return new Visit(user, since, now);
  }
}
