package dev.selvedge.app;

import dev.selvedge.app.config.Project;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connectors.consent.ConsentDelivery;
import dev.selvedge.connectors.consent.ConsentDelivery.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The systems of a project that are told what people decided, as targets. Opening one connects to
/// nobody.
final class ToldTargets {
  private ToldTargets() {}

  /// One target a system; the caller closes them.
  static List<ConsentDelivery> open(Project project) {
    List<ConsentDelivery> targets = new ArrayList<>();
    for (Project.SourceSystem system : project.systems()) {
      if (!system.told().isEmpty()) {
        Map<Place, ConsentTarget> places = new HashMap<>();
        for (Project.Told told : system.told()) {
          places.put(new Place(told.kind(), told.topic()), told.plan().open());
        }
        targets.add(new ConsentDelivery(system.name(), places, callsAMinute(system)));
      }
    }
    return targets;
  }

  private static int callsAMinute(Project.SourceSystem system) {
    return system.told().stream()
        .mapToInt(Project.Told::callsAMinute)
        .filter(calls -> calls > 0)
        .min()
        .orElse(0);
  }

  /// The same without a way to reach anybody: for what can be known without calling.
  static List<ConsentDelivery> unopened(Project project) {
    return project.systems().stream()
        .filter(system -> !system.told().isEmpty())
        .map(system -> new ConsentDelivery(system.name(), Map.of(), callsAMinute(system)))
        .toList();
  }
}
