package dev.selvedge.connectors.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CountedPageTest {
  private static final List<Integer> LIST = IntStream.range(0, 3_000).boxed().toList();

  /// As a system answers that counts in pages.
  private static List<Integer> ask(CountedPage page) {
    int from = (page.number() - 1) * page.size();
    return LIST.subList(from, Math.min(LIST.size(), from + page.size()));
  }

  @Test
  void a_page_begins_with_the_row_that_is_wanted_and_has_one_more_at_least() {
    for (int take = 2; take <= 100; take++) {
      for (int skip = 0; skip < 2_000; skip++) {
        CountedPage page = CountedPage.holding(skip, take, 100);
        List<Integer> rows = page.cut(ask(page));
        assertThat(rows.getFirst()).isEqualTo(skip);
        assertThat(rows).hasSize(page.fresh());
        assertThat(page.size()).isBetween(2, 100);
        assertThat(page.fresh()).isBetween(2, take < 10 ? take + 7 : take);
      }
    }
  }

  @Test
  void a_list_is_read_with_little_more_than_it_holds() {
    int calls = 0;
    int skip = 0;
    while (skip < 2_900 && calls < 100) {
      CountedPage page = CountedPage.holding(skip, 100, 100);
      // The row read last is asked for once more.
      skip += page.fresh() - 1;
      calls++;
    }
    assertThat(calls).isLessThan(35);
  }

  @Test
  void what_lies_behind_the_end_is_nothing() {
    CountedPage page = CountedPage.holding(7, 5, 100);
    assertThat(page.cut(List.of(1))).isEmpty();
  }
}
