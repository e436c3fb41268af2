package dev.selvedge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/// Ids grow, and are unlike those of all others.
final class TimeOrderedIdsTest {
  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));

  private static TimeOrderedIds inSlot(int slot, InstantSource clock) {
    TimeOrderedIds ids = new TimeOrderedIds(clock);
    ids.goOn(0, slot);
    return ids;
  }

  @Test
  void many_processes_in_one_millisecond_never_hand_out_one_id_twice() throws Exception {
    int each = 5_000;
    List<Callable<List<Long>>> tasks = new ArrayList<>();
    for (int slot = 0; slot < TimeOrderedIds.SLOTS; slot++) {
      TimeOrderedIds process = inSlot(slot, NOON);
      for (int thread = 0; thread < 2; thread++) {
        tasks.add(
            () -> {
              List<Long> ids = new ArrayList<>();
              for (int n = 0; n < each; n++) {
                ids.add(process.next());
              }
              return ids;
            });
      }
    }
    Set<Long> all = new HashSet<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<List<Long>> ids : threads.invokeAll(tasks)) {
        assertThat(ids.get()).isSorted();
        all.addAll(ids.get());
      }
    }
    assertThat(all).hasSize(TimeOrderedIds.SLOTS * 2 * each);
  }

  @Test
  void a_later_millisecond_has_greater_ids_in_whatever_slot() {
    TimeOrderedIds early = inSlot(TimeOrderedIds.SLOTS - 1, NOON);
    long last = 0;
    for (int n = 0; n < 1000; n++) {
      last = early.next();
    }
    TimeOrderedIds late = inSlot(0, InstantSource.fixed(NOON.instant().plusMillis(1)));
    assertThat(late.next()).isGreaterThan(last);
  }

  @Property
  void the_next_id_is_greater_than_all_in_the_store_and_of_its_slot(
      @ForAll @LongRange(min = 0, max = Long.MAX_VALUE / 2) long last,
      @ForAll @IntRange(min = 0, max = TimeOrderedIds.SLOTS - 1) int slot) {
    TimeOrderedIds ids = new TimeOrderedIds(NOON);
    long before = ids.next();
    ids.goOn(last, slot);
    long next = ids.next();
    assertThat(next).isGreaterThan(last).isGreaterThan(before);
    assertThat(next % TimeOrderedIds.SLOTS).isEqualTo(slot);
    ids.startAfter(next + 12_345);
    assertThat(ids.next()).isGreaterThan(next + 12_345);
  }

  @Test
  void ids_of_the_first_release_are_smaller() {
    long ofFirstRelease = (NOON.millis() << 20) + 7;
    TimeOrderedIds ids = new TimeOrderedIds(NOON);
    ids.goOn(ofFirstRelease, 0);
    assertThat(ids.next()).isGreaterThan(ofFirstRelease);
    AtomicLong later = new AtomicLong(NOON.millis() + 1);
    assertThat(inSlot(0, () -> Instant.ofEpochMilli(later.get())).next())
        .isGreaterThan(ofFirstRelease);
  }

  @Test
  void there_are_so_many_slots_and_no_more() {
    TimeOrderedIds ids = new TimeOrderedIds(NOON);
    assertThatThrownBy(() -> ids.goOn(0, TimeOrderedIds.SLOTS))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ids.goOn(0, -1)).isInstanceOf(IllegalArgumentException.class);
  }
}
