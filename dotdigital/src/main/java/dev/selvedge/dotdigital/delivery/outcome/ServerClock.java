package dev.selvedge.dotdigital.delivery.outcome;

import dev.selvedge.dotdigital.account.Accounts;
import dev.selvedge.dotdigital.answer.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Puts an instant of our clock on Dotdigital's, by asking what time it is there. What was written
/// when is compared by one clock alone.
public record ServerClock(Accounts account, Outcomes outcomes, InstantSource clock) {
  /// What came of asking.
  public sealed interface Reading {
    /// The same instant by Dotdigital's clock.
    record At(Instant instant) implements Reading {}

    record NotKnown(String why) implements Reading {}
  }

  /// What Dotdigital's clock shows when ours shows this; takes one call.
  public Reading read(Instant ours) {
    Answer<Instant> answer = account.serverTime();
    return answer instanceof Answer.Ok<Instant> told
        ? new Reading.At(ours.plus(Duration.between(clock.instant(), told.value())))
        : new Reading.NotKnown(outcomes.why(answer, Part.CONTACTS));
  }
}
