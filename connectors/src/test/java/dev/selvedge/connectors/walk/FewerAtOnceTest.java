package dev.selvedge.connectors.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.SourceException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FewerAtOnceTest {
  private static final Duration OVERLAP = Duration.ofSeconds(5);
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final int TAKE = 20;

  private record Row(int id, Instant stamp, int version, boolean hidden) {
    private String key() {
      return Integer.toString(id);
    }
  }

  /// A list that fails on whatever holds a row that it cannot show, and changes between calls.
  private static final class ShopList {
    private final TreeMap<Integer, Row> rows = new TreeMap<>();
    private final Random random;
    private final boolean byIds;
    private Instant now = START;
    private boolean changing;
    private boolean down;
    private int calls;
    private int shareHidden = 10;

    ShopList(Random random, boolean byIds) {
      this.random = random;
      this.byIds = byIds;
    }

    void save(int id, Instant stamp, boolean hidden) {
      int version = rows.containsKey(id) ? rows.get(id).version() + 1 : 1;
      rows.put(id, new Row(id, stamp, version, hidden));
    }

    private void change() {
      now = now.plusMillis(random.nextInt(100));
      boolean hidden = shareHidden > 0 && random.nextInt(shareHidden) == 0;
      Instant stamp = now.minusMillis(random.nextInt(2000));
      switch (random.nextInt(7)) {
        case 0 -> save(random.nextInt(rows.lastKey()), stamp, hidden);
        case 1 -> save(rows.lastKey() + 1, stamp, hidden);
        case 2 -> {
          if (rows.size() > 5) {
            rows.remove(rows.floorKey(random.nextInt(rows.lastKey()) + rows.firstKey()));
          }
        }
        // What could not be shown leaves its place.
        case 3 ->
            rows.values().stream()
                .filter(Row::hidden)
                .findFirst()
                .ifPresent(row -> save(row.id(), stamp, hidden));
        default -> {
          // nothing happens
        }
      }
    }

    List<Row> after(Instant stamp, int id, int skip, int take) {
      if (changing) {
        change();
      }
      calls++;
      Comparator<Row> order = Comparator.comparing(Row::stamp).thenComparingInt(Row::id);
      List<Row> found =
          rows.values().stream()
              .filter(
                  row ->
                      row.stamp().isAfter(stamp)
                          || (id >= 0 && row.stamp().equals(stamp) && row.id() > id))
              .sorted(byIds ? Comparator.comparingInt(Row::id) : order)
              .skip(skip)
              .limit(take)
              .toList();
      if (down || found.stream().anyMatch(Row::hidden)) {
        throw SourceException.failing("it fails");
      }
      return found;
    }
  }

  /// A reader that remembers which version of each row it saw last.
  private abstract static class Reader<W extends Walk<W>> implements FewerAtOnce.Questions<W, Row> {
    final ShopList list;
    private final FewerAtOnce fewer = new FewerAtOnce();
    final Map<Integer, Integer> seen = new TreeMap<>();
    W walk;
    int told;

    Reader(ShopList list, W walk) {
      this.list = list;
      this.walk = walk;
    }

    final void see(List<Row> rows) {
      rows.forEach(row -> seen.put(row.id(), row.version()));
    }

    void poll() {
      if (walk.resting()) {
        walk = walk.begin(list.now);
      }
      try {
        walk = fewer.read(TAKE, this);
      } catch (SourceException later) {
        // as a feed does
      }
    }

    void round() {
      poll();
      for (int pages = 0; !walk.resting(); pages++) {
        assertThat(pages).as("a round ends").isLessThan(2_000);
        poll();
      }
    }

    @Override
    public boolean answers() {
      return !list.down && list.rows.values().stream().anyMatch(row -> !row.hidden());
    }
  }

  private static final class Keyset extends Reader<KeysetWalk> {
    Keyset(ShopList list) {
      super(list, KeysetWalk.from(Instant.EPOCH, START));
    }

    private List<Row> behind(int skip, int take) {
      return list.after(
          walk.stamp(), walk.id().isEmpty() ? 0 : Integer.parseInt(walk.id()), skip, take);
    }

    private KeysetWalk past(List<Row> rows, boolean end) {
      see(rows);
      List<KeysetWalk.Row> places =
          rows.stream().map(row -> new KeysetWalk.Row(row.key(), row.stamp())).toList();
      return walk.past(places, end, list.now, OVERLAP);
    }

    @Override
    public KeysetWalk page(int take) {
      List<Row> rows = behind(0, take);
      return past(rows, rows.size() < take);
    }

    @Override
    public Optional<Row> row(int further) {
      return behind(further, 1).stream().findFirst();
    }

    @Override
    public KeysetWalk beyond(int hidden, Optional<Row> shown) {
      told += hidden;
      return past(shown.stream().toList(), shown.isEmpty());
    }
  }

  private static final class Offset extends Reader<OffsetWalk> {
    Offset(ShopList list) {
      super(list, OffsetWalk.after(Instant.EPOCH, START));
    }

    private static OffsetWalk.Row place(Row row) {
      return new OffsetWalk.Row(row.key(), row.stamp());
    }

    @Override
    public OffsetWalk page(int take) {
      List<Row> rows = list.after(walk.from(), -1, walk.skip(), take);
      OffsetWalk.Step step =
          walk.read(rows.stream().map(Offset::place).toList(), take, list.now, OVERLAP);
      see(rows.subList(step.firstNew(), rows.size()));
      return step.next();
    }

    @Override
    public Optional<Row> row(int further) {
      return list.after(walk.from(), -1, walk.known() + further, 1).stream().findFirst();
    }

    @Override
    public boolean stands() {
      return walk.known() == walk.skip()
          || list.after(walk.from(), -1, walk.skip(), 1).stream()
              .anyMatch(row -> place(row).equals(walk.anchor()));
    }

    @Override
    public OffsetWalk again() {
      return walk.again();
    }

    @Override
    public OffsetWalk beyond(int hidden, Optional<Row> shown) {
      told += hidden;
      see(shown.stream().toList());
      return shown
          .map(row -> walk.beyond(hidden, place(row), list.now))
          .orElseGet(() -> walk.end(list.now, OVERLAP));
    }
  }

  private static final class Counted extends Reader<CountedWalk> {
    Counted(ShopList list) {
      super(list, CountedWalk.after(Instant.EPOCH, START));
    }

    private static CountedWalk.Row place(Row row) {
      return new CountedWalk.Row(row.key(), row.stamp());
    }

    @Override
    public CountedWalk page(int take) {
      List<Row> rows = list.after(walk.from(), -1, walk.skip(), take);
      CountedWalk.Step step =
          walk.read(rows.stream().map(Counted::place).toList(), take, list.now, OVERLAP);
      see(rows.subList(step.firstNew(), rows.size()));
      return step.next();
    }

    @Override
    public Optional<Row> row(int further) {
      return list.after(walk.from(), -1, walk.known() + further, 1).stream().findFirst();
    }

    @Override
    public boolean stands() {
      return walk.known() == walk.skip()
          || list.after(walk.from(), -1, walk.skip(), 1).stream()
              .anyMatch(row -> row.key().equals(walk.anchor()));
    }

    @Override
    public CountedWalk again() {
      return walk.again();
    }

    @Override
    public CountedWalk beyond(int hidden, Optional<Row> shown) {
      told += hidden;
      see(shown.stream().toList());
      return shown
          .map(row -> walk.beyond(hidden, place(row), list.now))
          .orElseGet(() -> walk.end(list.now, OVERLAP));
    }
  }

  private static ShopList list(Random random, boolean byIds, int count) {
    ShopList list = new ShopList(random, byIds);
    for (int id = 1; id <= count; id++) {
      // Many share a stamp.
      list.save(id, START.minusMillis(1 + random.nextInt(40)), random.nextInt(12) == 0);
    }
    return list;
  }

  private static <W extends Walk<W>> void readWhileItChanges(Reader<W> reader) {
    ShopList list = reader.list;
    list.changing = true;
    for (int poll = 0; poll < 150; poll++) {
      reader.poll();
    }
    list.changing = false;
    // Its last row is one that is shown, as some time it will be.
    list.now = list.now.plusMillis(1);
    list.save(list.rows.lastKey() + 1, list.now, true);
    list.save(list.rows.lastKey() + 1, list.now, false);
    int before = reader.told;
    for (int round = 0; round < 4; round++) {
      list.now = list.now.plus(OVERLAP);
      reader.round();
    }
    Map<Integer, Integer> versions = new TreeMap<>();
    list.rows.values().stream()
        .filter(row -> !row.hidden())
        .forEach(row -> versions.put(row.id(), row.version()));
    assertThat(reader.seen).containsAllEntriesOf(versions);
    assertThat(reader.told).isGreaterThan(before);
  }

  @Property(tries = 150)
  void nothing_that_is_shown_is_missed_in_a_list_read_behind_its_last_row(@ForAll long seed) {
    readWhileItChanges(new Keyset(list(new Random(seed), false, 100)));
  }

  @Property(tries = 150)
  void nothing_that_is_shown_is_missed_in_a_list_that_is_counted_within_a_stamp(@ForAll long seed) {
    readWhileItChanges(new Offset(list(new Random(seed), false, 100)));
  }

  @Property(tries = 150)
  void nothing_that_is_shown_is_missed_in_a_list_that_is_counted(@ForAll long seed) {
    readWhileItChanges(new Counted(list(new Random(seed), true, 100)));
  }

  private static Keyset quiet(int count, int... hidden) {
    ShopList list = new ShopList(new Random(1), false);
    for (int id = 1; id <= count; id++) {
      list.save(id, START.minusSeconds(count - id), false);
    }
    for (int id : hidden) {
      list.save(id, START.minusSeconds(count - id), true);
    }
    return new Keyset(list);
  }

  @Test
  void a_failure_that_is_over_in_a_moment_passes_nothing() {
    Keyset reader = quiet(50);
    reader.list.down = true;
    reader.poll();
    reader.poll();
    reader.poll();
    assertThat(reader.list.calls).as("an outage is not asked much").isLessThan(10);
    assertThat(reader.walk).isEqualTo(KeysetWalk.from(Instant.EPOCH, START));
    reader.list.down = false;
    reader.round();
    assertThat(reader.seen).hasSize(50);
    assertThat(reader.told).isZero();
  }

  @Test
  void the_first_failure_is_said() {
    Keyset reader = quiet(50, 7);
    assertThatThrownBy(() -> new FewerAtOnce().read(TAKE, reader))
        .isInstanceOf(SourceException.class);
    assertThat(reader.list.calls).isEqualTo(1);
  }

  @Test
  void one_hidden_row_costs_few_calls_and_pages_grow_again() {
    Keyset reader = quiet(1000, 503);
    reader.round();
    assertThat(reader.seen).hasSize(999);
    assertThat(reader.told).isEqualTo(1);
    assertThat(reader.list.calls).isLessThan(1000 / TAKE + 30);
  }

  @Test
  void so_many_in_succession_are_stepped_over_and_no_more() {
    int[] some = {21, 22, 23, 24, 25, 26, 27, 28};
    Keyset reader = quiet(40, some);
    reader.round();
    assertThat(reader.told).isEqualTo(some.length);
    assertThat(some).hasSize(FewerAtOnce.MOST_HIDDEN);
    Keyset blocked = quiet(40, 21, 22, 23, 24, 25, 26, 27, 28, 29);
    for (int poll = 0; poll < 40; poll++) {
      blocked.poll();
    }
    assertThat(blocked.told).isZero();
    assertThat(blocked.seen).hasSize(20);
    assertThat(blocked.walk.id()).isEqualTo("20");
  }

  @Test
  void a_row_that_is_shown_when_it_is_asked_for_again_is_not_passed() {
    Keyset reader = quiet(3, 2);
    FewerAtOnce fewer = new FewerAtOnce();
    FewerAtOnce.Questions<KeysetWalk, Row> mended =
        new FewerAtOnce.Questions<>() {
          private int asked;

          @Override
          public KeysetWalk page(int take) {
            throw SourceException.failing("it fails");
          }

          @Override
          public Optional<Row> row(int further) {
            if (further == 0 && asked++ == 0) {
              throw SourceException.failing("it fails");
            }
            return Optional.ofNullable(reader.list.rows.get(further + 1));
          }

          @Override
          public boolean answers() {
            return true;
          }

          @Override
          public KeysetWalk beyond(int hidden, Optional<Row> shown) {
            throw new AssertionError("it passes what may be shown");
          }
        };
    for (int poll = 0; poll < 2; poll++) {
      assertThatThrownBy(() -> fewer.read(TAKE, mended)).isInstanceOf(SourceException.class);
    }
  }
}
