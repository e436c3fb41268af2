package dev.selvedge.send;

import dev.selvedge.send.allowance.AllowancePolicy;
import java.time.Duration;

/// How what is due is sent to a target. Immutable.
///
/// @param calls single calls under way at once
/// @param jobs open imports at once, by facet; the rest of what the account allows is for others
/// @param attemptsAtMost failed attempts after which a person must look
/// @param policy how the allowance is used
/// @param doubts what is done about lost answers
public record SendRules(
    int calls,
    int jobs,
    int attemptsAtMost,
    Dispatch dispatch,
    Backoff backoff,
    AllowancePolicy policy,
    Doubts doubts) {
  private static final int ATTEMPTS = 20;

  public SendRules {
    if (calls < 1 || jobs < 1 || attemptsAtMost < 1) {
      throw new IllegalArgumentException("at least one call, one job and one attempt are needed");
    }
  }

  /// What is used unless a project says otherwise.
  public static SendRules standard() {
    return new SendRules(
        8,
        3,
        ATTEMPTS,
        Dispatch.standard(),
        new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(15)),
        AllowancePolicy.standard(),
        Doubts.standard());
  }

  /// The same with other rules of what goes alone and what together.
  public SendRules withDispatch(Dispatch other) {
    return new SendRules(calls, jobs, attemptsAtMost, other, backoff, policy, doubts);
  }

  /// The same with other waits between attempts.
  public SendRules withBackoff(Backoff other) {
    return new SendRules(calls, jobs, attemptsAtMost, dispatch, other, policy, doubts);
  }

  /// The same with other shares of the allowance.
  public SendRules withPolicy(AllowancePolicy other) {
    return new SendRules(calls, jobs, attemptsAtMost, dispatch, backoff, other, doubts);
  }

  /// The same with other ways to settle what is in doubt.
  public SendRules withDoubts(Doubts other) {
    return new SendRules(calls, jobs, attemptsAtMost, dispatch, backoff, policy, other);
  }

  /// The same, parking after so many attempts.
  public SendRules withAttemptsAtMost(int attempts) {
    return new SendRules(calls, jobs, attempts, dispatch, backoff, policy, doubts);
  }
}
