package dev.selvedge.audit.sample;

import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/// What looking at a sample has shown.
///
/// @param strata what was found in each of them
public record SampleFinding(Claim claim, List<Looked> strata) {
  /// Copies the strata.
  public SampleFinding {
    strata = List.copyOf(strata);
  }

  /// How many there are.
  public long population() {
    return strata.stream().mapToLong(Looked::size).sum();
  }

  /// How many were looked at.
  public long looked() {
    return strata.stream().mapToLong(Looked::looked).sum();
  }

  /// How many of those differ.
  public long differ() {
    return strata.stream().mapToLong(Looked::differ).sum();
  }

  /// Whether all were looked at, so that nothing is estimated.
  public boolean whole() {
    return strata.stream().allMatch(Looked::whole);
  }

  /// Whether the statement holds by what was seen, at its confidence.
  public boolean shown() {
    return atMost() < claim.breaking(population());
  }

  /// At most so many differ, at the confidence of the statement.
  public long atMost() {
    return Interval.upTo(claim, strata).most();
  }

  /// Between which counts those that differ are, at the confidence of the statement.
  public Interval between() {
    return Interval.both(claim, strata);
  }

  /// The likeliest count of those that differ: of each stratum the share found, of strata nobody
  /// looked at the share of the others.
  public long estimate() {
    double count = 0;
    long known = 0;
    for (Looked one : strata) {
      if (one.looked() > 0) {
        count += (double) one.size() / one.looked() * one.differ();
        known += one.size();
      }
    }
    return known == 0 ? 0 : Math.round(count * population() / known);
  }

  /// One or two sentences for people who decide: what is sure, and on what it rests.
  ///
  /// @param noun what there are many of, for example `contacts`
  public String text(String noun) {
    long population = population();
    if (population == 0) {
      return "There are no " + noun + " to look at.";
    }
    if (whole()) {
      return String.format(
          Locale.ROOT,
          "All %,d %s were looked at: %s.",
          population,
          noun,
          differ() == 0
              ? "none differs"
              : String.format(
                  Locale.ROOT,
                  "%,d %s (%s)",
                  differ(),
                  differ() == 1 ? "differs" : "differ",
                  Claim.percent(differ(), population, RoundingMode.HALF_EVEN)));
    }
    String of = String.format(Locale.ROOT, " of the %,d %s differ", population, noun);
    String seen =
        String.format(Locale.ROOT, "%,d looked at, %s differed", looked(), word(differ()));
    if (shown()) {
      return claim.text() + of + ": " + seen + ".";
    }
    return limits(of) + ": " + seen + ". " + unshown();
  }

  private String limits(String of) {
    Interval limits = between();
    long population = population();
    return String.format(
        Locale.ROOT,
        "With %s confidence between %s and %s (%,d to %,d)%s",
        Claim.percent(claim.confidence()),
        Claim.percent(limits.least(), population, RoundingMode.DOWN),
        Claim.percent(limits.most(), population, RoundingMode.UP),
        limits.least(),
        limits.most(),
        of);
  }

  private String unshown() {
    String share = Claim.percent(claim.under());
    return between().least() >= claim.breaking(population())
        ? "That is not fewer than " + share + "."
        : "Whether fewer than " + share + " differ is not shown; a larger sample can tell.";
  }

  private static String word(long count) {
    return count == 0 ? "none" : String.format(Locale.ROOT, "%,d", count);
  }
}
