package dev.selvedge.dotdigital.suppression;

import dev.selvedge.dotdigital.json.View;
import dev.selvedge.dotdigital.json.Word;
import tools.jackson.databind.JsonNode;

/// What came of a re-subscription. Immutable.
///
/// @param outcome what it means
/// @param status Dotdigital's own word for it
/// @param contactStatus the contact's state in the account
public record Resubscribed(Outcome outcome, Word status, Word contactStatus) {

  /// The ends a re-subscription can have.
  public enum Outcome {
    /// May be mailed again.
    ADDED,
    /// Was asked by e-mail and stays opted out until they confirm.
    CHALLENGED,
    /// Is globally suppressed or complained; no call can change that.
    IMPOSSIBLE,
    /// A status this client has never heard of; see [#status].
    UNKNOWN;

    static Outcome of(Word status) {
      if (status.is("ContactAdded")) {
        return ADDED;
      }
      if (status.is("ContactChallenged")) {
        return CHALLENGED;
      }
      return status.is("ContactCannotBeUnsuppressed") ? IMPOSSIBLE : UNKNOWN;
    }
  }

  static Resubscribed read(JsonNode body) {
    View answer = View.of(body);
    Word status = new Word(answer.requiredText("status"));
    return new Resubscribed(
        Outcome.of(status),
        status,
        answer.object("contact").map(contact -> contact.word("status")).orElse(Word.NONE));
  }
}
