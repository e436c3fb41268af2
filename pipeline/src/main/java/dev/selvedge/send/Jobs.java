package dev.selvedge.send;

import dev.selvedge.SystemName;
import dev.selvedge.plan.Facet;
import java.util.Collection;
import java.util.List;

/// The port to open jobs. Every method runs inside the caller's transaction.
public interface Jobs {
  /// Adds a job, with the items it has.
  void open(Job job);

  /// Stores everything about a job but its items and its owner; nothing where somebody else minds
  /// it by now.
  void update(Job job);

  /// Stores what is in a job together with the rest of it; says whether it was still its owner's to
  /// pack. Where somebody else has taken it over by now, nothing is stored.
  boolean pack(Job job);

  /// The job is over; its items have been settled in the same transaction.
  void close(long id);

  /// All that this run minds, oldest first, with their items.
  List<Job> ofOwner(String owner);

  /// Takes over the jobs of runs that are no more, and says which.
  List<Job> adopt(Collection<String> formerOwners, String owner);

  /// How many are open, whoever minds them.
  long count();

  /// How many of a target and facet are open, whoever minds them.
  long open(SystemName target, Facet facet);

  /// How many of them the target is known to work on.
  long running(SystemName target, Facet facet);
}
