package dev.selvedge.connectors.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.SourceException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class HalvesTest {
  private static final String DOWN = "down";

  private final Set<Integer> cursed = new HashSet<>();
  private boolean answers = true;
  private SourceException failure = SourceException.failing(DOWN);
  private int calls;

  private final Halves<Integer> halves =
      new Halves<>(
          this::asked,
          id -> new Entry.Broken(id.toString(), "it fails"),
          failed -> {
            assertThat(failed).isSameAs(failure);
            return answers;
          });

  private List<Entry> asked(List<Integer> ids) {
    calls++;
    if (ids.stream().anyMatch(cursed::contains)) {
      throw failure;
    }
    return ids.stream()
        .<Entry>map(
            id ->
                new Entry.Whole(
                    id.toString(), Optional.empty(), JsonNodeFactory.instance.objectNode()))
        .toList();
  }

  @Property(tries = 300)
  void each_is_told_once_and_in_its_order_whichever_fail(
      @ForAll @IntRange(min = 1, max = 120) int count, @ForAll long seed) {
    Random random = new Random(seed);
    int rate = random.nextInt(1, 40);
    cursed.clear();
    calls = 0;
    List<Integer> ids = IntStream.range(0, count).boxed().toList();
    ids.stream().filter(_ -> random.nextInt(rate) == 0).forEach(cursed::add);
    List<Entry> entries = halves.read(ids);
    assertThat(entries)
        .extracting(Entry::key)
        .isEqualTo(ids.stream().map(String::valueOf).toList());
    assertThat(entries)
        .allSatisfy(
            one ->
                assertThat(one instanceof Entry.Broken)
                    .isEqualTo(cursed.contains(Integer.valueOf(one.key()))));
    assertThat(calls).isLessThanOrEqualTo(2 * count);
  }

  @Test
  void one_of_many_costs_few_calls() {
    cursed.add(77);
    halves.read(IntStream.range(0, 128).boxed().toList());
    assertThat(calls).isEqualTo(1 + 2 * 7);
  }

  @Test
  void a_system_that_shows_nothing_is_not_asked_for_each() {
    cursed.addAll(List.of(1, 2, 3));
    answers = false;
    assertThatThrownBy(() -> halves.read(List.of(1, 2, 3))).isSameAs(failure);
    assertThat(calls).isEqualTo(1);
  }

  @Test
  void what_cannot_be_because_of_one_is_thrown_at_once() {
    cursed.add(1);
    failure = new SourceException(DOWN);
    assertThatThrownBy(() -> halves.read(List.of(1, 2))).isSameAs(failure);
    assertThat(calls).isEqualTo(1);
  }

  @Test
  void what_is_forbidden_is_told_like_what_fails() {
    cursed.add(1);
    failure = SourceException.forbidden("no");
    assertThat(halves.read(List.of(1, 2))).extracting(Entry::key).containsExactly("1", "2");
  }
}
