package dev.selvedge.watch;

import java.time.Duration;
import java.time.Instant;

/// What is not as usual with a flow, before anybody misses anything. Immutable.
public sealed interface Concern {
  /// `system/kind`.
  String flow();

  /// It was due and was not read.
  ///
  /// @param lastRead when it was last read to its end
  /// @param dueAt when it should have been read next
  record Late(String flow, Instant lastRead, Instant dueAt) implements Concern {}

  /// Its system cannot be read.
  ///
  /// @param why a sentence
  record Troubled(String flow, String why, Instant since) implements Concern {}

  /// Nothing new comes, though it is asked: unlike usual.
  ///
  /// @param last when something came last
  /// @param usual the longest time without anything in the four weeks before
  record Silent(String flow, Instant last, Duration usual) implements Concern {}

  /// Webhooks said that records changed, and they have not been read.
  ///
  /// @param why a sentence; empty where it is not known
  record Unheeded(String flow, long records, Instant since, String why) implements Concern {}
}
