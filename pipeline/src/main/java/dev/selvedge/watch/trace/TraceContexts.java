package dev.selvedge.watch.trace;

import dev.selvedge.ContentHash;
import dev.selvedge.SystemName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// The port to which traces wait with what: so that a trace outlives the steps between which its
/// record lies on the disk. Only sampled ones are kept. Every method runs inside the caller's
/// transaction.
public interface TraceContexts {
  /// How many wait with one delivery at most; of a record that changes more often before it is
  /// sent, the first are followed.
  int AT_ONE_PLACE = 8;

  /// What waits longer is not followed any more.
  Duration KEPT_FOR = Duration.ofDays(7);

  /// Keeps each with its place; what a place holds already, or has no room for, is left out.
  void keep(Collection<Waiting> waiting, Instant now);

  /// What waits at these places, by place, the oldest first.
  ///
  /// @param until nothing that was kept later
  Map<String, List<TraceContext>> at(Collection<String> places, Instant until);

  /// These wait no more.
  void forget(Collection<Waiting> over);

  /// Whether nothing is followed.
  boolean isEmpty();

  /// Gives up on what has waited for too long.
  void forgetOld(Instant before);

  /// A trace and where it waits.
  record Waiting(String place, TraceContext context) {}

  /// The place of a record in the inbox.
  static String ofRecord(long inboxId) {
    return "record/" + inboxId;
  }

  /// The place of an import under way.
  static String ofJob(long job) {
    return "job/" + job;
  }

  /// The place of what is due at a target, as a hash: the names of subjects hold keys of records.
  ///
  /// @param subject facet and id
  static String ofDelivery(SystemName target, String subject) {
    return "due/" + ContentHash.of(target + " " + subject).value();
  }
}
