package dev.selvedge.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BatchSizeTest {
  @Property
  void it_stays_between_one_and_the_most(
      @ForAll @IntRange(min = -5, max = 100_000) int most, @ForAll List<Boolean> wentThrough) {
    BatchSize size = BatchSize.of(most);
    for (boolean through : wentThrough) {
      size = through ? size.larger() : size.smaller();
      assertThat(size.now()).isBetween(1, Math.max(1, most));
    }
  }

  @Test
  void it_halves_and_comes_back() {
    BatchSize size = BatchSize.of(10_000).smaller().smaller();
    assertThat(size.now()).isEqualTo(2_500);
    for (int i = 0; i < 7; i++) {
      size = size.larger();
    }
    assertThat(size.now()).isEqualTo(10_000);
  }

  @Test
  void even_a_batch_of_one_grows_again() {
    assertThat(new BatchSize(1, 10, 0).larger().now()).isEqualTo(2);
  }

  @Test
  void one_lost_answer_is_a_cut_line_and_two_in_a_row_may_be_the_size() {
    BatchSize size = BatchSize.of(100).lost();

    assertThat(size.now()).isEqualTo(100);
    assertThat(size.lost().now()).isEqualTo(50);
    assertThat(size.answered().lost().now()).isEqualTo(100);
    assertThat(size.lost().lost().now()).isEqualTo(50);
    assertThat(size.lost().lost().lost().now()).isEqualTo(25);
  }
}
