package dev.selvedge.dotdigital.inward;

import dev.selvedge.connector.SourceException;
import dev.selvedge.dotdigital.answer.Answer;

/// Takes what was asked for out of an answer, or says as a sentence why it cannot be had now.
///
/// @param title what sentences call the account
record Reply(String title) {
  /// @param what the thing that was asked for, as part of a sentence
  /// @throws SourceException unless the call did what it should
  <T> T of(Answer<T> answer, String what) {
    return answer.asOptional().orElseThrow(() -> trouble(answer, what));
  }

  SourceException trouble(Answer<?> answer, String what) {
    String sentence = title + "'s " + what + " cannot be read now: " + why(answer);
    boolean refused =
        answer instanceof Answer.Unauthorised<?> || answer instanceof Answer.Forbidden<?>;
    return refused ? SourceException.refused(sentence) : new SourceException(sentence);
  }

  private String why(Answer<?> answer) {
    return switch (answer) {
      case Answer.Ok<?> ignored -> "the answer is not what was asked for";
      case Answer.NotFound<?> it -> "it is not there (" + it.error().code() + ")";
      case Answer.Conflict<?> it -> "it was refused (" + it.error().code() + ")";
      case Answer.Rejected<?> it ->
          "it was refused (status " + it.status() + ", " + it.error().code() + ")";
      case Answer.RateLimited<?> ignored -> "the account's allowance of calls is used up";
      case Answer.TooManyJobs<?> ignored -> "too many jobs are running";
      case Answer.Unauthorised<?> ignored -> "the credentials are refused; check the API user";
      case Answer.Forbidden<?> ignored ->
          "the account may not do this; check the API user's rights and the account's package";
      case Answer.Ill<?> it -> "it is in trouble (status " + it.status() + ")";
      case Answer.Lost<?> ignored -> "the answer was lost on the way";
      case Answer.NotSent<?> ignored -> "it cannot be reached";
      case Answer.Unreadable<?> it -> "the answer cannot be understood: " + it.why();
    };
  }
}
