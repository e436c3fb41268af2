package dev.selvedge.app.alarm;

import dev.selvedge.SelvedgeException;
import dev.selvedge.SystemName;
import dev.selvedge.app.connection.CheckUp;
import dev.selvedge.connector.Connector;
import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.Check;
import dev.selvedge.watch.alarm.Finding;
import dev.selvedge.watch.alarm.Severity;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Examines each system as `selvedge check --online` does, from time to time: whether its webhook
/// subscriptions are there, whether its clock is right, and what else its connector can tell. The
/// look itself only reads what was found last. Thread-safe.
final class CheckUps implements Check, Supplier<Duration> {
  private static final System.Logger LOG = System.getLogger(CheckUps.class.getName());

  /// What is wrong is looked at sooner again, so that people see that it is mended.
  private static final Duration WHEN_WRONG = Duration.ofMinutes(15);

  private static final Duration LOOK = Duration.ofMinutes(1);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(30);

  /// A hub that starts has other things to do, and so have the systems it reads.
  private static final Duration FIRST_AFTER = Duration.ofMinutes(10);

  private final Map<SystemName, Supplier<List<Connector.Finding>>> systems;
  private final Duration every;
  private final InstantSource clock;
  private final Instant begin;
  private final Map<SystemName, Result> results = new ConcurrentHashMap<>();
  private final Set<SystemName> wanted = ConcurrentHashMap.newKeySet();
  private volatile Instant asked = Instant.EPOCH;

  /// @param systems how each is examined
  /// @param every zero for never
  CheckUps(
      Map<SystemName, Supplier<List<Connector.Finding>>> systems,
      Duration every,
      InstantSource clock) {
    this.systems = Map.copyOf(systems);
    this.every = every;
    this.clock = clock;
    this.begin = clock.instant().plus(FIRST_AFTER);
  }

  /// Has every system examined again, however lately that was. What was asked for a moment ago is
  /// not asked for again.
  void ask() {
    Instant now = clock.instant();
    Duration ago = Duration.between(asked, now);
    if (ago.isNegative() || ago.compareTo(AGAIN_AFTER) > 0) {
      asked = now;
      wanted.addAll(systems.keySet());
    }
  }

  /// What the last examination of a system told; empty before the first.
  Optional<CheckUp> of(SystemName system) {
    return Optional.ofNullable(results.get(system))
        .map(result -> new CheckUp(result.at(), result.all()));
  }

  /// @param all one finding a question; why it could not be examined, where it could not
  /// @param found what was wrong, by kind; empty kinds are well
  /// @param since when each kind was wrong first
  /// @param unsure whether it could not be examined
  private record Result(
      Instant at,
      List<Connector.Finding> all,
      Map<AlarmKind, List<Connector.Finding>> found,
      Map<AlarmKind, Instant> since,
      boolean unsure) {}

  @Override
  public Set<AlarmKind> kinds() {
    return Set.of(AlarmKind.WEBHOOK, AlarmKind.CLOCK, AlarmKind.CHECK_UP);
  }

  /// Examines one system whose time has come.
  @Override
  public Duration get() {
    Instant now = clock.instant();
    boolean planned = !every.isZero() && !now.isBefore(begin);
    for (Map.Entry<SystemName, Supplier<List<Connector.Finding>>> system : systems.entrySet()) {
      Result last = results.get(system.getKey());
      boolean due = planned && (last == null || !now.isBefore(last.at().plus(rest(last))));
      // taken off first: whoever asks while it is examined wants it again
      if (wanted.remove(system.getKey()) || due) {
        results.put(system.getKey(), examined(system.getValue(), last, now));
        return Duration.ZERO;
      }
    }
    return LOOK;
  }

  private Duration rest(Result last) {
    boolean wrong = last.unsure() || !last.found().isEmpty();
    return wrong && WHEN_WRONG.compareTo(every) < 0 ? WHEN_WRONG : every;
  }

