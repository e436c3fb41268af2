package dev.selvedge.app;

import dev.selvedge.SystemName;
import dev.selvedge.app.config.Project;
import dev.selvedge.app.config.timetable.Polling;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.CountedSource;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.Restarter;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.Toll;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The systems of a project, opened. Immutable.
///
/// @param polled what is read at its times
/// @param targeted of what single records can be read, whoever polls it
/// @param counted those whose systems tell how many orders they count
/// @param hooks who calls
/// @param restarters of those that can do once more what their reports tell of
record OpenSystems(
    List<Connector.Opened> all,
    List<HubParts.PolledFeed> polled,
    List<TargetedSource> targeted,
    List<CountedSource> counted,
    Map<SystemName, WebhookSource> hooks,
    Map<SystemName, Restarter> restarters)
    implements AutoCloseable {
  OpenSystems {
    all = List.copyOf(all);
    polled = List.copyOf(polled);
    targeted = List.copyOf(targeted);
    counted = List.copyOf(counted);
    hooks = Map.copyOf(hooks);
    restarters = Map.copyOf(restarters);
  }

  static OpenSystems of(Project project) {
    InTurn inTurn = new InTurn();
    Set<Feed> hinted = new HashSet<>();
    project.systems().forEach(system -> hinted.addAll(system.plan().hinted()));
    List<Connector.Opened> all = new ArrayList<>();
    List<HubParts.PolledFeed> polled = new ArrayList<>();
    List<TargetedSource> targeted = new ArrayList<>();
    List<CountedSource> counted = new ArrayList<>();
    Map<SystemName, WebhookSource> hooks = new HashMap<>();
    Map<SystemName, Restarter> restarters = new HashMap<>();
    for (Project.SourceSystem system : project.systems()) {
      Connector.Opened opened = system.plan().open();
      all.add(opened);
      List<TargetedSource> own = opened.targeted().stream().map(inTurn::of).toList();
      targeted.addAll(own);
      opened.counted().stream().map(inTurn::of).forEach(counted::add);
      for (PolledSource source : opened.polled()) {
        // only where somebody says what changed
        Optional<TargetedSource> single =
            own.stream()
                .filter(one -> one.feed().equals(source.feed()) && hinted.contains(one.feed()))
                .findFirst();
        polled.add(polled(inTurn.of(source), system.polling(), single));
      }
      opened.webhooks().forEach(one -> hooks.put(system.name(), one));
      opened.restarter().ifPresent(one -> restarters.put(system.name(), one));
    }
    return new OpenSystems(all, polled, targeted, counted, hooks, restarters);
  }

  private static HubParts.PolledFeed polled(
      PolledSource source, Polling polling, Optional<TargetedSource> targeted) {
    Polling.Plan plan = polling.of(source.feed().kind());
    return new HubParts.PolledFeed(
        source, plan.when(), plan.jitter(), Toll.FREE, List.of(), targeted);
  }

  @Override
  public void close() {
    all.forEach(Connector.Opened::close);
  }
}
