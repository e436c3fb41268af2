package dev.selvedge.audit.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Feed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Numbers that came tell what is missing between them, however they are written.
class NumberScanTest {
  private static final Feed ORDERS = new Feed(new SystemName("shop"), new RecordKind("order"));

  private static List<NumberScan.Run> runs(Stream<String> numbers) {
    NumberScan scan = new NumberScan();
    new TreeSet<>(numbers.toList()).forEach(number -> scan.add(ORDERS, number));
    return scan.runs(ORDERS);
  }

  private static List<String> holes(NumberScan.Run run) {
    List<String> holes = new ArrayList<>();
    for (int at = 0; at < run.holes(); at++) {
      NumberScan.Gap hole = run.hole(at);
      holes.add(run.text(hole.from()) + ".." + run.text(hole.to()));
    }
    return holes;
  }

  private static Stream<String> numbers(String before, long from, long to, Long... without) {
    List<Long> left = List.of(without);
    return LongStream.rangeClosed(from, to)
        .filter(one -> !left.contains(one))
        .mapToObj(one -> before + one);
  }

  @Test
  void numbers_that_grow_longer_are_one_run() {
    List<NumberScan.Run> runs = runs(numbers("#", 900, 1200, 950L, 999L, 1000L, 1001L, 1100L));
    assertThat(runs).hasSize(1);
    assertThat(runs.getFirst().isConsecutive()).isTrue();
    assertThat(holes(runs.getFirst())).containsExactly("#950..#950", "#999..#1001", "#1100..#1100");
  }

  @Test
  void each_store_has_its_own_run() {
    Stream<String> first = LongStream.rangeClosed(1, 150).mapToObj("%09d"::formatted);
    Stream<String> second =
        LongStream.rangeClosed(1, 120).filter(n -> n != 7 && n != 8).mapToObj("2%09d"::formatted);
    Stream<String> third = LongStream.rangeClosed(1, 110).mapToObj("3%09d"::formatted);
    List<NumberScan.Run> runs = runs(Stream.of(first, second, third).flatMap(it -> it));
    assertThat(runs).extracting(NumberScan.Run::present).containsExactly(150L, 118L, 110L);
    assertThat(holes(runs.get(1))).containsExactly("2000000007..2000000008");
    assertThat(runs).allMatch(NumberScan.Run::isConsecutive);
  }

  @Test
  void padded_numbers_keep_their_noughts_and_grow_beyond_them() {
    List<NumberScan.Run> runs =
        runs(
            LongStream.rangeClosed(9_800, 10_100)
                .filter(n -> n != 9_900 && n != 10_000)
                .mapToObj("SO%05d"::formatted));
    assertThat(runs).hasSize(1);
    assertThat(holes(runs.getFirst())).containsExactly("SO09900..SO09900", "SO10000..SO10000");
  }

  @Test
  void what_stands_before_and_behind_the_digits_tells_series_apart() {
    assertThat(runs(Stream.concat(numbers("UK-", 1, 5, 3L), numbers("US-", 1, 5))))
        .hasSize(2)
        .flatExtracting(NumberScanTest::holes)
        .containsExactly("UK-3..UK-3");
    assertThat(runs(Stream.of("7-A", "8-B", "9-A"))).hasSize(2);
  }

  @Test
  void a_number_that_was_set_forward_begins_another_run() {
    List<NumberScan.Run> runs = runs(Stream.concat(numbers("", 100, 400), numbers("", 5000, 5200)));
    assertThat(runs).extracting(NumberScan.Run::holes).containsExactly(0, 0);
  }

  @Test
  void numbers_of_posts_are_not_consecutive() {
    Random dice = new Random(3);
    TreeSet<Long> posts = new TreeSet<>();
    for (long at = 10_000; posts.size() < 600; at += 1 + dice.nextInt(9)) {
      posts.add(at);
    }
    assertThat(runs(posts.stream().map(Object::toString)))
        .isNotEmpty()
        .noneMatch(NumberScan.Run::isConsecutive);
  }

  @Test
  void what_is_missing_of_the_newer_half_does_not_make_them_scattered() {
    List<NumberScan.Run> runs = runs(Stream.concat(numbers("", 1, 300), numbers("", 700, 760)));
    assertThat(runs.getFirst().isConsecutive()).isTrue();
    assertThat(holes(runs.getFirst())).containsExactly("301..699");
    Stream<String> early = Stream.concat(numbers("", 1, 40), numbers("", 100, 300));
    assertThat(runs(early).getFirst().isConsecutive()).isFalse();
  }

  @Test
  void the_border_is_at_one_in_twenty_of_the_older_half() {
    assertThat(runs(numbers("", 1, 200, 11L, 22L, 33L, 44L, 55L)).getFirst().isConsecutive())
        .isTrue();
    assertThat(runs(numbers("", 1, 200, 11L, 22L, 33L, 44L, 55L, 66L)).getFirst().isConsecutive())
        .isFalse();
  }

  @Test
  void keys_of_chance_are_given_up() {
    Random dice = new Random(5);
    Stream<String> keys =
        Stream.generate(() -> Long.toString(1_000_000_000L + dice.nextInt(1_000_000_000)));
    assertThat(runs(keys.limit(2_000))).noneMatch(NumberScan.Run::isConsecutive);
    Stream<String> uuids = Stream.generate(() -> new UUID(dice.nextLong(), 5).toString());
    assertThat(runs(uuids.limit(2_000))).hasSize(200).noneMatch(NumberScan.Run::isLongEnough);
  }

  @Test
  void what_is_no_number_or_too_long_for_one_is_left_out() {
    assertThat(runs(Stream.of("draft", "12345678901234567890", "7"))).hasSize(1);
  }

  /// Against a set of what is there, asked number by number.
  @Test
  void holes_are_those_that_brute_force_finds() {
    Random dice = new Random(11);
    for (int round = 0; round < 300; round++) {
      int first = 1 + dice.nextInt(1_500);
      int length = 100 + dice.nextInt(900);
      double kept = 0.7 + dice.nextDouble() * 0.3;
      TreeSet<Long> there = new TreeSet<>();
      for (long n = first; n < first + length; n++) {
        if (dice.nextDouble() < kept) {
          there.add(n);
        }
      }
      List<String> expected = new ArrayList<>();
      for (long n = there.first(); n <= there.last(); n++) {
        if (!there.contains(n)) {
          long from = n;
          while (!there.contains(n + 1)) {
            n++;
          }
          expected.add("A" + from + "..A" + n);
        }
      }
      List<NumberScan.Run> runs = runs(there.stream().map(n -> "A" + n));
      assertThat(runs).hasSize(1);
      assertThat(holes(runs.getFirst())).isEqualTo(expected);
      assertThat(runs.getFirst().isConsecutive()).isEqualTo(isDense(there));
    }
  }

  private static boolean isDense(SortedSet<Long> there) {
    List<Long> all = List.copyOf(there);
    int half = (all.size() + 1) / 2;
    long span = all.get(half - 1) - all.getFirst() + 1;
    return (double) half / span >= 0.95;
  }
}
