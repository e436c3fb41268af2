package dev.selvedge.audit.sample;

import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.function.LongPredicate;

/// How many of which stratum are to be looked at, and what that can show.
///
/// @param quotas in the order of the strata
public record SamplePlan(Claim claim, List<Quota> quotas) {
  /// Copies the quotas.
  public SamplePlan {
    quotas = List.copyOf(quotas);
  }

  /// The smallest sample of one population that shows the statement although some of those looked
  /// at differ. The usual one allows none; each that is allowed makes it larger and the audit less
  /// likely to end without a result.
  ///
  /// @param population from 0 to 100,000,000
  /// @param allowed how many of those looked at may differ, not negative
  public static long simple(Claim claim, long population, long allowed) {
    long breaking = claim.breaking(population);
    return first(
        population,
        draw ->
            Chance.ruledOut(
                Chance.hypergeometric(population, breaking, draw).atMost(allowed), claim.risk()));
  }

  /// A sample in proportion to the strata that shows the statement if none of those looked at
  /// differs, however the differing may be spread over the strata.
  ///
  /// The size is found by halving. Since shares are rounded, one a little smaller may do as well.
  public static SamplePlan stratified(Claim claim, List<Stratum> strata) {
    long population = strata.stream().mapToLong(Stratum::size).sum();
    long total =
        first(population, draw -> new SamplePlan(claim, Quota.proportional(strata, draw)).shows());
    return new SamplePlan(claim, Quota.proportional(strata, total));
  }

  /// The same within a budget: what is to be looked at is never more than that, and if it is less
  /// than needed, [#shows()] says so and [#reach()] what remains.
  ///
  /// @param budget the most that can be looked at; one of each stratum is looked at in any case
  public static SamplePlan within(Claim claim, List<Stratum> strata, long budget) {
    SamplePlan wanted = stratified(claim, strata);
    return wanted.draw() <= budget
        ? wanted
        : new SamplePlan(claim, Quota.proportional(strata, budget));
  }

  /// How many are looked at in all.
  public long draw() {
    return quotas.stream().mapToLong(Quota::draw).sum();
  }

  /// How many there are in all.
  public long population() {
    return quotas.stream().mapToLong(quota -> quota.stratum().size()).sum();
  }

  /// Whether the statement is shown if none of those looked at differs.
  public boolean shows() {
    long population = population();
    return draw() == population
        || Chance.ruledOut(WorstCase.allMissed(clean(), claim.breaking(population)), claim.risk());
  }

  /// At most how many differ, at the confidence of the statement, if none of those looked at does.
  public long reach() {
    return Interval.upTo(claim, clean()).most();
  }

  /// What is going to be done, for the person who is asked whether it may.
  ///
  /// @param noun what there are many of, for example `contacts`
  public String text(String noun) {
    long population = population();
    long draw = draw();
    if (draw == population) {
      return String.format(Locale.ROOT, "All %,d %s are looked at.", population, noun);
    }
    String what = String.format(Locale.ROOT, "%,d of %,d %s are looked at", draw, population, noun);
    if (shows()) {
      return what + ". If none differs, that shows: " + claim.text() + " of all differ.";
    }
    return what
        + String.format(
            Locale.ROOT,
            ", too few for the statement asked for (%s). If none differs, that shows with %s"
                + " confidence that at most %s (%,d) differ.",
            "fewer than " + Claim.percent(claim.under()),
            Claim.percent(claim.confidence()),
            Claim.percent(reach(), population, RoundingMode.UP),
            reach());
  }

  private List<Looked> clean() {
    return quotas.stream()
        .map(quota -> new Looked(quota.stratum().name(), quota.stratum().size(), quota.draw(), 0))
        .toList();
  }

  /// The smallest number up to a greatest one for which it holds; the greatest if it holds for
  /// none.
  private static long first(long greatest, LongPredicate holds) {
    if (greatest == 0 || holds.test(0)) {
      return 0;
    }
    return Interval.last(0, greatest, draw -> draw < greatest && !holds.test(draw)) + 1;
  }
}
