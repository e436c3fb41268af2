package dev.selvedge.app.config.setting;

import java.time.Duration;

/// How long something is kept.
public sealed interface Kept {
  record For(Duration time) implements Kept {}

  record Forever() implements Kept {}
}
