package dev.selvedge.work.audit;

import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.Difference;
import dev.selvedge.audit.Gap;
import dev.selvedge.audit.Hop;
import dev.selvedge.audit.numbers.NumberScan;
import dev.selvedge.audit.numbers.Numbered;
import dev.selvedge.audit.numbers.Numbered.Verdict;
import dev.selvedge.audit.numbers.Numbering;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceException;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.person.Contributions.Naming;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.work.Store;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Looks which numbers are missing among the orders that came. Calls nobody: what it needs is in
/// the store. Used by one thread.
final class NumberAudit {
  private static final int AT_ONCE = 1_000;

  /// Whether a feed tells orders is seen by so many of its records.
  private static final int EXAMPLES = 20;

  /// A number may be given to an order that comes out only later: when it is paid, or when
  /// somebody has looked at it.
  private static final Duration COMES_OUT = Duration.ofDays(1);

  /// Of so many holes of a run it is looked up when the orders beside them were placed.
  private static final int LOOKED_UP = 300;

  /// Of so many numbers it is looked up whether they came all the same.
  private static final long CHECKED = 50_000;

  private final Store store;
  private final SystemName target;
  private final Numbering numbering;
  private final Duration patience;
  private final Pause pause;
  private final Instant now;
  private final NumberScan scan = new NumberScan();
  private final Map<Feed, List<String>> examples = new HashMap<>();

  NumberAudit(Auditor.Parts parts, AuditOrder order) {
    this.store = parts.store();
    this.target = parts.mirror().target();
    this.numbering = order.numbering();
    this.patience = order.patience();
    this.pause = parts.pause();
    this.now = parts.clock().instant();
  }

  /// One for each feed that tells orders.
  List<Numbered> look() {
    read();
    List<Numbered> found = new ArrayList<>();
    for (Feed feed : scan.feeds()) {
      List<StoredContribution> known = examples(feed);
      if (known.stream().anyMatch(one -> header(one).isPresent())) {
        boolean keyed =
            known.stream()
                .map(StoredContribution::contribution)
                .allMatch(
                    one ->
                        one.orderKey()
                            .map(OrderKey::value)
                            .filter(one.ref().key()::equals)
                            .isPresent());
        found.add(of(feed, keyed));
      }
    }
    return found;
  }

  private void read() {
    Naming after = new Naming("", "");
    while (true) {
      if (!pause.rest(Duration.ZERO)) {
        throw SourceException.refused(Calls.STOPPED);
      }
      Naming from = after;
      List<Naming> page =
          store.read(ports -> ports.contributions().naming(from.order(), from.ref(), AT_ONCE));
      for (Naming one : page) {
        RecordRef ref = RecordRef.parse(one.ref());
        Feed feed = new Feed(ref.system(), ref.kind());
        scan.add(feed, one.order());
        List<String> some = examples.computeIfAbsent(feed, key -> new ArrayList<>());
        if (some.size() < EXAMPLES) {
          some.add(one.ref());
        }
      }
      if (page.size() < AT_ONCE) {
        return;
      }
      after = page.getLast();
    }
  }

  private List<StoredContribution> examples(Feed feed) {
    List<RecordRef> refs =
        examples.getOrDefault(feed, List.of()).stream().map(RecordRef::parse).toList();
    return store.read(ports -> ports.contributions().find(refs));
  }

  static Optional<OrderPart.Header> header(StoredContribution stored) {
    return stored.contribution().order() instanceof Contribution.OrderClaim.About about
        ? about.parts().stream()
            .filter(OrderPart.Header.class::isInstance)
            .map(OrderPart.Header.class::cast)
            .findFirst()
        : Optional.empty();
  }

  private Numbered of(Feed feed, boolean keyed) {
    Optional<Boolean> said = numbering.isConsecutive(feed);
    List<NumberScan.Run> runs = scan.runs(feed);
    boolean declared = said.orElse(false);
    Verdict verdict = verdict(feed, said, runs);
    if (!verdict.tells()) {
      return Numbered.untold(feed.toString(), verdict, scan.count(feed));
    }
    Holes holes = new Holes(feed, keyed, declared);
    List<Numbered.Run> looked =
        runs.stream()
            .filter(run -> declared || (run.isLongEnough() && run.isConsecutive()))
            .map(holes::of)
            .toList();
    List<Numbered.Run> told =
        looked.stream()
            .sorted(Comparator.comparing(run -> run.missing() == 0))
            .limit(Numbered.MOST_RUNS)
            .toList();
    return new Numbered(
        feed.toString(),
        verdict,
        scan.count(feed),
        holes.missing,
        holes.set,
        holes.waiting,
        holes.but(),
        told);
  }

