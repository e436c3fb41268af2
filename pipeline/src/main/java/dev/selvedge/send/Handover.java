package dev.selvedge.send;

import dev.selvedge.SystemName;
import java.time.Instant;

/// A call that must not be repeated, as the hub remembers it beyond the life of its job: so that
/// what one job brought about is not taken for what another lost. Immutable.
///
/// @param job ours
/// @param key what it was about, such as the program
/// @param at when it was handed over, by our clock
/// @param remoteId the target's, empty while it is not known
public record Handover(
    long job, SystemName target, String key, Instant at, Knowledge knowledge, String remoteId) {

  /// How its remote id came to be known.
  public enum Knowledge {
    /// it is not: the call is under way, or its answer was lost
    NONE,
    /// the target answered with it
    ANSWERED,
    /// a search took it to be this one, and a search can err
    FOUND
  }

  /// What is known of a job that has been packed, by its present remote id.
  public static Handover of(Job job, Knowledge knowledge) {
    return new Handover(
        job.id(),
        job.target(),
        job.items().getFirst().key(),
        job.startedAt(),
        knowledge,
        job.remoteId());
  }
}
