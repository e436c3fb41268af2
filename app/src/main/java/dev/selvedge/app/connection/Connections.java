package dev.selvedge.app.connection;

import dev.selvedge.Masking;
import dev.selvedge.SystemName;
import dev.selvedge.app.connection.ConnectionsPage.Certificate;
import dev.selvedge.app.connection.ConnectionsPage.Line;
import dev.selvedge.app.connection.ConnectionsPage.Poll;
import dev.selvedge.app.connection.ConnectionsPage.Source;
import dev.selvedge.app.connection.ConnectionsPage.Target;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.inbox.Hints;
import dev.selvedge.plan.Deliveries;
import dev.selvedge.plan.Deliveries.Outstanding;
import dev.selvedge.plan.Delivery;
import dev.selvedge.send.Condition;
import dev.selvedge.watch.FlowReading;
import dev.selvedge.watch.Timetable;
import dev.selvedge.watch.alarm.Alarm;
import dev.selvedge.work.Outlook;
import dev.selvedge.work.Store;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Tells how connections are, from the store and from what this process examined. Safe for use by
/// many threads.
public final class Connections implements ConnectionDesk {
  /// So many of the newest records of the hub are looked at for the newest of one flow.
  private static final int LOOKED_AT = 2_000;

  private static final Pattern PLAIN = Pattern.compile("[\\w:.,+*@/ -]{1,80}");

  private final Store store;
  private final List<Known> systems;
  private final List<Outlook> targets;
  private final Map<SystemName, Set<URI>> addresses;
  private final Map<Feed, Timetable> polled;
  private final Examined examined;
  private final InstantSource clock;

  /// @param systems those that are read
  /// @param targets those that are told
  /// @param addresses where each system and target is called
  /// @param polled when each polled feed is read, those of targets among them
  public Connections(
      Store store,
      List<Known> systems,
      List<Outlook> targets,
      Map<SystemName, Set<URI>> addresses,
      Map<Feed, Timetable> polled,
      Examined examined,
      InstantSource clock) {
    this.store = store;
    this.systems = List.copyOf(systems);
    this.targets = List.copyOf(targets);
    this.addresses = Map.copyOf(addresses);
    this.polled = new TreeMap<>(polled);
    this.examined = examined;
    this.clock = clock;
  }

  /// A system as the project names it.
  ///
  /// @param hooked whether it can call
  public record Known(SystemName name, String connector, List<Feed> feeds, boolean hooked) {
    public Known {
      feeds = List.copyOf(feeds);
    }
  }

  /// What this process found when it examined systems and looked at certificates.
  public interface Examined {
    /// The last examination of a system; empty where this process made none.
    Optional<CheckUp> of(SystemName system);

    /// When the certificate of a host ends, by `host` or `host:port`; what is not known is left
    /// out.
    Map<String, Instant> certificates();

    /// Has every system examined soon.
    void again();
  }

  @Override
  public boolean check() {
    if (!store.leads()) {
      return false;
    }
    examined.again();
    return true;
  }

  @Override
  public ConnectionsPage connections() {
    Instant now = clock.instant();
    return store.read(
        ports -> {
          List<Alarm> open = ports.alarms().open();
          Map<String, Hints.Waiting> hints = new TreeMap<>();
          ports.hints().waiting().forEach(one -> hints.put(one.flow(), one));
          Set<String> began = new TreeSet<>();
          ports.flowMinutes().totals().forEach(total -> began.add(total.flow()));
          Seen seen = new Seen(open, hints, began, parked(ports));
          List<Source> sources =
              systems.stream().map(one -> source(one, seen, ports, now)).toList();
          List<Target> told = targets.stream().map(one -> target(one, seen, ports, now)).toList();
          return new ConnectionsPage(sources, told, ports.inbox().backlog());
        });
  }

  /// What is read once for all of them.
  ///
  /// @param hints by flow
  /// @param began flows of which anything ever came
  /// @param parked deliveries, by target
  private record Seen(
      List<Alarm> open,
      Map<String, Hints.Waiting> hints,
      Set<String> began,
      Map<SystemName, Long> parked) {}

  private static Map<SystemName, Long> parked(Store.Ports ports) {
    Map<SystemName, Long> parked = new TreeMap<>();
    for (Deliveries.Count one : ports.deliveries().counts()) {
      if (one.state() == Delivery.State.PARKED) {
        parked.merge(one.target(), one.count(), Long::sum);
      }
    }
    return parked;
  }

