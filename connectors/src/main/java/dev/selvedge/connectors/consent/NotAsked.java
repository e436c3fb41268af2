package dev.selvedge.connectors.consent;

import dev.selvedge.Outcome;
import dev.selvedge.connector.ConsentTarget.Bearing;
import dev.selvedge.connector.ConsentTarget.Told;
import dev.selvedge.connector.SourceException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What is said of a decision when the system gave no usable answer.
public final class NotAsked {
  private static final Duration REST = Duration.ofMinutes(1);

  private NotAsked() {}

  /// Nothing was written.
  ///
  /// @param quiet until when the system wants to be left alone, where it said so
  public static Told nothingWritten(SourceException failure, Optional<Instant> quiet, Instant now) {
    String why = String.valueOf(failure.getMessage());
    if (failure.isRefused()) {
      return new Told(
          new Outcome.Snooze(why, now.plus(REST)), new Bearing.Refusing("forbidden", why));
    }
    return quiet.isPresent()
        ? new Told(new Outcome.Snooze(why, quiet.get()), new Bearing.Busy(quiet.get()))
        : new Told(new Outcome.Retry(why, now), new Bearing.Silent(why));
  }

  /// The call that writes failed. It may have been received, unless the system said that it took
  /// nothing.
  public static Told perhapsWritten(SourceException failure, Optional<Instant> quiet, Instant now) {
    if (failure.isRefused() || quiet.isPresent()) {
      return nothingWritten(failure, quiet, now);
    }
    String why = String.valueOf(failure.getMessage());
    return new Told(new Outcome.Unknown(why, now), new Bearing.Silent(why));
  }
}
