package dev.selvedge.app.page;

import dev.selvedge.Masking;
import dev.selvedge.PersonId;
import dev.selvedge.app.automation.AutomationPages;
import dev.selvedge.app.automation.AutomationsPage;
import dev.selvedge.app.automation.DryRunPage;
import dev.selvedge.app.flow.FlowPage;
import dev.selvedge.app.flow.FlowPages;
import dev.selvedge.app.flow.InTime;
import dev.selvedge.app.graph.FlowGraph;
import dev.selvedge.automation.Automations;
import dev.selvedge.connector.Feed;
import dev.selvedge.plan.Deliveries;
import dev.selvedge.trail.Parked;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.trail.ParkedItems;
import dev.selvedge.watch.Concern;
import dev.selvedge.watch.FlowMinute;
import dev.selvedge.watch.Timetable;
import dev.selvedge.watch.Usual;
import dev.selvedge.watch.alarm.Alarm;
import dev.selvedge.watch.alarm.Severity;
import dev.selvedge.watch.freshness.Freshness;
import dev.selvedge.work.Promises;
import dev.selvedge.work.Store;
import dev.selvedge.work.alarm.Concerns;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The pages' content from the store. What costs the same for every reader is computed once every
/// two seconds, however many look at it. Safe for use by many threads.
public final class StoreViews implements Views {
  private static final Duration FRESH_ENOUGH = Duration.ofSeconds(2);

  /// Reading it looks at every change that is not told yet.
  private static final Duration MEASURED_FOR = Duration.ofSeconds(10);

  /// One part in so many of the time is spent on reading at most.
  private static final int SHARE = 10;

  private static final int MINUTES_SHOWN = 60;
  private static final int PARKED_A_PAGE = 50;
  private static final int ALARMS_A_PAGE = 50;

  private final Store store;
  private final List<Route> routes;
  private final Function<PersonId, Optional<PersonPage>> persons;
  private final TargetLines targets;
  private final InstantSource clock;
  private final Concerns concerns;
  private final AutomationPages automations;
  private final Function<DryRunPage.Asked, Optional<DryRunPage>> dryRuns;
  private final FlowPages flows;
  private final Remembered<Overview> overview;
  private final Remembered<List<Freshness>> fresh;
  private final Remembered<FlowHistory> history;
  private final Remembered<Counts> counts;

  /// @param routes the configured flows; those only the store knows are shown as well
  /// @param persons makes a person's page, or empty when there is no such person
  /// @param targets tells how the targets are
  public StoreViews(
      Store store,
      List<Route> routes,
      Function<PersonId, Optional<PersonPage>> persons,
      TargetLines targets,
      InstantSource clock) {
    this(
        store,
        routes,
        persons,
        targets,
        clock,
        concerns(routes, Usual.Calendar.plain()),
        Automations.NONE,
        asked -> Optional.empty());
  }

  /// @param concerns tells what is not as usual
  /// @param automations those of the project
  /// @param dryRuns tells what one of them would have done, or empty when there is no such one
  public StoreViews(
      Store store,
      List<Route> routes,
      Function<PersonId, Optional<PersonPage>> persons,
      TargetLines targets,
      InstantSource clock,
      Concerns concerns,
      Automations automations,
      Function<DryRunPage.Asked, Optional<DryRunPage>> dryRuns) {
    this(
        store,
        routes,
        persons,
        targets,
        clock,
        concerns,
        new AutomationPages(store, automations),
        dryRuns,
        new FlowPages(Map.of(), Promises.STANDARD, flow -> Optional.empty()));
  }

