package dev.selvedge.plan;

import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.mapping.Topic;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// The port to deliveries. Every method runs inside the caller's transaction. Several processes
/// may work on one store: a row has one claimant at a time.
public interface Deliveries {
  List<Delivery> find(SystemName target, Collection<Subject> subjects);

  /// What a person has at a target, of one facet.
  List<Delivery> ofPersons(SystemName target, Facet facet, Collection<PersonId> persons);

  /// The next of a facet in the order of their subjects' ids: to go through all, page by page.
  ///
  /// @param after the last id of the page before; empty for the first
  List<Delivery> following(SystemName target, Facet facet, String after, int limit);

  /// For planners: inserts or replaces by target and subject. A row that is claimed when this runs
  /// stays with its claimant: only its desired hash, lane, flow and deadline are replaced, and
  /// `changedAt` where the new one is older; the sender learns of the newer desired state when it
  /// settles. Nobody becomes CLAIMED by being planned: such a row is DUE.
  ///
  /// What cannot be repeated is never made due a second time: of a row of such a facet only the
  /// person, the deadline and the due time change, unless it is SETTLED, and WAITING may become
  /// DUE. It may be cancelled, see [Delivery#CANCELLED], unless it is CLAIMED or SETTLED; what was
  /// cancelled, and that alone, may become DUE or WAITING again.
  void plan(Collection<Delivery> deliveries);

  /// For senders: stores what became of claimed rows (delivered, state, due time, attempts,
  /// company) and ends their claims. Desired hash, lane, flow and deadline stay as planned, and
  /// `changedAt` unless the target holds nothing of it any more: where the stored desired hash is
  /// not the one that was claimed, a newer state was planned meanwhile, and what would be SETTLED
  /// or PARKED is DUE instead. A row that somebody else holds by now is left alone.
  ///
  /// @param claimant who held them; empty for rows that nobody held
  /// @return those he did hold
  Set<Subject> settle(String claimant, Collection<Delivery> deliveries);

  /// What a claimant holds at a target.
  List<Delivery> heldBy(SystemName target, String claimant);

  /// Takes up to `limit` due rows of a queue, oldest first or nearest deadline first, and marks
  /// them CLAIMED for `claimant`.
  List<Delivery> claim(Claim claim);

  /// What these claimants hold becomes DUE.
  int release(Collection<String> claimants, Instant now);

  /// What these claimants, who are no more, hold becomes DUE. The call for it may have been made,
  /// so that what the target holds is doubtful: also of what was never delivered, which it then
  /// may file under its person's address.
  int releaseDoubtful(Collection<String> claimants, Instant now);

  /// What of these persons waits for something else becomes DUE at `now`; the sender looks again
  /// whether it may go.
  int wake(SystemName target, Collection<PersonId> persons, Instant now);

  /// For people who take care of what is parked: what is PARKED of these becomes DUE at `now`, as
  /// if it had never been tried, or SETTLED, to be left alone until something about it changes.
  /// What is not parked stays as it is.
  int unpark(SystemName target, Collection<Subject> subjects, Delivery.State next, Instant now);

  /// For people who put on its way again what is PARKED of these: it becomes DUE at `now`, as if it
  /// had never been tried and had changed just now.
  int replay(SystemName target, Collection<Subject> subjects, Instant now);

  /// Contacts that are neither SETTLED nor PARKED and that the target is known to file under one
  /// of these addresses. Whoever else is to take one of them waits until they have left it.
  List<Delivery> leaving(SystemName target, Collection<String> addresses);

  /// Contacts that the target is known to hold under one of these ids of its own.
  List<Delivery> numbered(SystemName target, Collection<String> remoteIds);

  /// Contacts of the persons who have these addresses by now, and that are WAITING, become DUE.
  int wakeAt(SystemName target, Collection<String> addresses, Instant now);

  /// Contacts that are WAITING since before this become DUE: whatever they waited for may have
  /// gone some way that woke nobody.
  int wakeContacts(SystemName target, Instant waitingSince, Instant now);

  /// Contacts that were put off until something is known, see [Delivery.State#WAITING], become
  /// DUE: those that are not to be looked at before a time after `now`; at most so many. They count
  /// as changed just now: until then nobody could have told them.
  int wakeHeld(SystemName target, int atMost, Instant now);

  /// The same of choices about one of these topics.
  int wakeHeld(SystemName target, Collection<Topic> topics, int atMost, Instant now);

  /// What waits beyond its deadline becomes DUE, so that the sender drops it with its reason.
  int expire(SystemName target, Instant now);

  /// The queues of a target in which something is due and unclaimed. Counts each no further than
  /// `countAtMost`: the sender asks often and only needs to know whether a batch is full.
  List<Backlog> due(SystemName target, Instant now, int countAtMost);

  /// Exactly how many rows of a target wait to be sent (waiting, due or claimed), by facet and
  /// lane; for forecasts.
  List<Outstanding> outstanding(SystemName target);

  /// Counts of what is not SETTLED by target, facet, state and flow, for pages and status. What is
  /// settled is not read: it is nearly everything, and only grows.
  List<Count> counts();

  /// What to claim.
  ///
  /// @param claimant who holds the rows until they are settled: a run of a process, or an import
  ///     job
  /// @param pressingFirst whether the nearest deadlines come first, instead of the oldest
  record Claim(
      SystemName target,
      DueQueue queue,
      int limit,
      String claimant,
      Instant now,
      boolean pressingFirst) {
    /// The oldest first.
    public Claim(SystemName target, DueQueue queue, int limit, String claimant, Instant now) {
      this(target, queue, limit, claimant, now, false);
    }
  }

  /// What waits to be claimed in one queue.
  ///
  /// @param oldest due time of the oldest
  /// @param pressing the first deadline among them, [Delivery#NO_DEADLINE] for none; told only of
  ///     queues with a channel of their own
  record Backlog(DueQueue queue, long count, Instant oldest, Instant pressing) {
    /// One in which nothing has a deadline.
    public Backlog(DueQueue queue, long count, Instant oldest) {
      this(queue, count, oldest, Delivery.NO_DEADLINE);
    }
  }

  /// What is still to be sent.
  record Outstanding(Facet facet, dev.selvedge.Lane lane, long count) {}

  /// How many deliveries of one flow stand in one state that is not SETTLED.
  record Count(SystemName target, Facet facet, Delivery.State state, String flow, long count) {}
}
