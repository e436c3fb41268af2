package dev.selvedge.connectors.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.SourceException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class SlicedListTest {
  private static final Duration OVERLAP = Duration.ofSeconds(5);
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final Instant SINCE = START.minus(Duration.ofDays(400));
  private static final int MOST = 60;

  /// A list in no order at all, another for every slice.
  private static final class Warehouse {
    private final Map<String, Instant> stamps = new HashMap<>();
    private final Map<String, Integer> versions = new HashMap<>();
    private final long seed;
    private int questions;

    Warehouse(long seed) {
      this.seed = seed;
    }

    void save(String id, Instant stamp) {
      stamps.put(id, stamp);
      versions.merge(id, 1, Integer::sum);
    }

    SlicedList.Answer ask(SliceWalk.Slice slice, String page, int take) {
      questions++;
      Instant until = slice.until().orElse(Instant.MAX);
      List<String> found =
          new ArrayList<>(
              stamps.entrySet().stream()
                  .filter(row -> !row.getValue().isBefore(slice.from()))
                  .filter(row -> row.getValue().isBefore(until))
                  .map(Map.Entry::getKey)
                  .sorted()
                  .toList());
      Collections.shuffle(found, new Random(seed + slice.hashCode()));
      int skip = page.isEmpty() ? 0 : Integer.parseInt(page);
      List<SlicedList.Row> rows = found.stream().skip(skip).limit(take).map(this::row).toList();
      int end = skip + rows.size();
      return new SlicedList.Answer(rows, end < found.size() ? Integer.toString(end) : "");
    }

    private SlicedList.Row row(String id) {
      var content = JsonNodeFactory.instance.objectNode().put("version", versions.get(id));
      Optional<Instant> stamp = Optional.ofNullable(stamps.get(id));
      return new SlicedList.Row(new Entry.Whole(id, stamp, content), stamp);
    }
  }

  /// A reader that remembers which version of each row it saw last.
  private static final class Reader {
    private final SlicedList list;
    private final int take;
    private final Map<String, Integer> seen = new HashMap<>();
    private SliceWalk walk;
    private int largest;

    Reader(Warehouse warehouse, int take) {
      this.list =
          new SlicedList(
              warehouse::ask,
              new SlicedList.Rule(_ -> SINCE, Optional.empty(), MOST, OVERLAP, LEAST));
      this.take = take;
      this.walk = list.first(START);
    }

    void page(Instant now) {
      walk = walk.resting() ? walk.begin(now) : walk;
      Leg.Sheet<SliceWalk> sheet = list.read(walk, take, now);
      for (Entry entry : sheet.entries()) {
        seen.put(entry.key(), ((Entry.Whole) entry).content().path("version").intValue());
      }
      largest = Math.max(largest, sheet.entries().size());
      walk = stored(sheet.next());
    }

    /// As it comes out of the store.
    private static SliceWalk stored(SliceWalk walk) {
      var node = JsonNodeFactory.instance.objectNode();
      walk.write(node);
      return SliceWalk.of(node);
    }

    void round(Instant now) {
      page(now);
      for (int pages = 1; !walk.resting(); pages++) {
        assertThat(pages).as("a round ends").isLessThan(2_000);
        page(now);
      }
    }
  }

  @Property(tries = 100)
  void nothing_is_missed_in_a_list_that_changes_between_pages(@ForAll long seed) {
    Random random = new Random(seed);
    Warehouse warehouse = new Warehouse(seed);
    for (int i = 0; i < 200; i++) {
      // Some long ago, many of one hour, several of one second.
      long back = random.nextBoolean() ? random.nextInt(30_000_000) : random.nextInt(3_600);
      warehouse.save("r" + i, START.minusSeconds(back));
    }
    Reader reader = new Reader(warehouse, 2 + random.nextInt(40));
    Instant now = START;
    for (int step = 0; step < 200; step++) {
      now = now.plusMillis(random.nextInt(400));
      if (random.nextInt(3) == 0) {
        // Saved by a transaction that began up to two seconds ago.
        warehouse.save("r" + random.nextInt(220), now.minusMillis(random.nextInt(2000)));
      }
      reader.page(now);
    }
    for (int round = 0; round < 3; round++) {
      now = now.plus(OVERLAP);
      reader.round(now);
    }
    assertThat(reader.seen).containsExactlyInAnyOrderEntriesOf(warehouse.versions);
  }

  @Test
  void rows_of_one_moment_are_read_at_once_and_more_of_them_page_by_page() {
    Warehouse warehouse = new Warehouse(1);
    Instant moment = START.minusSeconds(7_000);
    for (int i = 0; i < 2 * MOST + 5; i++) {
      warehouse.save("r" + i, moment);
    }
    Reader reader = new Reader(warehouse, 5);
    reader.round(START);
    assertThat(reader.largest).isEqualTo(MOST);
    assertThat(reader.seen).containsOnlyKeys(warehouse.versions.keySet());
  }

  @Test
  void a_list_at_rest_is_asked_one_question_a_round() {
    Warehouse warehouse = new Warehouse(1);
    for (int i = 0; i < 100; i++) {
      warehouse.save("r" + i, START.minusSeconds(60L * i + 60));
    }
    Reader reader = new Reader(warehouse, 20);
    reader.round(START);
    reader.round(START.plusSeconds(60));
    int before = warehouse.questions;
    reader.round(START.plusSeconds(120));
    assertThat(warehouse.questions - before).isEqualTo(1);
  }

  @Test
  void rows_of_the_future_are_read_and_hold_up_nothing() {
    Warehouse warehouse = new Warehouse(1);
    for (int i = 0; i < 30; i++) {
      warehouse.save("f" + i, START.plus(Duration.ofDays(2)).plusSeconds(i));
    }
    Reader reader = new Reader(warehouse, 10);
    reader.round(START);
    warehouse.save("now", START.plusSeconds(30));
    reader.round(START.plusSeconds(60));
    assertThat(reader.seen).containsOnlyKeys(warehouse.versions.keySet());
  }

  @Test
  void a_promised_page_that_is_the_same_again_is_no_page() {
    SliceWalk at = new SliceWalk(START, LEAST, "same", Horizon.first(START, START)).begin(START);
    assertThatThrownBy(
            () ->
                at.read(
                    new SliceWalk.Seen(List.of(), "same"), 5, START.plusSeconds(9), OVERLAP, LEAST))
        .isInstanceOf(SourceException.class);
  }

  @Test
  void the_pages_of_a_slice_that_is_open_at_its_end_are_those_of_an_open_one() {
    SliceWalk at = new SliceWalk(START, LEAST, "", Horizon.first(START, START));
    Instant now = START.plusMillis(500);
    assertThat(at.slice(now).until()).isEmpty();
    SliceWalk further = at.read(new SliceWalk.Seen(List.of(START), "2"), MOST, now, OVERLAP, LEAST);
    assertThat(further.slice(START.plusSeconds(9))).isEqualTo(at.slice(now));
    assertThat(
            further
                .read(new SliceWalk.Seen(List.of(), ""), MOST, START.plusSeconds(9), OVERLAP, LEAST)
                .resting())
        .isTrue();
  }
}