  private Source source(Known system, Seen seen, Store.Ports ports, Instant now) {
    Set<Feed> feeds = new TreeSet<>(system.feeds());
    feeds.addAll(polledOf(system.name()));
    return new Source(
        system.name().value(),
        system.connector(),
        system.hooked(),
        lines(feeds, seen, ports, now),
        examined.of(system.name()),
        certificates(system.name()),
        about(system.name(), seen.open()));
  }

  private Target target(Outlook target, Seen seen, Store.Ports ports, Instant now) {
    // what is read of a system is told above
    boolean isRead = isRead(target.target());
    Condition condition = ports.conditions().of(target.target());
    Optional<Condition.Ill> ill =
        condition instanceof Condition.Ill one ? Optional.of(one) : Optional.empty();
    return new Target(
        target.target().value(),
        target.title(),
        ill.isEmpty(),
        ill.map(Condition.Ill::sentence).orElse(""),
        ill.map(Condition.Ill::since),
        ill.map(Condition.Ill::probeAt),
        ports.deliveries().outstanding(target.target()).stream()
            .mapToLong(Outstanding::count)
            .sum(),
        seen.parked().getOrDefault(target.target(), 0L),
        isRead ? List.of() : lines(polledOf(target.target()), seen, ports, now),
        isRead ? List.of() : certificates(target.target()),
        about(target.target(), seen.open()));
  }

  private boolean isRead(SystemName system) {
    return systems.stream().anyMatch(one -> one.name().equals(system));
  }

  private Set<Feed> polledOf(SystemName system) {
    Set<Feed> feeds = new TreeSet<>();
    polled.keySet().stream().filter(feed -> feed.system().equals(system)).forEach(feeds::add);
    return feeds;
  }

  private List<Line> lines(Set<Feed> feeds, Seen seen, Store.Ports ports, Instant now) {
    List<Line> lines = new ArrayList<>();
    for (Feed feed : feeds) {
      Hints.Waiting waiting = seen.hints().get(feed.toString());
      lines.add(
          new Line(
              feed.toString(),
              ports.inbox().newest(feed, LOOKED_AT, 1).stream()
                  .findFirst()
                  .map(arrival -> arrival.receivedAt()),
              Optional.ofNullable(polled.get(feed)).map(when -> poll(feed, when, ports, now)),
              waiting == null ? 0 : waiting.count(),
              isRead(feed.system())
                  || seen.began().contains(feed.toString())
                  || ports.flowReadings().of(feed.toString()).isPresent()));
    }
    return lines;
  }

  private static Poll poll(Feed feed, Timetable when, Store.Ports ports, Instant now) {
    Optional<FlowReading> reading = ports.flowReadings().of(feed.toString());
    Optional<Instant> readAt =
        reading.map(FlowReading::readAt).filter(at -> at.isAfter(Instant.EPOCH));
    boolean waits = reading.stream().noneMatch(one -> one.passing() || one.isTroubled());
    return new Poll(
        readAt,
        reading.filter(FlowReading::passing).isPresent(),
        reading.map(FlowReading::trouble).orElse(""),
        reading.filter(FlowReading::isTroubled).map(FlowReading::troubledSince),
        waits ? readAt.map(when::after).filter(next -> next.isAfter(now)) : Optional.empty(),
        ports.inbox().cursor(feed).map(Connections::position).orElse(""));
  }

  /// Sources write what they like, even addresses with a password in them: what is no plain text is
  /// not shown, and the rest is masked.
  private static String position(Cursor cursor) {
    String text = Masking.maskAddresses(cursor.text());
    return PLAIN.matcher(text).matches() && !text.contains("//")
        ? text
        : "a mark of its source’s own";
  }

  private List<Certificate> certificates(SystemName system) {
    Set<String> hosts = new TreeSet<>();
    addresses
        .getOrDefault(system, Set.of())
        .forEach(address -> hosts.add(String.valueOf(address.getRawAuthority())));
    return examined.certificates().entrySet().stream()
        .filter(one -> hosts.contains(one.getKey()))
        .sorted(Map.Entry.comparingByKey())
        .map(one -> new Certificate(one.getKey(), one.getValue()))
        .toList();
  }

  private List<Alarm> about(SystemName system, List<Alarm> open) {
    Set<String> names = new TreeSet<>(Set.of(system.value()));
    addresses
        .getOrDefault(system, Set.of())
        .forEach(address -> names.add(String.valueOf(address.getRawAuthority())));
    return open.stream().filter(alarm -> names.contains(alarm.finding().system())).toList();
  }
}
