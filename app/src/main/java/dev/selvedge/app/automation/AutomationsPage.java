package dev.selvedge.app.automation;

import dev.selvedge.automation.EnrolmentKey;
import dev.selvedge.plan.EnrolmentLists.Fate;
import dev.selvedge.plan.EnrolmentLists.Tally;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What automations did and are to do. Immutable.
///
/// @param rules every automation of the project
/// @param asked what of it is listed
/// @param lines the newest first; of those that wait, the next to go first
/// @param more whether others follow
/// @param dropped why the newest of the rule that is asked for were dropped; of nobody where none
///     is
public record AutomationsPage(
    List<RuleLine> rules, Asked asked, List<Line> lines, boolean more, DropReasons dropped) {
  public AutomationsPage {
    rules = List.copyOf(rules);
    lines = List.copyOf(lines);
  }

  /// What is to be listed.
  ///
  /// @param rule only this one's, empty for all
  /// @param page from 1
  public record Asked(String rule, Optional<Fate> fate, int page) {
    /// Its word, empty for all.
    public String fateWord() {
      return fate.map(Fate::word).orElse("");
    }
  }

  /// One automation.
  ///
  /// @param says what it answers and does, in words
  /// @param enabled whether it is switched on
  public record RuleLine(String name, String says, boolean enabled, Tally tally) {}

  /// One enrolment.
  ///
  /// @param person their number
  /// @param address theirs; empty where nobody is known any more
  /// @param order what the fact is about
  /// @param story what the trail says of it last; empty where it says nothing any more
  public record Line(
      EnrolmentKey key,
      String person,
      String address,
      String order,
      Fate fate,
      Instant at,
      String story) {}
}
