package dev.selvedge.app.automation;

import dev.selvedge.automation.Action;
import dev.selvedge.automation.Rule;
import java.util.Locale;

/// What an automation answers and does, in words.
public final class RuleWords {
  private RuleWords() {}

  /// `shipped → campaign 34, transactional`.
  public static String of(Rule rule) {
    return rule.on().word()
        + " → "
        + of(rule.action())
        + ", "
        + rule.purpose().name().toLowerCase(Locale.ROOT);
  }

  private static String of(Action action) {
    return switch (action) {
      case Action.Enrol(int program) -> "program " + program;
      case Action.Campaign campaign -> "campaign " + campaign.campaign();
      case Action.Event event -> "event " + event.type();
      case Action.Field field -> "data field " + field.dataField();
      case Action.Insight insight -> "record in " + insight.collection();
    };
  }
}
