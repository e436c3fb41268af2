package dev.selvedge.dotdigital.inward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.dotdigital.inward.Bookmark.State.Reading;
import dev.selvedge.dotdigital.inward.Bookmark.State.Resting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// However late a change shows, it is read, as long as that is no later than the overlap.
class ReachTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration POLL = Duration.ofMinutes(15);
  private static final String PART = "modified contacts";

  /// Something that changed, and from when on the feed tells it.
  private record Change(Instant at, Instant shown) {}

  private static final Reach CONTACTS = Reach.of(Kinds.CONTACT_CHANGE, DAY);

  /// Passes until all must have been told; what none of them read.
  private static List<Change> missed(Bookmark begin, List<Change> changes, Reach reach) {
    Bookmark bookmark = begin;
    List<Change> missed = new ArrayList<>(changes);
    for (int pass = 1; pass < 4 * 24 * 4; pass++) {
      Instant now = NOON.plus(POLL.multipliedBy(pass));
      Reading reading = new Reading(PART, now, "");
      Instant from = reach.from(bookmark, reading).orElse(Instant.EPOCH);
      missed.removeIf(one -> !one.at().isBefore(from) && !one.shown().isAfter(now));
      bookmark = reach.marked(bookmark, reading);
    }
    return missed;
  }

  private static List<Change> changes(Duration latest) {
    Random dice = new Random(7);
    List<Change> changes = new ArrayList<>();
    for (int n = 0; n < 5_000; n++) {
      Instant at = NOON.plusSeconds(dice.nextLong(Duration.ofDays(2).toSeconds()));
      changes.add(new Change(at, at.plusSeconds(dice.nextLong(latest.toSeconds() + 1))));
    }
    return changes;
  }

  @Test
  void what_shows_up_to_a_day_late_is_read() {
    Bookmark whole = new Bookmark(Map.of(), new Resting());
    assertThat(missed(whole, changes(DAY), CONTACTS)).isEmpty();
  }

  @Test
  void also_where_the_bookmark_is_of_a_time_when_every_pass_reached_back_the_whole_way() {
    Bookmark older = new Bookmark(Map.of(PART, NOON), new Resting());
    List<Change> before = List.of(new Change(NOON.minus(DAY).plusSeconds(60), NOON.plusSeconds(9)));
    assertThat(missed(older, before, CONTACTS)).isEmpty();
    assertThat(missed(older, changes(DAY), CONTACTS)).isEmpty();
  }

  @Test
  void what_shows_within_the_hour_is_read_by_the_next_pass() {
    Bookmark bookmark = new Bookmark(Map.of(), new Resting());
    for (int pass = 1; pass < 100; pass++) {
      Reading reading = new Reading(PART, NOON.plus(POLL.multipliedBy(pass)), "");
      Instant from = CONTACTS.from(bookmark, reading).orElse(Instant.EPOCH);
      assertThat(from).isBeforeOrEqualTo(reading.begun().minus(POLL).minus(Duration.ofHours(1)));
      bookmark = CONTACTS.marked(bookmark, reading);
    }
  }

  @Test
  void most_passes_reach_back_a_little() {
    Bookmark bookmark = new Bookmark(Map.of(), new Resting());
    int whole = 0;
    for (int pass = 0; pass < 96; pass++) {
      Reading reading = new Reading(PART, NOON.plus(POLL.multipliedBy(pass)), "");
      Instant from = CONTACTS.from(bookmark, reading).orElse(Instant.EPOCH);
      whole += from.isBefore(reading.begun().minus(Duration.ofHours(2))) ? 1 : 0;
      bookmark = CONTACTS.marked(bookmark, reading);
    }
    assertThat(whole).isEqualTo(4);
  }

  @Test
  void feeds_of_what_others_did_always_reach_back_the_whole_way() {
    Reach reach = Reach.of(Kinds.SUPPRESSION, DAY);
    Bookmark bookmark = reach.marked(new Bookmark(Map.of(), new Resting()), at(NOON));
    assertThat(bookmark.marks()).containsOnlyKeys(PART);
    assertThat(reach.from(bookmark, at(NOON.plus(POLL)))).contains(NOON.minus(DAY));
    Reach brief = Reach.of(Kinds.CONTACT_CHANGE, Duration.ofMinutes(30));
    assertThat(brief.from(bookmark, at(NOON.plus(POLL)))).contains(NOON.minusSeconds(1800));
  }

  private static Reading at(Instant begun) {
    return new Reading(PART, begun, "");
  }
}
