package dev.selvedge.send;

import java.time.Instant;
import java.util.List;

/// The port to open import jobs. Every method runs inside the caller's transaction.
public interface Jobs {
  void open(Job job);

  void handedOver(long id, String remoteId, Instant askAt);

  void askAgain(long id, Instant askAt);

  /// The job is over; its items have been settled in the same transaction.
  void close(long id);

  /// All that are open, oldest first, with their items.
  List<Job> open();
}
