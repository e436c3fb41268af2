package dev.selvedge.audit.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SampleFindingTest {
  @Test
  void none_found_in_a_sample_of_the_planned_size_shows_the_statement() {
    assertThat(finding(48_210, 598, 0).text("contacts"))
        .isEqualTo(
            "With 95 % confidence fewer than 0.5 % of the 48,210 contacts differ: 598 looked at,"
                + " none differed.");
    long size = SamplePlan.simple(Claim.USUAL, 48_210, 0);
    assertThat(finding(48_210, size, 0).shown()).isTrue();
    assertThat(finding(48_210, size - 1, 0).shown()).isFalse();
    assertThat(finding(48_210, size, 1).shown()).isFalse();
    assertThat(finding(48_210, SamplePlan.simple(Claim.USUAL, 48_210, 1), 1).shown()).isTrue();
  }

  @Test
  void some_found_give_the_limits() {
    SampleFinding some = finding(48_210, 598, 3);
    assertThat(some.text("contacts"))
        .isEqualTo(
            "With 95 % confidence between 0.1 % and 1.5 % (51 to 700) of the 48,210 contacts differ:"
                + " 598 looked at, 3 differed. Whether fewer than 0.5 % differ is not shown; a larger"
                + " sample can tell.");
    assertThat(some.estimate()).isEqualTo(242);
    assertThat(finding(48_210, 598, 30).text("contacts")).endsWith("That is not fewer than 0.5 %.");
  }

  @Test
  void all_looked_at_is_counted() {
    assertThat(finding(320, 320, 0).text("products"))
        .isEqualTo("All 320 products were looked at: none differs.");
    assertThat(finding(320, 320, 1).text("products"))
        .isEqualTo("All 320 products were looked at: 1 differs (0.31 %).");
    assertThat(finding(0, 0, 0).text("products")).isEqualTo("There are no products to look at.");
    assertThat(finding(320, 320, 1).shown()).isTrue();
    assertThat(finding(320, 320, 2).shown()).isFalse();
  }

  @Test
  void the_number_that_breaks_a_statement_is_counted_in_decimals() {
    assertThat(new Claim(new BigDecimal("0.95"), new BigDecimal("0.07")).breaking(100))
        .isEqualTo(7);
    assertThat(Claim.USUAL.breaking(201)).isEqualTo(2);
    assertThat(Claim.USUAL.breaking(10)).isEqualTo(1);
  }

  @Property(tries = 300)
  void the_estimate_is_within_the_limits_and_more_found_never_narrows_from_above(
      @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 4_000) Integer> sizes,
      @ForAll @IntRange(min = 1, max = 500) int total,
      @ForAll @IntRange(max = 20) int found) {
    List<Stratum> strata = sizes.stream().map(size -> new Stratum("of " + size, size)).toList();
    List<Looked> looked =
        Quota.proportional(strata, total).stream()
            .map(
                quota ->
                    new Looked(
                        quota.stratum().name(),
                        quota.stratum().size(),
                        quota.draw(),
                        Math.min(found, quota.draw())))
            .toList();
    SampleFinding finding = new SampleFinding(Claim.USUAL, looked);
    Interval both = finding.between();
    assertThat(finding.estimate()).isBetween(both.least(), both.most());
    assertThat(both.least()).isGreaterThanOrEqualTo(finding.differ());
    assertThat(both.most())
        .isBetween(finding.atMost(), finding.population() - finding.looked() + finding.differ());
    SampleFinding fewer =
        new SampleFinding(
            Claim.USUAL,
            looked.stream()
                .map(
                    one ->
                        new Looked(
                            one.stratum(), one.size(), one.looked(), Math.max(0, one.differ() - 1)))
                .toList());
    assertThat(fewer.atMost()).isLessThanOrEqualTo(finding.atMost());
  }

  private static SampleFinding finding(long population, long looked, long differ) {
    return new SampleFinding(Claim.USUAL, List.of(new Looked("all", population, looked, differ)));
  }
}