  /// What is missing as differences, so that each can be looked at and left alone.
  ///
  /// @param most so many, the newest of each run first
  static List<Difference> differences(List<Numbered> numbers, int most) {
    List<Difference> differences = new ArrayList<>();
    for (Numbered one : numbers) {
      Feed feed = feed(one.feed());
      one.runs().stream()
          .flatMap(run -> run.ranges().stream())
          .limit(most - (long) differences.size())
          .forEach(range -> differences.add(difference(feed, range)));
    }
    return differences;
  }

  private static Feed feed(String text) {
    int slash = text.indexOf('/');
    return new Feed(
        new SystemName(text.substring(0, slash)), new RecordKind(text.substring(slash + 1)));
  }

  private static Difference difference(Feed feed, Numbered.Range range) {
    String numbers = range.count() == 1 ? range.from() : range.from() + " to " + range.to();
    return new Difference(
        new Subject(Facet.ORDER, feed + " " + numbers),
        "",
        Difference.NOBODY,
        Gap.whole(
            Gap.Kind.NEVER_CAME,
            range.count() == 1 ? "1 order" : String.format(Locale.UK, "%,d orders", range.count()),
            "(no order of this number)"),
        Hop.NEVER_RECEIVED,
        "Orders with the numbers before and after came from "
            + feed
            + ", and nothing with "
            + (range.count() == 1 ? "this one" : "these")
            + ": look there whether "
            + (range.count() == 1 ? "it was an order" : "they were orders")
            + ", and have "
            + (range.count() == 1 ? "it" : "them")
            + " sent again.",
        range.before(),
        BigDecimal.ZERO,
        "");
  }

  private Verdict verdict(Feed feed, Optional<Boolean> said, List<NumberScan.Run> runs) {
    if (said.isPresent() && !said.get()) {
      return Verdict.DECLARED_NOT;
    }
    boolean neverRead =
        store
            .read(ports -> ports.flowReadings().of(feed.toString()))
            .filter(reading -> reading.readAt().equals(Instant.EPOCH))
            .isPresent();
    if (neverRead) {
      return Verdict.STILL_READ;
    }
    if (said.isPresent()) {
      return Verdict.DECLARED;
    }
    if (runs.stream().anyMatch(run -> run.isLongEnough() && run.isConsecutive())) {
      return Verdict.LEARNT;
    }
    boolean scattered =
        runs.stream().anyMatch(NumberScan.Run::isLongEnough)
            || scan.count(feed) >= NumberScan.ENOUGH;
    return scattered ? Verdict.SCATTERED : Verdict.TOO_FEW;
  }

  /// When an order was placed, and when it was seen last.
  private record Times(Instant placed, Instant seen) {
    static final Times UNKNOWN = new Times(Instant.EPOCH, Instant.EPOCH);
  }

  /// The holes in the numbers of one feed.
  private final class Holes {
    private final Feed feed;
    private final boolean keyed;
    private final boolean declared;
    private long missing;
    private long usual;
    private long set;
    private long waiting;
    private long checked;
    private long unchecked;

    /// @param keyed whether an order's number is the key of its record
    /// @param declared whether the project says that no number is left out
    Holes(Feed feed, boolean keyed, boolean declared) {
      this.feed = feed;
      this.keyed = keyed;
      this.declared = declared;
    }

    /// The newest first: what is older than those that are looked up cannot be on its way.
    Numbered.Run of(NumberScan.Run run) {
      List<Numbered.Range> ranges = new ArrayList<>();
      long before = missing;
      int more = 0;
      int lookedUp = 0;
      long usualHole = declared ? 0 : run.usualHole();
      for (int at = run.holes() - 1; at >= 0; at--) {
        NumberScan.Gap hole = run.hole(at);
        if (hole.size() <= usualHole) {
          usual++;
          continue;
        }
        boolean looks = lookedUp++ < LOOKED_UP;
        Times low = looks ? times(run.text(hole.from() - 1)) : Times.UNKNOWN;
        Times high = looks ? times(run.text(hole.to() + 1)) : Times.UNKNOWN;
        if (looks && isOnItsWay(high)) {
          waiting += hole.size();
          continue;
        }
        for (NumberScan.Gap gap : left(run, hole).reversed()) {
          Numbered.Range range =
              new Numbered.Range(
                  run.text(gap.from()),
                  run.text(gap.to()),
                  gap.size(),
                  low.placed(),
                  high.placed());
          boolean named = ranges.size() < Numbered.MOST_RANGES;
          if (named && isLeftAlone(range)) {
            set += gap.size();
            continue;
          }
          missing += gap.size();
          if (named) {
            ranges.add(range);
          } else {
            more++;
          }
        }
      }
      return new Numbered.Run(run.present(), missing - before, ranges, more);
    }

