package dev.selvedge.work.audit;

import dev.selvedge.SystemName;
import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditResult;
import dev.selvedge.audit.Audits.Ignored;
import dev.selvedge.audit.Difference;
import dev.selvedge.audit.Gap;
import dev.selvedge.audit.Hop;
import dev.selvedge.connector.SourceException;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Settler;
import dev.selvedge.trail.Parked;
import dev.selvedge.work.Store;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Gathers what an audit finds: counts all, keeps the first few thousand in the store. Used by one
/// thread.
final class Findings {
  /// More of them tell nothing new, and are counted all the same.
  private static final int MOST = 5_000;

  /// More of what nobody knows is no help.
  private static final int MOST_STRANGERS = 200;

  private final Store store;
  private final long audit;
  private final SystemName target;
  private final Hops hops;
  private final Map<Facet, Count> counts = new LinkedHashMap<>();
  private final Map<AuditResult.Group, Long> groups = new HashMap<>();
  private int kept;
  private int strangers;

  Findings(Store store, long audit, SystemName target, Hops hops) {
    this.store = store;
    this.audit = audit;
    this.target = target;
    this.hops = hops;
  }

  private static final class Count {
    private long here;
    private long there;
    private long looked;
    private long differing;
    private long passing;
    private final Map<String, BigDecimal> missing = new TreeMap<>();
  }

  private Count count(Facet facet) {
    return counts.computeIfAbsent(facet, key -> new Count());
  }

  /// So many more are there.
  void there(Facet facet, long number) {
    count(facet).there += number;
  }

  /// Takes what was compared.
  void take(Facet facet, Collection<Judged> judged, Instant now) {
    Count count = count(facet);
    for (Judged one : judged) {
      boolean known = one.want().isPresent();
      if (known && isWanted(one)) {
        count.here++;
      }
      count.looked++;
    }
    List<Judged> uneven = judged.stream().filter(one -> !one.isEven()).toList();
    if (!uneven.isEmpty()) {
      Known known = store.read(ports -> known(uneven, ports));
      List<Difference> differences = new ArrayList<>();
      uneven.forEach(one -> differences.addAll(explain(one, known, count, now)));
      keep(differences);
    }
  }

  private static boolean isWanted(Judged one) {
    Desired want = one.want().orElseThrow();
    boolean gone =
        want instanceof Desired.Retired
            || want instanceof Desired.Withdrawn
            || (want instanceof Desired.Chosen chosen && !chosen.optIn());
    return !gone && (one.shown().isPresent() || !one.isEven());
  }

  private record Known(Map<Subject, List<Ignored>> ignored, Map<String, String> parked) {}

  private Known known(List<Judged> uneven, Store.Ports ports) {
    List<Subject> subjects = uneven.stream().map(Judged::subject).distinct().toList();
    List<String> parked =
        uneven.stream()
            .flatMap(one -> one.row().stream())
            .filter(row -> row.state() == Delivery.State.PARKED)
            .map(Settler::parkedAs)
            .toList();
    return new Known(
        ports.audits().ignored(target, subjects).stream()
            .collect(Collectors.groupingBy(Ignored::subject)),
        ports.parked().ofSubjects(parked).stream()
            .map(Parked::item)
            .collect(Collectors.toMap(it -> it.subject(), it -> it.sentence(), (a, b) -> a)));
  }

  private List<Difference> explain(Judged one, Known known, Count count, Instant now) {
    String parked =
        one.row().map(Settler::parkedAs).map(at -> known.parked().getOrDefault(at, "")).orElse("");
    Hops.Explained explained = hops.of(one, parked, now);
    List<Ignored> ignored = known.ignored().getOrDefault(one.subject(), List.of());
    List<Difference> differences = new ArrayList<>();
    for (Gap gap : one.gaps()) {
      if (ignored.stream().noneMatch(it -> it.covers(one.remote(), gap))) {
        differences.add(difference(one, gap, hops.of(gap, one, explained)));
      }
    }
    if (!differences.isEmpty()) {
      tally(differences, count);
    }
    return differences;
  }