  private StoreViews(
      Store store,
      List<Route> routes,
      Function<PersonId, Optional<PersonPage>> persons,
      TargetLines targets,
      InstantSource clock,
      Concerns concerns,
      AutomationPages automations,
      Function<DryRunPage.Asked, Optional<DryRunPage>> dryRuns,
      FlowPages flows) {
    this.automations = automations;
    this.store = store;
    this.routes = List.copyOf(routes);
    this.persons = persons;
    this.targets = targets;
    this.clock = clock;
    this.concerns = concerns;
    this.dryRuns = dryRuns;
    this.flows = flows;
    this.overview = new Remembered<>(FRESH_ENOUGH, clock);
    this.fresh = new Remembered<>(MEASURED_FOR, clock);
    this.history = new Remembered<>(FRESH_ENOUGH, clock);
    this.counts = new Remembered<>(FRESH_ENOUGH, clock);
  }

  /// The same, knowing how fresh each flow is to be.
  ///
  /// @param promises what is promised
  /// @param files the mapping of a flow
  public StoreViews promising(
      Promises promises, Function<String, Optional<FlowPage.MappingFile>> files) {
    Map<String, String> named = new TreeMap<>();
    routes.forEach(route -> named.put(route.feed().toString(), route.target()));
    return new StoreViews(
        store,
        routes,
        persons,
        targets,
        clock,
        concerns,
        automations,
        dryRuns,
        new FlowPages(named, promises, files));
  }

  /// A configured flow: one system's one kind of record on its way to one target.
  ///
  /// @param when it is to be read, where it is polled
  public record Route(Feed feed, String target, Optional<Timetable> when) {
    public Route(Feed feed, String target) {
      this(feed, target, Optional.empty());
    }
  }

  /// Tells what is not as usual with these flows.
  public static Concerns concerns(List<Route> routes, Usual.Calendar calendar) {
    Map<String, Optional<Timetable>> flows = new HashMap<>();
    routes.forEach(route -> flows.put(route.feed().toString(), route.when()));
    return new Concerns(flows, calendar);
  }

  @Override
  public Overview overview() {
    return overview.get(clock.instant(), this::readOverview);
  }

  @Override
  public Counts counts() {
    return counts.get(
        clock.instant(),
        now ->
            store.read(
                ports -> {
                  List<Alarm> open = ports.alarms().open();
                  return new Counts(
                      open.size(),
                      open.stream().anyMatch(one -> one.severity().isAtLeast(Severity.CRITICAL)),
                      ports.parked().count());
                }));
  }

  @Override
  public FlowHistory history() {
    return history.get(clock.instant(), this::readHistory);
  }

  @Override
  public Optional<FlowPage> flow(String name, FlowPage.Window window) {
    return store.read(ports -> flows.read(ports, name, window, clock.instant()));
  }

  @Override
  public List<PersonLine> people(String prefix, int limit) {
    return store.read(
        ports ->
            ports.people().startingWith(prefix, limit).stream()
                .map(person -> new PersonLine(person.id(), person.email()))
                .toList());
  }

  @Override
  public Optional<PersonPage> person(PersonId id) {
    return persons.apply(id);
  }

  @Override
  public DuplicatesPage duplicates(PersonId after) {
    return new DuplicatePages(store).page(after);
  }

  @Override
  public AutomationsPage automations(AutomationsPage.Asked asked) {
    return automations.page(asked);
  }

  @Override
  public Optional<DryRunPage> dryRun(DryRunPage.Asked asked) {
    return dryRuns.apply(asked);
  }

  @Override
  public ParkedPage parked(String cause, int page) {
    return store.read(
        ports -> {
          ParkedItems parked = ports.parked();
          long skip = (page - 1L) * PARKED_A_PAGE;
          List<Parked> found = parked.newest(cause, PARKED_A_PAGE + 1, skip);
          return new ParkedPage(
              parked.count(),
              groups(parked),
              cause,
              found.stream().limit(PARKED_A_PAGE).map(StoreViews::line).toList(),
              page,
              found.size() > PARKED_A_PAGE,
              parked.lastNumber());
        });
  }

