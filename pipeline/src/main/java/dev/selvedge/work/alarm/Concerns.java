package dev.selvedge.work.alarm;

import dev.selvedge.watch.Concern;
import dev.selvedge.watch.FlowMinute;
import dev.selvedge.watch.FlowReading;
import dev.selvedge.watch.Punctuality;
import dev.selvedge.watch.Rhythm;
import dev.selvedge.watch.Silence;
import dev.selvedge.watch.Timetable;
import dev.selvedge.watch.Usual;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is not as usual with the flows of a project, from the store. What is usual is remembered
/// for a while: it changes slowly, and is weeks of minutes to read. Thread-safe.
public final class Concerns {
  private static final Duration USUAL_FOR = Duration.ofMinutes(10);

  /// What is not there is looked for this long, which is no concern.
  private static final Duration HINTS_WAIT = Duration.ofMinutes(15);

  /// Who was away for less was not away.
  private static final Duration AWAY = Duration.ofHours(1);

  private final Map<String, Optional<Timetable>> flows;
  private final Usual.Calendar calendar;
  private final Absence absence;
  private Instant readAt = Instant.MIN;
  private Map<String, Usual> usual = Map.of();

  /// @param flows those of the project, `system/kind`, and when they are to be read where they are
  ///     polled
  /// @param calendar by which a day is a day
  public Concerns(Map<String, Optional<Timetable>> flows, Usual.Calendar calendar) {
    this(flows, calendar, new Absence(Instant.EPOCH, Instant.EPOCH));
  }

  private Concerns(
      Map<String, Optional<Timetable>> flows, Usual.Calendar calendar, Absence absence) {
    this.flows = Map.copyOf(flows);
    this.calendar = calendar;
    this.absence = absence;
  }

  /// When last no hub ran for a while.
  private record Absence(Instant from, Instant to) {}

  /// The same of a hub that starts: where none ran for an hour or more before, nobody could call
  /// it, and calls are expected from now on. To be asked before it begins to read.
  public Concerns startingAt(Instant now, Store store) {
    Optional<Instant> lastSign = store.read(Concerns::lastSign);
    return lastSign
        .filter(sign -> sign.plus(AWAY).isBefore(now))
        .map(sign -> new Concerns(flows, calendar, new Absence(sign, now)))
        .orElse(this);
  }

  /// When a hub last read something to its end, or took something in.
  private static Optional<Instant> lastSign(Store.Ports ports) {
    return Stream.concat(
            ports.flowReadings().all().stream().map(FlowReading::readAt),
            ports.flowMinutes().totals().stream().map(FlowMinute::minute))
        .filter(sign -> !sign.equals(Instant.EPOCH))
        .max(Comparator.naturalOrder());
  }

  /// All there are now.
  public List<Concern> read(Store.Ports ports, Instant now) {
    List<Concern> concerns = new ArrayList<>();
    for (FlowReading reading : ports.flowReadings().all()) {
      flows
          .getOrDefault(reading.flow(), Optional.empty())
          .flatMap(when -> Punctuality.of(when, reading, now))
          .ifPresent(concerns::add);
    }
    ports.hints().waiting().stream()
        .filter(hints -> flows.containsKey(hints.flow()))
        .filter(
            hints -> !hints.trouble().isEmpty() || hints.oldest().plus(HINTS_WAIT).isBefore(now))
        .forEach(
            hints ->
                concerns.add(
                    new Concern.Unheeded(
                        hints.flow(), hints.count(), hints.oldest(), hints.trouble())));
    concerns.addAll(silent(ports, now, concerns));
    return concerns;
  }

  /// Of a flow that cannot be read nobody expects anything.
  private List<Concern> silent(Store.Ports ports, Instant now, List<Concern> others) {
    Set<String> explained =
        others.stream()
            .filter(concern -> !(concern instanceof Concern.Unheeded))
            .map(Concern::flow)
            .collect(Collectors.toSet());
    Set<String> lively =
        ports.flowMinutes().since(now.minus(USUAL_FOR.multipliedBy(2))).stream()
            .filter(minute -> minute.received() > 0)
            .map(FlowMinute::flow)
            .collect(Collectors.toSet());
    List<Concern> silent = new ArrayList<>();
    new TreeMap<>(usual(ports, now))
        .forEach(
            (flow, known) -> {
              if (flows.containsKey(flow) && !lively.contains(flow) && !explained.contains(flow)) {
                silence(flow, known, now).ifPresent(silent::add);
              }
            });
    return silent;
  }

  /// Of a flow that is not polled it is expected that somebody calls, while there is a hub to call.
  /// What was silent before there was none stays so.
  private Optional<Concern> silence(String flow, Usual known, Instant now) {
    Rhythm rhythm = known.rhythm();
    boolean polled = flows.getOrDefault(flow, Optional.empty()).isPresent();
    if (polled
        || rhythm.last().isAfter(absence.from())
        || Silence.of(flow, known, calendar, absence.from()).isPresent()) {
      return Silence.of(flow, known, calendar, now);
    }
    Rhythm since = new Rhythm(rhythm.first(), absence.to(), rhythm.minutes(), rhythm.longestGap());
    return Silence.of(flow, new Usual(since, known.hours()), calendar, now)
        .map(concern -> new Concern.Silent(flow, rhythm.last(), rhythm.longestGap()));
  }

  private synchronized Map<String, Usual> usual(Store.Ports ports, Instant now) {
    boolean fresh = !now.isBefore(readAt) && readAt.plus(USUAL_FOR).isAfter(now);
    if (!fresh) {
      Instant from = now.minus(Silence.MEMORY);
      Map<String, Map<Instant, Long>> hours = ports.flowMinutes().hours(from);
      Map<String, Usual> read = new HashMap<>();
      ports
          .flowMinutes()
          .rhythms(from)
          .forEach(
              (flow, rhythm) ->
                  read.put(flow, new Usual(rhythm, hours.getOrDefault(flow, Map.of()))));
      usual = Map.copyOf(read);
      readAt = now;
    }
    return usual;
  }
}