    /// Somebody looked at it, and said that nothing is missing.
    private boolean isLeftAlone(Numbered.Range range) {
      Difference told = difference(feed, range);
      return store.read(ports -> ports.audits().ignored(target, List.of(told.subject()))).stream()
          .anyMatch(one -> one.covers(told.remote(), told.gap()));
    }

    private boolean isOnItsWay(Times high) {
      return high.placed().isAfter(now.minus(COMES_OUT))
          || high.seen().isAfter(now.minus(patience));
    }

    private Times times(String number) {
      return store
          .read(ports -> ports.contributions().ofOrders(List.of(new OrderKey(number))))
          .stream()
          .filter(
              one ->
                  one.contribution().ref().system().equals(feed.system())
                      && one.contribution().ref().kind().equals(feed.kind()))
          .flatMap(
              one ->
                  header(one).stream()
                      .map(
                          header ->
                              new Times(
                                  header.placedAt(), one.contribution().version().observedAt())))
          .findFirst()
          .orElse(Times.UNKNOWN);
    }

    /// What of a hole never came at all, as far as that can be looked up.
    private List<NumberScan.Gap> left(NumberScan.Run run, NumberScan.Gap hole) {
      if (!keyed || checked + hole.size() > CHECKED) {
        unchecked += keyed ? hole.size() : 0;
        return List.of(hole);
      }
      checked += hole.size();
      List<RecordRef> refs = new ArrayList<>();
      for (long number = hole.from(); number <= hole.to(); number++) {
        refs.add(new RecordRef(feed.system(), feed.kind(), run.text(number)));
      }
      Set<RecordRef> came = store.read(ports -> came(refs, ports));
      List<NumberScan.Gap> left = new ArrayList<>();
      for (int at = 0; at < refs.size(); at++) {
        long number = hole.from() + at;
        if (came.contains(refs.get(at))) {
          set++;
        } else if (!left.isEmpty() && left.getLast().to() == number - 1) {
          left.add(new NumberScan.Gap(left.removeLast().from(), number));
        } else {
          left.add(new NumberScan.Gap(number, number));
        }
      }
      return left;
    }

    private static Set<RecordRef> came(List<RecordRef> refs, Store.Ports ports) {
      Set<RecordRef> came = new HashSet<>(ports.inbox().known(refs));
      if (ports.erasures().any()) {
        came.addAll(ports.erasures().ofRecords(refs).keySet());
      }
      return came;
    }

    String but() {
      String habit =
          usual == 0
              ? ""
              : String.format(
                  Locale.UK,
                  "It always left out numbers now and then: %,d %s like those %s not counted.",
                  usual,
                  usual == 1 ? "gap" : "gaps",
                  usual == 1 ? "is" : "are");
      return (missing == 0 ? habit : doubts() + ' ' + habit).strip();
    }

    /// Where a number is not the key of its record it is not known what became of it.
    private String doubts() {
      if (keyed) {
        return unchecked == 0
            ? ""
            : String.format(
                Locale.UK, "Of %,d it was not looked up whether they were parked.", unchecked);
      }
      List<String> doubts = new ArrayList<>();
      long parked = store.read(ports -> ports.parked().unsent()).getOrDefault(feed.toString(), 0L);
      if (parked > 0) {
        doubts.add(
            String.format(
                Locale.UK,
                "among the %,d %s of %s parked",
                parked,
                parked == 1 ? "record" : "records",
                feed + (parked == 1 ? " that is" : " that are")));
      }
      if (store.read(ports -> ports.erasures().any())) {
        doubts.add("orders of people who were erased");
      }
      return doubts.isEmpty() ? "" : "Some may be " + String.join(", or ", doubts) + ".";
    }
  }
}