  @Override
  public AlarmsPage alarms(int page) {
    return store.read(
        ports -> {
          List<Alarm> past = ports.alarms().past(ALARMS_A_PAGE + 1, (page - 1L) * ALARMS_A_PAGE);
          return new AlarmsPage(
              ports.alarms().open(),
              past.stream().limit(ALARMS_A_PAGE).toList(),
              page,
              past.size() > ALARMS_A_PAGE,
              ports.notices().posts());
        });
  }

  @Override
  public Optional<AlarmsPage.One> alarm(long number) {
    return store.read(
        ports ->
            ports
                .alarms()
                .find(number)
                .filter(alarm -> alarm.stage() != Alarm.Stage.PENDING)
                .map(alarm -> new AlarmsPage.One(alarm, ports.alarms().history(number))));
  }

  private static List<ParkedPage.Group> groups(ParkedItems parked) {
    return parked.groups().stream()
        .map(
            group ->
                new ParkedPage.Group(
                    group.cause(),
                    group.count(),
                    group.firstSeen(),
                    group.lastSeen(),
                    group.example()))
        .toList();
  }

  private static ParkedPage.Line line(Parked parked) {
    ParkedItem item = parked.item();
    return new ParkedPage.Line(
        parked.number(),
        item.cause(),
        item.sentence(),
        Masking.maskAddresses(item.source()),
        item.rule(),
        item.field(),
        item.firstSeen(),
        item.lastSeen(),
        item.times(),
        parked.isOnItsWay(),
        parked.edits());
  }

  private Overview readOverview(Instant now) {
    return store.read(
        ports -> {
          Map<String, FlowTally> tallies = new TreeMap<>();
          routes.forEach(route -> tally(tallies, route.feed().toString()));
          ports.flowMinutes().totals().forEach(t -> tally(tallies, t.flow()).total(t));
          List<FlowMinute> minutes =
              ports.flowMinutes().since(now.minus(MINUTES_SHOWN, ChronoUnit.MINUTES));
          minutes.forEach(minute -> tally(tallies, minute.flow()).minute(minute));
          List<Deliveries.Count> counts = ports.deliveries().counts();
          counts.forEach(count -> tally(tallies, count.flow()).count(count));
          ports.parked().unsent().forEach((flow, count) -> tally(tallies, flow).parked(count));
          List<Freshness> measured = fresh.get(now, at -> flows.promises().read(ports, at));
          inTime(measured).forEach((flow, known) -> tally(tallies, flow).fresh(known));
          long waiting = ports.inbox().backlog();
          List<Overview.FlowLine> lines = new ArrayList<>();
          Instant oldestDue = oldestDue(ports.deliveries(), counts, now);
          tallies.forEach(
              (flow, tally) -> lines.add(tally.line(flow, target(flow), now, oldestDue)));
          List<Concern> unusual = concerns.read(ports, now);
          List<Alarm> alarms = ports.alarms().open();
          List<TargetLine> told = targets.read(ports, now);
          FlowGraph graph =
              new OverviewGraph(routes, targets, automations.isAsleep())
                  .read(
                      ports,
                      new OverviewGraph.Seen(
                          lines, minutes, counts, measured, unusual, alarms, told),
                      now);
          return new Overview(
              now,
              FlowTally.whole(lines, waiting),
              ports.people().count(),
              waiting,
              lines.stream().mapToLong(Overview.FlowLine::due).sum(),
              ports.parked().count(),
              lines,
              told,
              unalarmed(unusual, alarms),
              ports.orphans().tally(),
              alarms,
              graph);
        });
  }

  private static Map<String, InTime> inTime(List<Freshness> freshness) {
    Map<String, List<Freshness>> byFlow = new TreeMap<>();
    for (Freshness one : freshness) {
      byFlow.computeIfAbsent(one.strand().flow(), flow -> new ArrayList<>()).add(one);
    }
    Map<String, InTime> measured = new TreeMap<>();
    byFlow.forEach((flow, all) -> measured.put(flow, InTime.of(all)));
    return measured;
  }