  private void tally(List<Difference> differences, Count count) {
    Difference first = differences.getFirst();
    if (first.isPassing()) {
      count.passing++;
    } else if (first.hop() != Hop.NOT_OURS) {
      count.differing++;
    }
    for (Difference one : differences) {
      if (one.money().signum() != 0 && !one.isPassing()) {
        count.missing.merge(one.currency(), one.money(), BigDecimal::add);
      }
      groups.merge(
          new AuditResult.Group(
              one.subject().facet(), one.gap().kind(), field(one.gap()), one.hop(), 0),
          1L,
          Long::sum);
    }
  }

  /// Lines of one record are alike, whichever they are.
  private static String field(Gap gap) {
    return gap.field().replaceAll("\\[\\d+]", "[]");
  }

  private static Difference difference(Judged one, Gap gap, Hops.Explained explained) {
    BigDecimal money = BigDecimal.ZERO;
    String currency = "";
    if (gap.kind() == Gap.Kind.MISSING
        && one.want().orElse(null) instanceof Desired.Insight insight
        && one.subject().facet() == Facet.ORDER) {
      JsonNode total = insight.json().path("order_total");
      money = total.isNumber() ? total.decimalValue() : BigDecimal.ZERO;
      currency = insight.json().path("currency").asString("");
    }
    return new Difference(
        one.subject(),
        one.remote(),
        one.person(),
        gap,
        explained.hop(),
        explained.why(),
        explained.since(),
        money,
        currency);
  }

  private void keep(List<Difference> differences) {
    List<Difference> kept = new ArrayList<>();
    for (Difference one : differences) {
      boolean stranger = one.hop() == Hop.NOT_OURS;
      boolean room = this.kept < MOST && (!stranger || strangers < MOST_STRANGERS);
      if (room) {
        kept.add(one);
        this.kept++;
        strangers += stranger ? 1 : 0;
      }
    }
    if (!kept.isEmpty()) {
      store.change(
          ports -> {
            boolean runs =
                ports
                    .audits()
                    .find(audit)
                    .filter(one -> one.state() == Audit.State.RUNNING)
                    .isPresent();
            if (!runs) {
              throw SourceException.refused(Calls.OVERTAKEN);
            }
            ports.audits().add(audit, kept);
          });
    }
  }

  /// Notes differences that were found and explained elsewhere: between a source and the hub.
  void add(List<Difference> differences) {
    for (Difference one : differences) {
      groups.merge(
          new AuditResult.Group(
              one.subject().facet(), one.gap().kind(), field(one.gap()), one.hop(), 0),
          1L,
          Long::sum);
    }
    keep(differences);
  }

  /// @param swept whether everything that is there was read
  List<AuditResult.Part> parts(boolean swept) {
    return counts.entrySet().stream()
        .map(
            entry -> {
              Count count = entry.getValue();
              return new AuditResult.Part(
                  entry.getKey(),
                  name(entry.getKey()),
                  count.here,
                  swept ? count.there : -1,
                  count.looked,
                  count.differing,
                  count.passing,
                  count.missing);
            })
        .toList();
  }

  List<AuditResult.Group> groups() {
    return groups.entrySet().stream()
        .map(
            entry ->
                new AuditResult.Group(
                    entry.getKey().facet(),
                    entry.getKey().kind(),
                    entry.getKey().field(),
                    entry.getKey().hop(),
                    entry.getValue()))
        .sorted(
            Comparator.comparingLong(AuditResult.Group::count)
                .reversed()
                .thenComparing(AuditResult.Group::kind)
                .thenComparing(AuditResult.Group::field))
        .toList();
  }

  /// `1 contact`, `2,000 contacts`.
  static String counted(Facet facet, long count) {
    String many = name(facet);
    String noun = count == 1 && facet != Facet.PROOF ? many.substring(0, many.length() - 1) : many;
    return String.format(java.util.Locale.UK, "%,d %s", count, noun);
  }

  static String name(Facet facet) {
    return switch (facet) {
      case CONTACT -> "contacts";
      case ORDER -> "orders";
      case PRODUCT -> "products";
      case CART -> "carts";
      case RECORD -> "records";
      case ENROLMENT -> "enrolments";
      case PROOF -> "proofs of consent";
      case CONSENT -> "consents";
      case CHOICE -> "places on the project's lists";
    };
  }

  /// How many differ so far.
  long differing(Facet facet) {
    return count(facet).differing;
  }
}