  private static Result examined(
      Supplier<List<Connector.Finding>> system, @Nullable Result last, Instant now) {
    List<Connector.Finding> findings;
    try {
      findings = system.get();
    } catch (SelvedgeException e) {
      String why = e.getMessage() == null ? "it could not be examined" : e.getMessage();
      return unsure(last, List.of(new Connector.Finding(false, why, "")), now);
    } catch (RuntimeException e) {
      // One connector that cannot examine its system must not keep the others from it.
      LOG.log(Level.WARNING, "a check-up broke off", e);
      return unsure(
          last,
          List.of(new Connector.Finding(false, "the check-up broke off", "see the hub's log")),
          now);
    }
    // A system that cannot be reached is an alarm of its own, and nothing else can be told of it.
    if (findings.isEmpty() || !findings.getFirst().healthy()) {
      return unsure(last, findings, now);
    }
    Map<AlarmKind, List<Connector.Finding>> found = new EnumMap<>(AlarmKind.class);
    Map<AlarmKind, Instant> since = new EnumMap<>(AlarmKind.class);
    findings.stream()
        .filter(finding -> !finding.healthy())
        .forEach(
            finding -> found.computeIfAbsent(kind(finding), k -> new ArrayList<>()).add(finding));
    found
        .keySet()
        .forEach(
            kind -> since.put(kind, last == null ? now : last.since().getOrDefault(kind, now)));
    return new Result(now, List.copyOf(findings), found, since, false);
  }

  private static Result unsure(@Nullable Result last, List<Connector.Finding> why, Instant now) {
    return last == null
        ? new Result(now, List.copyOf(why), Map.of(), Map.of(), true)
        : new Result(now, List.copyOf(why), last.found(), last.since(), true);
  }

  /// Connectors begin what they say of webhooks with that word.
  private static AlarmKind kind(Connector.Finding finding) {
    String what = finding.what().toLowerCase(Locale.ROOT);
    if (what.startsWith("webhook")) {
      return AlarmKind.WEBHOOK;
    }
    return what.contains(" clock is ") ? AlarmKind.CLOCK : AlarmKind.CHECK_UP;
  }

  @Override
  public Sight look(Instant now) {
    List<Finding> findings = new ArrayList<>();
    Set<String> unsure = new HashSet<>();
    if (every.isZero()) {
      return Sight.of(findings);
    }
    for (SystemName system : systems.keySet()) {
      Result result = results.get(system);
      if (result == null || result.unsure()) {
        unsure.add(system.value());
      } else {
        new HashMap<>(result.found())
            .forEach(
                (kind, found) ->
                    findings.add(
                        finding(kind, system, found, result.since().getOrDefault(kind, now))));
      }
    }
    return new Sight(findings, unsure);
  }

  private static Finding finding(
      AlarmKind kind, SystemName system, List<Connector.Finding> found, Instant since) {
    String what = found.stream().map(Connector.Finding::what).collect(Collectors.joining("; "));
    String advice =
        found.stream()
            .map(Connector.Finding::advice)
            .filter(text -> !text.isBlank())
            .distinct()
            .collect(Collectors.joining("; "));
    boolean webhook = kind == AlarmKind.WEBHOOK;
    return new Finding(
        kind,
        system.value(),
        Severity.WARNING,
        since,
        new Finding.Words(
            "A check-up of '" + system + "' found: " + what + ".",
            webhook
                ? "What changes in '"
                    + system
                    + "' is known to the hub only when it is read the next time, or not at all"
                    + " where nothing is read."
                : "Reading or writing '" + system + "' may fail, or be wrong.",
            webhook
                ? "It goes on reading '" + system + "' as planned, and looks again."
                : "It goes on, and looks again.",
            advice.isEmpty()
                ? "Run `selvedge check --online` for the whole check-up."
                : capital(advice) + ". `selvedge check --online` shows the whole check-up."),
        "/connections");
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
