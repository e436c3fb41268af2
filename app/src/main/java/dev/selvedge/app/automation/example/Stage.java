package dev.selvedge.app.automation.example;

import dev.selvedge.TimeOrderedIds;
import dev.selvedge.app.automation.AutomationPages;
import dev.selvedge.app.automation.AutomationsPage;
import dev.selvedge.app.automation.AutomationsPage.Line;
import dev.selvedge.app.config.example.AutomationExample;
import dev.selvedge.automation.Automations;
import dev.selvedge.automation.Rule;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.inbox.DiskReserve;
import dev.selvedge.plan.EnrolmentLists.Tally;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.HubSettings;
import dev.selvedge.work.Store;
import dev.selvedge.work.hub.HandCrank;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/// A hub on a store of its own, in which an example is played to its end: records come in when the
/// example says, and in between the clock goes to whatever is due next. Confined to one thread.
final class Stage implements AutoCloseable {
  /// What gathers, or waits for something else that is under way, goes within these seconds.
  private static final int TICKS = 40;

  private static final int STEPS_AT_MOST = 2_000;
  private static final int LINES_AT_MOST = 1_000;
  private static final Duration A_TICK = Duration.ofSeconds(1);
  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  private final PlayClock clock;
  private final Store store;
  private final HandCrank crank;
  private final Automations automations;
  private final TreeMap<Instant, List<SourceRecord>> scenes;

  private Stage(
      PlayClock clock,
      Store store,
      HandCrank crank,
      Automations automations,
      Map<Instant, List<SourceRecord>> scenes) {
    this.clock = clock;
    this.store = store;
    this.crank = crank;
    this.automations = automations;
    this.scenes = new TreeMap<>(scenes);
  }

  /// @param file where the store may be
  static Stage of(AutomationExample example, PlanRules project, Path file) {
    Automations automations = switchedOn(project.automations(), example.rule());
    PlanRules rules = project.withAutomations(automations);
    Script script = Script.of(example, rules);
    PlayClock clock = new PlayClock(script.scenes().firstKey());
    TimeOrderedIds ids = new TimeOrderedIds(clock);
    Store store = Stores.open(StoreConfig.file(file), ids);
    HandCrank crank =
        new HandCrank(
            new HubParts(
                store,
                List.of(),
                script.mapper(),
                rules,
                List.of(new WillingAccount()),
                clock,
                ids,
                new Random(1),
                DiskReserve.none(),
                "example"),
            HubSettings.standard());
    return new Stage(clock, store, crank, automations, script.scenes());
  }

  /// One that is off is looked at as if it were on.
  private static Automations switchedOn(Automations all, String name) {
    return new Automations(
        all.rules().stream()
            .map(
                rule ->
                    rule.name().equals(name) && !rule.terms().enabled()
                        ? rule.with(rule.terms().on())
                        : rule)
            .toList());
  }

  /// Plays it; what became of everything that the rule asked for.
  List<Line> play(String rule) {
    for (int step = 0; step < STEPS_AT_MOST; step++) {
      Optional<Instant> next = next();
      if (next.isEmpty()) {
        break;
      }
      if (clock.instant().isBefore(next.get())) {
        clock.to(next.get());
      }
      List<SourceRecord> told =
          scenes.headMap(clock.instant(), true).isEmpty()
              ? List.of()
              : scenes.pollFirstEntry().getValue();
      if (!told.isEmpty()) {
        store.change(ports -> ports.inbox().accept(told, clock.instant()));
      }
      crank.resolve();
      drain();
    }
    return new AutomationPages(store, automations)
        .page(new AutomationsPage.Asked(rule, Optional.empty(), 1), LINES_AT_MOST)
        .lines();
  }

  /// When something is told or due next; when nothing is, and something waits, when it is too late.
  private Optional<Instant> next() {
    Instant now = clock.instant();
    Instant next = scenes.isEmpty() ? Instant.MAX : scenes.firstKey();
    boolean waits = false;
    Duration longest = Duration.ZERO;
    for (Rule rule : automations.rules()) {
      Tally tally = store.read(ports -> ports.enrolments().tally(rule.name(), LINES_AT_MOST));
      Instant due = tally.nextDue().orElse(Instant.MAX);
      next = due.isAfter(now) && due.isBefore(next) ? due : next;
      waits |= rule.terms().enabled() && tally.waiting() > 0;
      longest = longest.compareTo(rule.within()) < 0 ? rule.within() : longest;
    }
    if (next.isBefore(Instant.MAX)) {
      return Optional.of(next);
    }
    return waits ? Optional.of(now.plus(longest).plus(A_MOMENT)) : Optional.empty();
  }

  /// Sends until nothing is due any more.
  private void drain() {
    for (int tick = 0; tick < TICKS; tick++) {
      crank.send();
      Instant now = clock.instant();
      boolean quiet =
          store.read(ports -> ports.deliveries().due(WillingAccount.NAME, now, 1).isEmpty());
      if (quiet) {
        return;
      }
      if (tick > 1) {
        clock.advance(A_TICK);
      }
    }
  }

  @Override
  public void close() {
    crank.close();
    store.close();
  }
}
