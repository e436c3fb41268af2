package dev.selvedge.send.allowance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FairSharesTest {
  @Property
  void nobody_gets_more_than_he_wants_nor_less_than_his_share_and_nothing_is_left_over(
      @ForAll @IntRange(max = 20_000) int total,
      @ForAll @Size(max = 12) List<@LongRange(max = 2_000_000) Long> wants) {
    List<Integer> shares = FairShares.of(total, wants);
    long given = shares.stream().mapToLong(Integer::longValue).sum();
    assertThat(given).isEqualTo(Math.min(total, wants.stream().mapToLong(Long::longValue).sum()));
    for (int i = 0; i < wants.size(); i++) {
      assertThat((long) shares.get(i)).isLessThanOrEqualTo(wants.get(i));
      assertThat((long) shares.get(i))
          .isGreaterThanOrEqualTo(Math.min(wants.get(i), total / Math.max(1, wants.size())));
    }
  }

  @Test
  void a_backfill_of_a_million_leaves_a_small_flow_its_ten() {
    assertThat(FairShares.of(10_000, List.of(1_000_000L, 10L))).containsExactly(9_990, 10);
  }
}
