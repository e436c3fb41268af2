package dev.selvedge.work.hub;

import dev.selvedge.privacy.Leftovers.Kind;
import dev.selvedge.privacy.Leftovers.Swept;
import dev.selvedge.watch.trace.TraceContexts;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.HubSettings;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Lets go of what outlived its use: raw bodies every hour, everything else once a night, a little
/// at a time so that nobody waits for it. Run by one loop of the process that leads.
final class Sweep implements Supplier<Duration> {
  private static final System.Logger LOG = System.getLogger(Sweep.class.getName());
  private static final Duration EVERY = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final int BODIES_AT_ONCE = 1000;
  private static final int LOOKED_AT_ONCE = 2000;
  private static final int COUNTS_AT_ONCE = 5000;

  /// UTC: most brands sleep, and the few that do not sweep little by little all the same.
  private static final int HOUR = 2;

  /// What waits longer is of a feed that nobody reads any more, or of a system that has been away
  /// as long and is read as a whole when it is back.
  private static final Duration HINTS = Duration.ofDays(30);

  private final HubParts parts;
  private final Duration keepBodies;
  private final Map<Kind, Duration> keep;
  private final Map<Kind, String> underWay = new EnumMap<>(Kind.class);
  private final Map<Kind, Integer> tonight = new EnumMap<>(Kind.class);
  private final Map<Kind, Long> swept = new ConcurrentHashMap<>();
  private Instant next = Instant.EPOCH;

  Sweep(HubParts parts, HubSettings settings) {
    this.parts = parts;
    this.keepBodies = settings.keepBodies();
    this.keep = settings.keep();
  }

  @Override
  public Duration get() {
    Instant now = parts.clock().instant();
    int forgotten =
        parts
            .store()
            .write(ports -> ports.inbox().forgetBodies(now.minus(keepBodies), BODIES_AT_ONCE));
    int counts = parts.store().lead(ports -> ports.freshness().forget(now, COUNTS_AT_ONCE));
    boolean more = forgotten == BODIES_AT_ONCE || counts == COUNTS_AT_ONCE;
    if (!now.isBefore(next) && underWay.isEmpty()) {
      keep.keySet().forEach(kind -> underWay.put(kind, ""));
      parts.store().change(ports -> ports.hints().forgetOld(now.minus(HINTS)));
      parts
          .store()
          .change(ports -> ports.traceContexts().forgetOld(now.minus(TraceContexts.KEPT_FOR)));
      next = nextNight(now);
    }
    return sweepOne(now) || more ? SOON : EVERY;
  }

  /// Takes one look at one kind; whether there is more to look at.
  private boolean sweepOne(Instant now) {
    if (underWay.isEmpty()) {
      return false;
    }
    Map.Entry<Kind, String> first = underWay.entrySet().iterator().next();
    Kind kind = first.getKey();
    Instant before = now.minus(keep.getOrDefault(kind, Duration.ZERO));
    Swept look =
        parts
            .store()
            .lead(ports -> ports.leftovers().sweep(kind, before, first.getValue(), LOOKED_AT_ONCE));
    tonight.merge(kind, look.removed(), Integer::sum);
    swept.merge(kind, (long) look.removed(), Long::sum);
    if (look.end()) {
      underWay.remove(kind);
      int removed = tonight.getOrDefault(kind, 0);
      if (removed > 0) {
        LOG.log(Level.INFO, "swept: {0} {1} older than {2}", removed, kind.title(), before);
      }
      tonight.remove(kind);
    } else {
      underWay.put(kind, look.last());
    }
    return !underWay.isEmpty();
  }

  private static Instant nextNight(Instant now) {
    Instant tonight =
        now.atZone(ZoneOffset.UTC).toLocalDate().atTime(HOUR, 0).toInstant(ZoneOffset.UTC);
    return tonight.isAfter(now) ? tonight : tonight.plus(Duration.ofDays(1));
  }

  /// How many of each kind were let go since this run began.
  Map<Kind, Long> swept() {
    return Map.copyOf(swept);
  }
}
