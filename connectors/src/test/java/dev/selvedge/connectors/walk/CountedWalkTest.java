package dev.selvedge.connectors.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CountedWalkTest {
  private static final Duration OVERLAP = Duration.ofSeconds(5);
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

  /// A list in the order of its ids, which knows when each row changed.
  private static final class StoreList {
    private final TreeMap<Integer, Instant> stamps = new TreeMap<>();
    private final Map<String, Integer> versions = new TreeMap<>();

    void save(int id, Instant stamp) {
      stamps.put(id, stamp);
      versions.merge(Integer.toString(id), 1, Integer::sum);
    }

    void remove(int id) {
      stamps.remove(id);
      versions.remove(Integer.toString(id));
    }

    List<CountedWalk.Row> page(Instant after, int skip, int take) {
      return stamps.entrySet().stream()
          .filter(entry -> entry.getValue().isAfter(after))
          .skip(skip)
          .limit(take)
          .map(entry -> new CountedWalk.Row(entry.getKey().toString(), entry.getValue()))
          .toList();
    }
  }

  /// A reader that remembers which version of each row it saw last.
  private static final class Reader {
    private final StoreList list;
    private final int take;
    private final Map<String, Integer> seen = new TreeMap<>();
    private CountedWalk walk = CountedWalk.after(Instant.EPOCH, START);
    private int calls;
    private int rows;

    Reader(StoreList list, int take) {
      this.list = list;
      this.take = take;
    }

    void page(Instant now) {
      calls++;
      List<CountedWalk.Row> page = list.page(walk.from(), walk.skip(), take);
      CountedWalk.Step step = walk.read(page, take, now, OVERLAP);
      for (CountedWalk.Row row : page.subList(step.firstNew(), page.size())) {
        rows++;
        seen.put(row.id(), list.versions.getOrDefault(row.id(), 0));
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
    StoreList list = new StoreList();
    for (int id = 0; id < 100; id++) {
      list.save(id, START.minusMillis(1 + random.nextInt(60)));
    }
    Reader reader = new Reader(list, 2 + random.nextInt(20));
    int next = 100;
    Instant now = START;
    for (int step = 0; step < 300; step++) {
      now = now.plusMillis(random.nextInt(200));
      switch (random.nextInt(6)) {
        // Saved by a transaction that began up to two seconds ago.
        case 0, 1 -> list.save(random.nextInt(next), now.minusMillis(random.nextInt(2000)));
        case 2 -> list.save(next++, now.minusMillis(random.nextInt(2000)));
        case 3 -> list.remove(random.nextInt(next));
        default -> {
          // nothing happens
        }
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
    assertThat(reader.seen).containsAllEntriesOf(list.versions);
  }

  @Test
  void behind_rows_that_cannot_be_shown_it_is_counted_from_where_it_was() {
    CountedWalk walk = CountedWalk.after(Instant.EPOCH, START);
    CountedWalk.Row row = new CountedWalk.Row("9", START);
    CountedWalk beyond = walk.beyond(2, row, START);
    assertThat(beyond.skip()).isEqualTo(2);
    assertThat(beyond.anchor()).isEqualTo("9");
    assertThat(beyond.beyond(3, row, START).skip()).isEqualTo(6);
  }

  @Test
  void a_quiet_list_costs_one_call_a_round_and_gives_nothing_twice() {
    StoreList list = new StoreList();
    for (int id = 0; id < 500; id++) {
      list.save(id, START.minusSeconds(id));
    }
    Reader reader = new Reader(list, 50);
    reader.round(START);
    assertThat(reader.rows).isEqualTo(500);
    reader.round(START.plus(OVERLAP));
    reader.calls = 0;
    reader.rows = 0;
    reader.round(START.plus(OVERLAP.multipliedBy(2)));
    reader.round(START.plus(OVERLAP.multipliedBy(3)));
    assertThat(reader.calls).isEqualTo(2);
    assertThat(reader.rows).isZero();
  }

  @Test
  void a_list_that_loses_a_row_with_every_page_is_read_to_its_end() {
    StoreList list = new StoreList();
    for (int id = 0; id < 500; id++) {
      list.save(id, START.minusSeconds(id));
    }
    Reader reader = new Reader(list, 50);
    for (int pages = 0; !reader.walk.resting(); pages++) {
      assertThat(pages).as("a round ends").isLessThan(100);
      reader.page(START);
      list.remove(pages);
    }
    assertThat(reader.seen).containsAllEntriesOf(list.versions);
    assertThat(reader.calls).isLessThan(40);
    assertThat(reader.rows).isLessThanOrEqualTo(500);
  }

  @Test
  void a_list_whose_row_read_last_has_vanished_is_read_again_from_its_start() {
    StoreList list = new StoreList();
    for (int id = 0; id < 300; id++) {
      list.save(id, START.minusSeconds(id));
    }
    Reader reader = new Reader(list, 50);
    reader.page(START);
    reader.page(START);
    list.remove(98);
    for (int id = 0; id < 60; id++) {
      list.remove(id);
    }
    reader.round(START);
    assertThat(reader.seen).containsAllEntriesOf(list.versions);
  }
}
