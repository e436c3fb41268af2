package dev.selvedge.work.audit;

import dev.selvedge.audit.AuditOrder.Basis;
import dev.selvedge.audit.AuditPlan;
import dev.selvedge.audit.AuditResult;
import dev.selvedge.audit.Gap;
import dev.selvedge.audit.Hop;
import dev.selvedge.audit.sample.SampleFinding;
import dev.selvedge.plan.Facet;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a marketing manager reads of an audit: plain sentences, the gravest first.
record AuditWords(String title, AuditPlan plan, boolean whole) {

  List<String> of(
      List<AuditResult.Part> parts,
      List<AuditResult.Group> groups,
      Optional<SampleFinding> sample,
      SourceAudit sources,
      List<String> completeness) {
    List<String> words = new ArrayList<>();
    wronglyMailed(groups).ifPresent(words::add);
    missing(parts).ifPresent(words::add);
    words.addAll(completeness);
    if (plan.basis() == Basis.SWEEP) {
      parts.forEach(part -> words.add(swept(part)));
    } else {
      sample.ifPresent(finding -> words.add(finding.text("contacts")));
      parts.stream()
          .filter(part -> part.facet() != Facet.CONTACT && part.looked() > 0)
          .forEach(part -> words.add(ofTheirs(part)));
    }
    strangers(groups).ifPresent(words::add);
    onTheirWay(parts).ifPresent(words::add);
    words.addAll(sources(sources));
    return words;
  }

  private Optional<String> wronglyMailed(List<AuditResult.Group> groups) {
    long people =
        groups.stream()
            .filter(it -> it.kind() == Gap.Kind.WRONGLY_MAILED && it.hop() != Hop.ON_ITS_WAY)
            .mapToLong(AuditResult.Group::count)
            .sum();
    return people == 0
        ? Optional.empty()
        : Optional.of(
            people == 1
                ? title + " may mail 1 person who must not be mailed."
                : String.format(
                    Locale.UK, "%s may mail %,d people who must not be mailed.", title, people));
  }

  private Optional<String> missing(List<AuditResult.Part> parts) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    parts.forEach(
        part ->
            part.missing().forEach((currency, sum) -> sums.merge(currency, sum, BigDecimal::add)));
    return sums.isEmpty()
        ? Optional.empty()
        : Optional.of(
            sums.entrySet().stream()
                .map(sum -> String.format(Locale.UK, "%s %,.2f", sum.getKey(), sum.getValue()))
                .collect(
                    Collectors.joining(
                        " and ", "Orders worth ", " are missing in " + title + ".")));
  }

  private String swept(AuditResult.Part part) {
    if (part.there() == 0) {
      return part.differing() == 0
          ? title + " holds no " + part.name() + ", and should not."
          : title + " holds no " + part.name() + ", and should: " + count(part.differing()) + ".";
    }
    String all =
        whole && part.there() == 1
            ? "The only one of the " + part.name() + " that " + title + " holds was read back: "
            : String.format(
                Locale.UK,
                whole
                    ? "All %,d %s that %s holds were read back: "
                    : "%,d %s that %s holds were read back before the audit was broken off: ",
                part.there(),
                part.name(),
                title);
    return all
        + (part.differing() == 0
            ? "none differs from what it should be."
            : count(part.differing()) + ".");
  }

  private static String count(long differing) {
    return String.format(Locale.UK, "%,d %s", differing, differing == 1 ? "differs" : "differ");
  }

  private static String ofTheirs(AuditResult.Part part) {
    return String.format(
        Locale.UK,
        "Of %,d %s of theirs %s.",
        part.looked(),
        part.name(),
        part.differing() == 0 ? "none differs" : count(part.differing()));
  }

  private Optional<String> strangers(List<AuditResult.Group> groups) {
    Map<Facet, Long> strangers = new TreeMap<>();
    groups.stream()
        .filter(group -> group.kind() == Gap.Kind.UNKNOWN)
        .forEach(group -> strangers.merge(group.facet(), group.count(), Long::sum));
    return strangers.isEmpty()
        ? Optional.empty()
        : Optional.of(
            strangers.entrySet().stream()
                .map(it -> Findings.counted(it.getKey(), it.getValue()))
                .collect(
                    Collectors.joining(
                        " and ", title + " holds ", " that no system of the hub knows.")));
  }

  private static Optional<String> onTheirWay(List<AuditResult.Part> parts) {
    long passing = parts.stream().mapToLong(AuditResult.Part::passing).sum();
    return passing == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.UK,
                "%,d %s on the way just then, and not counted as different.",
                passing,
                passing == 1 ? "change was" : "changes were"));
  }

  private static List<String> sources(SourceAudit sources) {
    List<String> words = new ArrayList<>();
    if (sources.looked() > 0) {
      words.add(
          String.format(
              Locale.UK,
              "%,d records were read anew from their systems: %s.",
              sources.looked(),
              sources.differing() == 0
                  ? "all are as the hub holds them"
                  : String.format(
                      Locale.UK,
                      "%,d %s held otherwise by the hub",
                      sources.differing(),
                      sources.differing() == 1 ? "is" : "are")));
    }
    words.addAll(sources.troubles());
    return words;
  }
}
