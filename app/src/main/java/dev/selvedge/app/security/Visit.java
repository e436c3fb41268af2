package dev.selvedge.app.security;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One log-in, kept in its session. Immutable.
///
/// @param user as they were when they logged in
/// @param lastActive when a person last did something
record Visit(User user, Instant since, Instant lastActive) {
  static final String KEY = "selvedge.visit";

  /// Whether it is too old, nobody has used it for too long, or its user was removed or changed.
  boolean isOver(GateParts parts, Instant now) {
    SecuritySettings settings = parts.settings();
    return Duration.between(since, now).compareTo(settings.longest()) > 0
        || Duration.between(lastActive, now).compareTo(settings.idle()) > 0
        || !parts.users().find(user.name()).equals(Optional.of(user));
  }

  Visit activeAt(Instant now) {
    return new Visit(user, since, now);
  }
}
