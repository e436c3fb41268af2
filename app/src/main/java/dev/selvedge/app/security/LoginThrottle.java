package dev.selvedge.app.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Counts wrong passwords and says who must wait. A name is locked for the address that guesses, so
/// that a stranger cannot lock out its owner; many wrong guesses at one name from everywhere, or
/// from one address at all names, lock too. Holds a bounded number of counts. Thread-safe.
final class LoginThrottle {
  private static final int MOST_COUNTS = 10_000;
  private static final int WIDER = 10;

  private final SecuritySettings settings;
  private final InstantSource clock;
  private final LinkedHashMap<String, Failures> counts = new LinkedHashMap<>(16, 0.75f, true);

  LoginThrottle(SecuritySettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  private record Failures(int count, Instant last) {}

  private record Counter(String key, int limit) {}

  /// How long this name must wait at this address; empty when it may try. A try counts as failed
  /// until [#passed] says otherwise, so that many at once do not slip through.
  synchronized Optional<Duration> admit(String name, String address) {
    Instant now = clock.instant();
    Optional<Duration> wait =
        counters(name, address).stream()
            .filter(counter -> current(counter.key(), now).count() >= counter.limit())
            .map(counter -> remaining(current(counter.key(), now), now))
            .max(Duration::compareTo);
    if (wait.isEmpty()) {
      for (Counter counter : counters(name, address)) {
        counts.put(counter.key(), new Failures(current(counter.key(), now).count() + 1, now));
      }
      while (counts.size() > MOST_COUNTS) {
        counts.pollFirstEntry();
      }
    }
    return wait;
  }

  /// A right password clears what this address did to this name, and takes the try back.
  synchronized void passed(String name, String address) {
    for (Counter counter : counters(name, address)) {
      counts.computeIfPresent(
          counter.key(), (key, had) -> new Failures(Math.max(0, had.count() - 1), had.last()));
    }
    counts.remove(pair(name, address));
  }

  private Failures current(String key, Instant now) {
    Failures failures = counts.get(key);
    return failures == null || remaining(failures, now).isNegative()
        ? new Failures(0, now)
        : failures;
  }

  private Duration remaining(Failures failures, Instant now) {
    return Duration.between(now, failures.last().plus(settings.lockedFor()));
  }

  private List<Counter> counters(String name, String address) {
    String known = known(name);
    return List.of(
        new Counter(pair(name, address), settings.tries()),
        new Counter("name " + known, settings.tries() * WIDER),
        new Counter("address " + address, settings.tries() * WIDER));
  }

  private static String pair(String name, String address) {
    return "both " + known(name) + ' ' + address;
  }

  /// Names nobody can have are counted as one, so that long ones do not fill the memory.
  private static String known(String name) {
    return name.length() > 60 ? "(long)" : name.toLowerCase(Locale.ROOT);
  }
}
