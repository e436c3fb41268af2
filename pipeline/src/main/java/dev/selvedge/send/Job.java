package dev.selvedge.send;

import dev.selvedge.ContentHash;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import java.time.Instant;
import java.util.List;

/// An import that was, or was about to be, handed over. Stored before the call and again with the
/// target's id after it, so that a crash in between is seen.
///
/// @param id ours
/// @param remoteId the target's, empty while the hand-over is under way
/// @param items what went in, each with the hash of the state that was sent
public record Job(
    long id, Facet facet, String remoteId, Instant startedAt, Instant askAt, List<Sent> items) {
  public Job {
    items = List.copyOf(items);
  }

  /// One item of a job.
  ///
  /// @param address the e-mail sent with it
  /// @param key the insight record's key, empty for a contact
  public record Sent(Subject subject, ContentHash hash, String address, String key) {}

  public Job handedOver(String remote, Instant ask) {
    return new Job(id, facet, remote, startedAt, ask, items);
  }
}
