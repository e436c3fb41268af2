package dev.selvedge.inbox;

import dev.selvedge.connector.SourceRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// The intake of records in groups. Thread-safe.
public final class GroupCommitter implements Intake, IntakePressure, AutoCloseable {
  private final CommitQueue<SourceRecord, Inbox.Acceptance> queue;

  /// @param oneTransaction stores its records in one transaction
  /// @param patience how long a hand-in waits for its commit before it is refused
  public GroupCommitter(Intake oneTransaction, Duration patience, InstantSource clock) {
    this.queue = new CommitQueue<>("group-committer", oneTransaction::accept, patience, clock);
  }

  @Override
  public List<Inbox.Acceptance> accept(List<SourceRecord> records) {
    return queue.handIn(records);
  }

  @Override
  public IntakePressure.Level level() {
    return queue.level();
  }

  /// How many hand-ins wait for the next transaction.
  int waiting() {
    return queue.waiting();
  }

  /// What keeps hand-ins from being stored, as a sentence; empty when nothing does.
  public String trouble() {
    return queue.trouble();
  }

  /// Commits what waits, then stops. Later hand-ins are refused.
  @Override
  public void close() {
    queue.close();
  }
}
