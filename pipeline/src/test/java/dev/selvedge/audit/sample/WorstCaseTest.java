package dev.selvedge.audit.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WorstCaseTest {
  private static final double ROUNDING = 1e-12;

  /// Every spread of every number over two strata, against the bounds that are used for all of
  /// them.
  @Test
  void no_spread_makes_what_was_found_likelier_than_the_bound() {
    for (int[] sizes : new int[][] {{5, 5}, {9, 3}, {8, 6}}) {
      for (int[] drawn : new int[][] {{2, 2}, {4, 1}, {1, 2}, {3, 0}}) {
        for (int first = 0; first <= drawn[0]; first++) {
          for (int second = 0; second <= drawn[1]; second++) {
            compare(
                new Looked("a", sizes[0], drawn[0], first),
                new Looked("b", sizes[1], drawn[1], second));
          }
        }
      }
    }
  }

  private static void compare(Looked one, Looked other) {
    WorstCase worst = new WorstCase(List.of(one, other));
    int seen = (int) (one.differ() + other.differ());
    for (int a = (int) one.differ(); a <= one.unseen() + one.differ(); a++) {
      for (int b = (int) other.differ(); b <= other.unseen() + other.differ(); b++) {
        double[] chances = sums(one, a, other, b);
        double few = 0;
        double many = 0;
        for (int count = 0; count < chances.length; count++) {
          few += count <= seen ? chances[count] : 0;
          many += count >= seen ? chances[count] : 0;
        }
        assertThat(few)
            .as("%d and %d of %s and %s", a, b, one, other)
            .isLessThanOrEqualTo(worst.soFew(a + b) + ROUNDING);
        assertThat(many)
            .as("%d and %d of %s and %s", a, b, one, other)
            .isLessThanOrEqualTo(worst.soMany(a + b) + ROUNDING);
      }
    }
  }

  /// The chance of each number found in both together.
  private static double[] sums(Looked one, int marked, Looked other, int markedOther) {
    long[] first = Enumerated.counts((int) one.size(), marked, (int) one.looked());
    long[] second = Enumerated.counts((int) other.size(), markedOther, (int) other.looked());
    double all = (double) LongStream.of(first).sum() * LongStream.of(second).sum();
    double[] chances = new double[first.length + second.length - 1];
    for (int i = 0; i < first.length; i++) {
      for (int j = 0; j < second.length; j++) {
        chances[i + j] += first[i] * second[j] / all;
      }
    }
    return chances;
  }

  /// Among these is the spread for which the bound is met.
  @Test
  void of_none_found_the_bound_is_met_by_the_worst_spread() {
    Looked one = new Looked("a", 9, 3, 0);
    Looked other = new Looked("b", 6, 1, 0);
    for (int all = 0; all <= 11; all++) {
      double worst = 0;
      for (int a = Math.max(0, all - 5); a <= Math.min(6, all); a++) {
        worst = Math.max(worst, sums(one, a, other, all - a)[0]);
      }
      double bound = new WorstCase(List.of(one, other)).soFew(all);
      assertThat(bound).isBetween(worst - ROUNDING, worst + ROUNDING);
    }
  }
}
