package dev.selvedge.work.replay;

import dev.selvedge.automation.Action;
import dev.selvedge.automation.Given;
import java.util.Map;
import java.util.TreeMap;

/// What an automation does, value by value as people read it.
final class ActionWords {
  private ActionWords() {}

  static Map<String, String> of(Action action) {
    Map<String, String> words = new TreeMap<>();
    switch (action) {
      case Action.Enrol(int program) -> words.put("program", Integer.toString(program));
      case Action.Campaign campaign -> {
        words.put("campaign", Integer.toString(campaign.campaign()));
        put(campaign.with(), words);
      }
      case Action.Event event -> {
        words.put("event", event.type());
        put(event.with(), words);
      }
      case Action.Field field -> words.put(field.dataField(), shown(field.value()));
      case Action.Insight insight -> {
        words.put("collection", insight.collection());
        words.put("key", shown(insight.key()));
        put(insight.with(), words);
      }
    }
    return words;
  }

  private static void put(Map<String, Given> with, Map<String, String> words) {
    with.forEach((name, given) -> words.put("with " + name, shown(given)));
  }

  private static String shown(Given given) {
    return switch (given) {
      case Given.Fixed fixed -> fixed.value().display();
      case Given.Taken(String name) -> "(" + name + " is not known)";
    };
  }
}
