package dev.selvedge.app;

import dev.selvedge.SystemName;
import dev.selvedge.app.alarm.AlarmWatch;
import dev.selvedge.app.allowance.AllowancePages;
import dev.selvedge.app.config.Project;
import dev.selvedge.app.connection.Connections;
import dev.selvedge.app.http.HttpParts;
import dev.selvedge.app.order.OrderPages;
import dev.selvedge.app.schema.Schemas;
import dev.selvedge.app.search.Finder;
import dev.selvedge.connector.Feed;
import dev.selvedge.send.Target;
import dev.selvedge.watch.Timetable;
import dev.selvedge.work.HubParts;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Makes the rooms of the dashboard that look at the store and at how systems are reached.
final class DashboardRooms {
  private DashboardRooms() {}

  /// @param inward the feeds that targets are read by
  static HttpParts.Rooms of(
      RunningProject.Foundation foundation,
      OpenSystems systems,
      List<HubParts.PolledFeed> inward,
      AlarmWatch alarms,
      RunningProject.World world) {
    Project project = foundation.project();
    return new HttpParts.Rooms(
        new Finder(foundation.store(), project.read(), project.identity().emails()),
        new OrderPages(foundation.store(), titles(foundation)),
        connections(foundation, systems, inward, alarms, world),
        new AllowancePages(foundation.store(), foundation.outlooks(), world.clock()),
        new Schemas(foundation.store(), project.mappings().paths(), world.clock()));
  }

  /// What pages call each target.
  static Map<SystemName, String> titles(RunningProject.Foundation foundation) {
    return foundation.targets().stream().collect(Collectors.toMap(Target::name, Target::title));
  }

  private static Connections connections(
      RunningProject.Foundation foundation,
      OpenSystems systems,
      List<HubParts.PolledFeed> inward,
      AlarmWatch alarms,
      RunningProject.World world) {
    Project project = foundation.project();
    Map<SystemName, Set<URI>> addresses = new HashMap<>();
    project.systems().forEach(system -> addresses.put(system.name(), system.plan().addresses()));
    addresses.put(foundation.target().name(), Set.of(project.dotdigital().endpoint()));
    Map<Feed, Timetable> polled = new HashMap<>();
    systems.polled().forEach(feed -> polled.put(feed.source().feed(), feed.when()));
    inward.forEach(feed -> polled.put(feed.source().feed(), feed.when()));
    return new Connections(
        foundation.store(),
        project.systems().stream()
            .map(
                system ->
                    new Connections.Known(
                        system.name(),
                        system.connector().name(),
                        system.plan().feeds(),
                        systems.hooks().containsKey(system.name())))
            .toList(),
        foundation.outlooks(),
        addresses,
        polled,
        alarms,
        world.clock());
  }
}
