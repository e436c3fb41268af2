package dev.selvedge.send;

import dev.selvedge.Outcome;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A system that holds desired states. Called from several virtual threads at once; every call ends
/// within the target's own time-out. Nothing here retries: the sender does, by outcome.
public interface Target {
  /// The user's name for it, for sentences.
  String name();

  /// Prepares whatever must exist before the first write (data fields, collections), and checks
  /// that the target can be reached. Repeating it is safe.
  ///
  /// @return what went wrong, or [Outcome.Done]
  Outcome prepare();

  /// Writes one item with one call (two where an address changes hands).
  Settlement send(Item item);

  /// Packs items of one facet into one import, as many as fit; calls nobody.
  Parcel pack(Facet facet, List<Item> items);

  /// Asks how an import is doing.
  ///
  /// @param items what went in
  Progress progress(Facet facet, String jobId, List<Job.Sent> items);

  /// How many items and bytes one import may hold at most.
  Batch batch(Facet facet);

  /// One thing to write.
  ///
  /// @param delivered what the target holds; tells a rename from a create
  record Item(Subject subject, Desired desired, Delivered delivered) {}

  /// What became of one item.
  ///
  /// @param outcome one of the six
  /// @param remoteId the target's id when Done, else empty
  record Settlement(Outcome outcome, String remoteId) {}

  /// An import, packed and not yet handed over. Used once.
  interface Parcel {
    List<Item> packed();

    /// Those that did not fit; they belong in the next one.
    List<Item> leftOver();

    Submission handOver();
  }

  /// What became of handing over an import.
  sealed interface Submission {
    record Accepted(String jobId) implements Submission {}

    /// Nothing was taken: the outcome holds for all items.
    record NotAccepted(Outcome outcome) implements Submission {}
  }

  /// The state of an import.
  sealed interface Progress {
    record Running(Instant askAgainAt) implements Progress {}

    /// Every item has its settlement.
    record Finished(Map<Subject, Settlement> settlements) implements Progress {
      public Finished {
        settlements = Map.copyOf(settlements);
      }
    }

    /// The import as a whole came to this.
    record Failed(Outcome outcome) implements Progress {}

    /// Could not be asked just now.
    record NotKnown(Instant askAgainAt, String why) implements Progress {}
  }

  record Batch(int items, long bytes) {}
}
