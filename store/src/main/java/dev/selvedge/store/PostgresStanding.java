package dev.selvedge.store;

import dev.selvedge.store.sql.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// One hub of several on a schema: the one that holds the lead, or one that tries to win it now and
/// then. Thread-safe.
final class PostgresStanding implements Standing {
  /// Loops ask often; the database is asked seldom.
  private static final Duration TRY_EVERY = Duration.ofSeconds(1);

  private final PostgresWriter writer;
  private final Line line;
  private final InstantSource clock;
  private final AtomicReference<Instant> tried = new AtomicReference<>(Instant.EPOCH);

  PostgresStanding(PostgresWriter writer, Line line, InstantSource clock) {
    this.writer = writer;
    this.line = line;
    this.clock = clock;
  }

  @Override
  public boolean leads() {
    return writer.leads() || (isTimeToTry() && tryToLead());
  }

  /// For one caller a second. A clock that was set back does not keep anybody waiting.
  private boolean isTimeToTry() {
    Instant now = clock.instant();
    Instant before = tried.get();
    boolean early = Duration.between(before, now).abs().compareTo(TRY_EVERY) < 0;
    return !early && tried.compareAndSet(before, now);
  }

  private boolean tryToLead() {
    try {
      return line.run(session -> writer.tryToLead(session.connection()));
    } catch (StoreException e) {
      // whoever cannot reach the store leads nobody; those who have something to store say why
      return false;
    }
  }

  @Override
  public boolean holdsLead() {
    return writer.leads();
  }

  @Override
  public boolean isExclusive() {
    return false;
  }
}
