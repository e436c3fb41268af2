package dev.selvedge.app.automation;

import dev.selvedge.plan.EnrolmentLists.Fate;
import dev.selvedge.plan.EnrolmentLists.Line;
import dev.selvedge.plan.EnrolmentLists.Wanted;
import dev.selvedge.work.Store;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Why the newest of an automation that did not go did not, counted by what the trail says. What
/// differs from one to the other is left out of the words. Immutable.
///
/// @param looked of how many
/// @param whole whether there are no others
/// @param counts by reason, the most frequent first
public record DropReasons(int looked, boolean whole, Map<String, Integer> counts) {
  private static final int LOOKED_THROUGH = 20_000;
  private static final int AT_MOST = 500;
  private static final String NOT_TOLD = "the trail does not say any more";

  /// Of nothing that was dropped.
  public static final DropReasons NONE = new DropReasons(0, true, Map.of());

  public DropReasons {
    counts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  /// Of one automation.
  static DropReasons read(String rule, Store.Ports ports) {
    Wanted dropped = new Wanted(rule, Optional.of(Fate.DROPPED));
    List<Line> found = ports.enrolments().newest(dropped, LOOKED_THROUGH, AT_MOST + 1, 0);
    Map<String, Integer> counts = new TreeMap<>();
    found.stream()
        .limit(AT_MOST)
        .map(line -> AutomationPages.story(line, ports))
        .map(DropReasons::reason)
        .forEach(reason -> counts.merge(reason, 1, Integer::sum));
    Map<String, Integer> sorted = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return new DropReasons(Math.min(found.size(), AT_MOST), found.size() <= AT_MOST, sorted);
  }

  /// `enrolment not sent: the person has not agreed to marketing`: what comes after the colon.
  static String reason(String story) {
    int colon = story.indexOf(": ");
    String why = colon < 0 ? story : story.substring(colon + 2);
    return why.isEmpty() ? NOT_TOLD : DryRunReport.general(why);
  }
}
