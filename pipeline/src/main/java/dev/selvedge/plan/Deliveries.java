package dev.selvedge.plan;

import dev.selvedge.Lane;
import dev.selvedge.PersonId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// The port to deliveries. Every method runs inside the caller's transaction.
public interface Deliveries {
  /// The greatest backlog that [#due] tells apart.
  int COUNTED_AT_MOST = 50_000;

  List<Delivery> find(Collection<Subject> subjects);

  /// For planners: inserts or replaces by subject. A row that is claimed when this runs stays with
  /// its claimant: only its desired hash, lane and flow are replaced, and `changedAt` where the
  /// new one is older; the sender learns of the newer desired state when it settles. Nobody
  /// becomes CLAIMED by being planned: such a row is DUE.
  void plan(Collection<Delivery> deliveries);

  /// For senders: stores what became of claimed rows (delivered, state, due time, attempts) and
  /// ends their claims. Desired hash, lane, flow and `changedAt` stay as planned: where the stored
  /// desired hash is not the one that was claimed, a newer state was planned meanwhile, and what
  /// would be SETTLED or PARKED is DUE instead.
  void settle(Collection<Delivery> deliveries);

  /// Takes up to `limit` due rows of a facet and lane, oldest first, and marks them CLAIMED until
  /// `until` for `claimant`.
  List<Delivery> claim(Claim claim);

  /// Rows of dead claimants: claimed by anyone but `claimant`, or longer than allowed, become DUE.
  /// Rows in an open import job are left alone.
  int release(String claimant, Instant now);

  /// Orders of these persons that waited for their contact become DUE at `now`.
  int wake(Collection<PersonId> persons, Instant now);

  /// How many rows are due and unclaimed, and since when the oldest. Counts no further than
  /// [#COUNTED_AT_MOST]: the sender asks often and only needs to know whether a batch is full.
  Backlog due(Facet facet, Lane lane, Instant now);

  /// Counts by facet, state and flow, for pages and status.
  List<Count> counts();

  /// What to claim.
  ///
  /// @param claimant this run of this process
  record Claim(Facet facet, Lane lane, int limit, String claimant, Instant now, Instant until) {}

  /// What waits to be claimed.
  ///
  /// @param oldest due time of the oldest; `now` when there is none
  record Backlog(long count, Instant oldest) {}

  /// How many deliveries of one flow stand in one state.
  record Count(Facet facet, Delivery.State state, String flow, long count) {}
}
