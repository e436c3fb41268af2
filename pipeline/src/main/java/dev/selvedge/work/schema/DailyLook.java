package dev.selvedge.work.schema;

import dev.selvedge.audit.schema.SchemaFinding;
import dev.selvedge.audit.schema.SchemaFindings.Standing;
import dev.selvedge.work.Store;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Looks at the schemas once a day and keeps what it found; the log tells what is new of it. Run by
/// one loop of the process that leads.
public final class DailyLook implements Supplier<Duration> {
  private static final System.Logger LOG = System.getLogger(DailyLook.class.getName());
  private static final Duration EVERY = Duration.ofDays(1);

  /// A hub that was just started has better things to do, and maybe its first records to read.
  private static final Duration FIRST = Duration.ofMinutes(15);

  /// The clock may be set meanwhile, and another process may have looked.
  private static final Duration LONGEST_REST = Duration.ofMinutes(30);

  private final Store store;
  private final SchemaLook look;
  private final InstantSource clock;
  private final Instant started;

  /// Looks the first time a quarter of an hour from now.
  public DailyLook(Store store, SchemaLook look, InstantSource clock) {
    this.store = store;
    this.look = look;
    this.clock = clock;
    this.started = clock.instant();
  }

  @Override
  public Duration get() {
    Instant now = clock.instant();
    Instant due = due();
    if (now.isBefore(due)) {
      Duration rest = Duration.between(now, due);
      return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
    }
    SchemaLook.Report report = look.look();
    look.keep(report);
    tell(report.at());
    report.unread().forEach(why -> LOG.log(Level.WARNING, "schema: {0}", why));
    return LONGEST_REST;
  }

  private Instant due() {
    Instant first = started.plus(FIRST);
    Optional<Instant> last = store.read(ports -> ports.schemaFindings().lastLook());
    return last.map(at -> at.plus(EVERY)).filter(first::isBefore).orElse(first);
  }

  private void tell(Instant at) {
    List<Standing> fresh =
        store.read(ports -> ports.schemaFindings().standing()).stream()
            .filter(standing -> standing.since().equals(at))
            .filter(standing -> standing.finding().weight() != SchemaFinding.Weight.NOTE)
            .toList();
    for (Standing standing : fresh) {
      LOG.log(
          Level.WARNING,
          "schema: {0} To do: {1}",
          standing.finding().sentence(),
          standing.finding().advice());
    }
  }
}
