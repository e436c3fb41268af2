package dev.selvedge.app.live;

import java.time.Duration;

/// How often streams do what. Immutable.
///
/// @param look so often it is looked for changes, while anybody listens
/// @param check so often a stream asks whether who listens is still logged in
/// @param beat so often something is sent in any case, so that nobody between takes the line for
///     dead
public record Pace(Duration look, Duration check, Duration beat) {
  public static final Pace STANDARD =
      new Pace(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(15));
}
