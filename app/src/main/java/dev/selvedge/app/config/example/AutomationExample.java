package dev.selvedge.app.config.example;

import dev.selvedge.mapping.Value;
import dev.selvedge.yaml.Position;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A worked example of an automation: what somebody did, and what is to come of it. Immutable.
///
/// @param rule the automation's name
/// @param gives where it stands what is to come of it
/// @param person fields that are known of them from the start
/// @param consent whether they agreed to marketing e-mail before anything else
/// @param history in the order in which the hub is told
public record AutomationExample(
    String rule,
    String name,
    Position gives,
    Map<String, Value> person,
    boolean consent,
    List<Happening> history,
    Expected expected) {
  public AutomationExample {
    person = Map.copyOf(person);
    history = List.copyOf(history);
  }

  /// What is to come of it; nothing where all are empty.
  ///
  /// @param starts when it is to start, to the minute
  /// @param cancelled words of the reason for each that is to be cancelled
  /// @param dropped the same of those that are not to go
  public record Expected(List<Instant> starts, List<String> cancelled, List<String> dropped) {
    public Expected {
      starts = List.copyOf(starts);
      cancelled = List.copyOf(cancelled);
      dropped = List.copyOf(dropped);
    }
  }
}