  /// What is an alarm already need not be said twice.
  private static List<Concern> unalarmed(List<Concern> concerns, List<Alarm> alarms) {
    Set<String> about =
        alarms.stream().map(alarm -> alarm.finding().about()).collect(Collectors.toSet());
    return concerns.stream()
        .filter(
            concern ->
                !about.contains(concern.flow())
                    && !about.contains(concern.flow().substring(0, concern.flow().indexOf('/'))))
        .toList();
  }

  private static Instant oldestDue(
      Deliveries deliveries, List<Deliveries.Count> counts, Instant now) {
    return counts.stream()
        .map(Deliveries.Count::target)
        .distinct()
        .flatMap(target -> deliveries.due(target, now, 1).stream())
        .map(Deliveries.Backlog::oldest)
        .min(Comparator.naturalOrder())
        .orElse(now);
  }

  private static FlowTally tally(Map<String, FlowTally> tallies, String flow) {
    return tallies.computeIfAbsent(flow, ignored -> new FlowTally());
  }

  private String target(String flow) {
    return routes.stream()
        .filter(route -> route.feed().toString().equals(flow))
        .map(Route::target)
        .findFirst()
        .or(() -> routes.stream().map(Route::target).findFirst())
        .orElse("");
  }

  private FlowHistory readHistory(Instant now) {
    Instant first =
        now.truncatedTo(ChronoUnit.MINUTES).minus(MINUTES_SHOWN - 1L, ChronoUnit.MINUTES);
    List<Instant> minutes = new ArrayList<>();
    for (int i = 0; i < MINUTES_SHOWN; i++) {
      minutes.add(first.plus(i, ChronoUnit.MINUTES));
    }
    Map<String, Map<Instant, FlowHistory.Point>> points = new TreeMap<>();
    routes.forEach(route -> points.put(route.feed().toString(), new HashMap<>()));
    for (FlowMinute minute : store.read(ports -> ports.flowMinutes().since(first))) {
      points
          .computeIfAbsent(minute.flow(), ignored -> new HashMap<>())
          .merge(minute.minute(), point(minute), FlowHistory.Point::plus);
    }
    List<FlowHistory.Series> series = new ArrayList<>();
    points.forEach(
        (flow, known) ->
            series.add(
                new FlowHistory.Series(
                    flow,
                    minutes.stream()
                        .map(m -> known.getOrDefault(m, FlowHistory.Point.NOTHING))
                        .toList())));
    return new FlowHistory(minutes, series);
  }

  private static FlowHistory.Point point(FlowMinute minute) {
    return new FlowHistory.Point(
        minute.received(), minute.delivered(), minute.lagSumMillis(), minute.lagMaxMillis());
  }

  /// A value that many ask for and that is read again when it is no longer fresh: what takes long
  /// to read, as of millions of deliveries, stays so for longer. One reads, the others wait for it.
  /// Thread-safe.
  private static final class Remembered<T> {
    private final Duration fresh;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Known<T>> known = Optional.empty();

    Remembered(Duration fresh, InstantSource clock) {
      this.fresh = fresh;
      this.clock = clock;
    }

    private record Known<T>(T value, Instant readAt, Instant freshUntil) {}

    T get(Instant now, Function<Instant, T> read) {
      lock.lock();
      try {
        Optional<T> remembered =
            known
                .filter(k -> !now.isBefore(k.readAt()) && now.isBefore(k.freshUntil()))
                .map(Known::value);
        if (remembered.isPresent()) {
          return remembered.get();
        }
        T value = read.apply(now);
        Instant end = clock.instant();
        Duration least = Duration.between(now, end).multipliedBy(SHARE);
        known =
            Optional.of(
                new Known<>(
                    value, now, least.compareTo(fresh) > 0 ? end.plus(least) : now.plus(fresh)));
        return value;
      } finally {
        lock.unlock();
      }
    }
  }
}
