package dev.selvedge.dotdigital.delivery.action;

import dev.selvedge.Outcome;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.send.Target.Settlement;
import dev.selvedge.send.Target.Submission;
import java.time.Instant;

/// What answers about one part of Dotdigital come to, by the table that holds for all of them.
/// Thread-safe.
public interface Answers {
  /// What the item of a call of its own comes to.
  Outcome of(Answer<?> answer);

  /// What handing over comes to that was not answered well.
  Submission submission(Answer<?> answer);

  /// For a person, under a cause of this name.
  Outcome.Park park(String cause, String sentence);

  /// For what no call can carry.
  Outcome.Park unfit(IllegalArgumentException why);

  /// The contact it belongs to is written first, then it goes again.
  Settlement lacksOwner();

  /// Dotdigital's code of an answer by its letters alone, empty where it gave none.
  String letters(Answer<?> answer);

  /// As people read the code.
  String shown(Answer<?> answer);

  /// What sentences call the account.
  String title();

  Instant now();
}
