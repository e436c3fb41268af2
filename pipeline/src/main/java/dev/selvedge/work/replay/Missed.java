package dev.selvedge.work.replay;

import dev.selvedge.Lane;
import dev.selvedge.inbox.Inbox;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Promptness;
import dev.selvedge.trail.Parked;
import dev.selvedge.watch.freshness.Bounds;
import dev.selvedge.watch.freshness.FreshnessLog.Told;
import dev.selvedge.watch.freshness.Matter;
import dev.selvedge.watch.freshness.Strand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How late what is replayed is by now, noted for the time when it was parked: the past stays as it
/// was, and the day on which somebody mends it is not blamed for it. From the replay on it counts
/// anew. First syncs are left out, as everywhere in freshness.
final class Missed {
  private final Instant now;
  private final List<Told> all = new ArrayList<>();

  Missed(Instant now) {
    this.now = now;
  }

  /// Notes deliveries of one target; what has been replayed already is noted.
  void sendings(Map<Subject, Parked> parked, Map<Subject, Delivery> standing) {
    parked.forEach(
        (subject, item) -> {
          Delivery row = standing.get(subject);
          if (row != null && row.state() == Delivery.State.PARKED && row.lane() != Lane.BULK) {
            Strand strand =
                new Strand(
                    row.flow().toString(),
                    row.target().value(),
                    Promptness.matter(row.subject().facet(), row.lane()));
            note(strand, item, row.changedAt());
          }
        });
  }

  /// Notes records; nobody knows what of which target they would have been.
  void records(Map<Long, Parked> parked, Inbox inbox) {
    Set<Long> live = inbox.live(parked.keySet());
    parked.forEach(
        (id, item) -> {
          if (live.contains(id) && !item.isOnItsWay()) {
            Instant changed =
                item.changedAt().equals(Parked.NEVER) ? item.observedAt() : item.changedAt();
            note(new Strand(item.flow(), "", Matter.UNREAD), item, changed);
          }
        });
  }

  private void note(Strand strand, Parked item, Instant changed) {
    all.add(
        new Told(
            strand, item.item().firstSeen(), Bounds.bucket(Duration.between(changed, now)), 1));
  }

  List<Told> all() {
    return List.copyOf(all);
  }
}
