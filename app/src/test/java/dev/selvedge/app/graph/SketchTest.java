package dev.selvedge.app.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Where things stand in the picture.
class SketchTest {
  private static Arrow arrow(String name, ArrowState state) {
    return new Arrow(name, "/flows/a/" + name, state, 3, 10, "Why.", Optional.empty());
  }

  private static Party party(String name, int kinds, ArrowState state, int told) {
    return new Party(
        name,
        name,
        IntStream.range(0, kinds).mapToObj(i -> arrow("kind-" + i, state)).toList(),
        IntStream.range(0, told).mapToObj(i -> arrow("told-" + i, ArrowState.FRESH)).toList());
  }

  private static FlowGraph graph(int systems, int kinds) {
    return new FlowGraph(
        IntStream.range(0, systems)
            .mapToObj(i -> party("system-" + i, kinds, ArrowState.FRESH, i == 0 ? 1 : 0))
            .toList(),
        List.of(party("dotdigital", 4, ArrowState.FRESH, 5)));
  }

  private static List<Sketch.Block> blocks(Sketch sketch) {
    return Stream.concat(sketch.left().stream(), sketch.right().stream()).toList();
  }

  @Test
  void of_a_small_brand_every_flow_has_an_arrow_of_its_own_to_the_hub_and_back() {
    Sketch sketch = Sketch.of(graph(3, 4));

    assertThat(sketch.compact()).isFalse();
    assertThat(sketch.left()).flatExtracting(Sketch.Block::wires).hasSize(13);
    assertThat(sketch.left().getFirst().wires())
        .extracting(Sketch.Wire::leadsRight)
        .containsExactly(true, true, true, true, false);
    assertThat(sketch.right().getFirst().wires())
        .extracting(Sketch.Wire::leadsRight)
        .containsExactly(true, true, true, true, true, false, false, false, false);
    for (Sketch.Block block : sketch.left()) {
      assertThat(block.wires())
          .allMatch(wire -> wire.start() == block.box().end())
          .allMatch(wire -> wire.end() == sketch.hub().x());
    }
    assertThat(sketch.right().getFirst().wires())
        .allMatch(wire -> wire.start() == sketch.hub().end())
        .allMatch(wire -> wire.end() == sketch.right().getFirst().box().x());
  }

  @Test
  void of_twelve_systems_of_eight_kinds_each_has_one_arrow_and_its_kinds_in_its_box() {
    Sketch sketch = Sketch.of(graph(12, 8));

    assertThat(sketch.compact()).isTrue();
    assertThat(sketch.left()).hasSize(12).allMatch(block -> block.chips().size() == 8);
    assertThat(sketch.left().getLast().wires())
        .singleElement()
        .satisfies(wire -> assertThat(wire.arrow().name()).isEqualTo("8 fresh"))
        .satisfies(wire -> assertThat(wire.arrow().lastHour()).isEqualTo(80));
    assertThat(sketch.height()).isLessThan(1_500);
    for (Sketch.Block block : sketch.left()) {
      assertThat(block.chips())
          .allMatch(chip -> chip.x() + Sketch.Chip.WIDTH <= block.box().end() + 4)
          .allMatch(chip -> chip.y() + 20 <= block.box().y() + block.box().height());
    }
  }

  @Test
  void nothing_lies_on_something_else_or_outside_whatever_is_drawn() {
    for (int systems = 0; systems <= 14; systems++) {
      for (int kinds = 1; kinds <= 9; kinds++) {
        Sketch sketch = Sketch.of(graph(systems, kinds));
        for (List<Sketch.Block> side : List.of(sketch.left(), sketch.right())) {
          int above = 0;
          for (Sketch.Block block : side) {
            assertThat(block.box().y()).isGreaterThan(above);
            above = block.box().y() + block.box().height();
          }
          assertThat(above).isLessThanOrEqualTo(sketch.height());
        }
        assertThat(sketch.hub().y() + sketch.hub().height()).isLessThanOrEqualTo(sketch.height());
        assertThat(blocks(sketch)).allMatch(block -> block.box().end() < Sketch.WIDTH);
        for (Sketch.Block block : blocks(sketch)) {
          List<Integer> rows = new ArrayList<>();
          block.wires().forEach(wire -> rows.add(wire.y()));
          assertThat(rows).doesNotHaveDuplicates().isSorted();
          assertThat(block.wires())
              .allMatch(wire -> wire.y() < block.box().y() + block.box().height())
              .allMatch(wire -> wire.end() - wire.start() >= 160);
        }
      }
    }
  }

  @Test
  void a_system_is_as_its_worst_kind_and_one_that_never_ran_is_no_trouble() {
    Party mixed =
        new Party(
            "shop",
            "shop",
            List.of(
                arrow("a", ArrowState.FRESH),
                arrow("b", ArrowState.NOT_YET_RUN),
                arrow("c", ArrowState.LATE),
                arrow("d", ArrowState.FRESH)),
            List.of());

    assertThat(mixed.worst()).isEqualTo(ArrowState.LATE);
    assertThat(mixed.summary()).isEqualTo("1 late, 2 fresh, 1 not yet run");
    assertThat(party("x", 2, ArrowState.NOT_YET_RUN, 1).worst()).isEqualTo(ArrowState.FRESH);
  }

  @Test
  void what_is_too_long_is_cut() {
    assertThat(Sketch.fit("order", 100)).isEqualTo("order");
    assertThat(Sketch.fit("loyalty-membership-card", 68)).isEqualTo("loyalty-m…").hasSize(10);
  }

  @Test
  void every_state_has_a_word_and_an_outline_of_its_own_where_it_could_be_taken_for_another() {
    assertThat(ArrowState.values()).extracting(ArrowState::words).doesNotHaveDuplicates();
    assertThat(ArrowState.values())
        .extracting(state -> state.outline() + state.mark())
        .doesNotHaveDuplicates();
    assertThat(new Arrow("o", "", ArrowState.WAITING, 1_204, 0, "", Optional.empty()).label())
        .isEqualTo("waiting: 1,204 queued");
    assertThat(new Arrow("o", "", ArrowState.FRESH, 0, 0, "", Optional.empty()).label())
        .isEqualTo("fresh");
  }
}
