package dev.selvedge.connectors.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OffsetWalkTest {
  private static final Duration OVERLAP = Duration.ofSeconds(5);
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

  /// A list as a shop keeps it: stamps with microseconds, shown with milliseconds.
  private static final class ShopList {
    private final Map<String, Instant> stamps = new HashMap<>();
    private final Map<String, Integer> versions = new HashMap<>();

    void save(String id, Instant stamp) {
      stamps.put(id, stamp);
      versions.merge(id, 1, Integer::sum);
    }

    List<OffsetWalk.Row> page(Instant after, int skip, int take) {
      return stamps.entrySet().stream()
          .filter(entry -> entry.getValue().isAfter(after))
          .sorted(Map.Entry.<String, Instant>comparingByValue().thenComparing(Map.Entry::getKey))
          .skip(skip)
          .limit(take)
          .map(entry -> new OffsetWalk.Row(entry.getKey(), shown(entry.getValue())))
          .toList();
    }

    private static Instant shown(Instant stamp) {
      return Instant.ofEpochMilli(stamp.toEpochMilli());
    }
  }

  /// A reader that remembers which version of each row it saw last.
  private static final class Reader {
    private final ShopList list;
    private final int take;
    private final Map<String, Integer> seen = new TreeMap<>();
    private OffsetWalk walk = OffsetWalk.after(Instant.EPOCH, START);
    private int calls;
    private int rows;

    Reader(ShopList list, int take) {
      this.list = list;
      this.take = take;
    }

    void page(Instant now) {
      calls++;
      List<OffsetWalk.Row> page = list.page(walk.from(), walk.skip(), take);
      OffsetWalk.Step step = walk.read(page, take, now, OVERLAP);
      for (OffsetWalk.Row row : page.subList(step.firstNew(), page.size())) {
        rows++;
        seen.put(row.id(), list.versions.get(row.id()));
      }
      walk = step.next();
    }

    void round(Instant now) {
      if (walk.resting()) {
        walk = walk.begin(now);
      }
      for (int pages = 0; !walk.resting(); pages++) {
        assertThat(pages).as("a round ends").isLessThan(10_000);
        page(now);
      }
    }
  }

  @Property(tries = 200)
  void nothing_is_missed_in_a_list_that_changes_between_pages(@ForAll long seed) {
    Random random = new Random(seed);
    ShopList list = new ShopList();
    // Several rows share a stamp, as after an import.
    for (int i = 0; i < 300; i++) {
      list.save(
          "r" + i,
          START.minusMillis(1 + random.nextInt(60)).plusNanos(1000L * random.nextInt(1000)));
    }
    Reader reader = new Reader(list, 2 + random.nextInt(40));
    Instant now = START;
    for (int step = 0; step < 400; step++) {
      now = now.plusMillis(random.nextInt(200));
      if (random.nextInt(3) == 0) {
        // Saved by a transaction that began up to two seconds ago.
        list.save("r" + random.nextInt(320), now.minusMillis(random.nextInt(2000)));
      }
      if (reader.walk.resting()) {
        reader.walk = reader.walk.begin(now);
      }
      reader.page(now);
    }
    for (int round = 0; round < 3; round++) {
      now = now.plus(OVERLAP);
      reader.round(now);
    }
    assertThat(reader.seen).containsExactlyInAnyOrderEntriesOf(list.versions);
  }

  @Test
  void a_quiet_list_costs_one_call_a_round_and_gives_nothing_twice() {
    ShopList list = new ShopList();
    for (int i = 0; i < 500; i++) {
      list.save("r" + i, START); // one transaction
    }
    Reader reader = new Reader(list, 50);
    reader.round(START);
    reader.round(START.plus(OVERLAP));
    reader.calls = 0;
    reader.rows = 0;
    reader.round(START.plus(OVERLAP.multipliedBy(2)));
    reader.round(START.plus(OVERLAP.multipliedBy(3)));
    assertThat(reader.calls).isEqualTo(2);
    assertThat(reader.rows).isZero();
  }

  @Test
  void a_row_that_changed_again_is_not_taken_for_the_one_read_last() {
    ShopList list = new ShopList();
    list.save("a", START);
    Reader reader = new Reader(list, 10);
    reader.round(START);
    reader.round(START.plus(OVERLAP));
    list.save("a", START.plus(OVERLAP).plusSeconds(1));
    reader.round(START.plus(OVERLAP).plusSeconds(2));
    assertThat(reader.seen).containsEntry("a", 2);
  }

  @Test
  void a_stamp_committed_late_is_found_by_the_overlap() {
    ShopList list = new ShopList();
    list.save("early", START);
    Reader reader = new Reader(list, 10);
    reader.round(START);
    list.save("late", START.minusSeconds(4));
    reader.round(START.plusSeconds(1));
    assertThat(reader.seen).containsKeys("early", "late");
  }

  @Test
  void the_first_walk_reads_a_long_list_once() {
    ShopList list = new ShopList();
    for (int i = 0; i < 1000; i++) {
      list.save("r" + i, START.minusSeconds(i));
    }
    Reader reader = new Reader(list, 100);
    reader.round(START);
    assertThat(reader.rows).isEqualTo(1000);
    assertThat(reader.calls).isLessThanOrEqualTo(12);
    assertThat(new ArrayList<>(reader.seen.keySet()))
        .isSortedAccordingTo(Comparator.naturalOrder());
  }

  @Test
  void a_stamp_of_the_future_hides_nothing_that_comes_before_it() {
    ShopList list = new ShopList();
    list.save("ahead", START.plus(Duration.ofDays(365)));
    Reader reader = new Reader(list, 10);
    reader.round(START);
    list.save("now", START.plusSeconds(1));
    reader.round(START.plusSeconds(60));
    list.save("later", START.plusSeconds(61));
    reader.round(START.plusSeconds(120));
    assertThat(reader.seen).containsOnlyKeys("ahead", "now", "later");
  }
}
