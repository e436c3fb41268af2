package dev.selvedge.work.audit;

import dev.selvedge.RecordRef;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.Counted;
import dev.selvedge.audit.Difference;
import dev.selvedge.audit.Gap;
import dev.selvedge.audit.Hop;
import dev.selvedge.connector.CountedSource;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceException;
import dev.selvedge.inbox.Inbox;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Asks systems how many orders of each of the last days they hold, and compares that with what
/// came. Used by one thread.
final class CountAudit {
  private static final int DAYS = 7;
  private static final int AT_ONCE = 500;

  /// Of the reads of a source so many in a hundred may go on this.
  private static final int SHARE = 25;

  private static final int HUNDRED = 100;

  /// Orders of a day that has just ended may still be on their way.
  private static final Duration COMES = Duration.ofDays(1);

  /// What was placed by another clock may have come before it was placed.
  private static final Duration CLOCKS = Duration.ofDays(1);

  private final Auditor.Parts parts;
  private final AuditOrder order;
  private final ZoneId zone;
  private final Instant now;
  private final Map<Feed, Integer> reads = new HashMap<>();
  private final Map<Feed, String> troubles = new TreeMap<>();

  CountAudit(Auditor.Parts parts, AuditOrder order) {
    this.parts = parts;
    this.order = order;
    this.zone = order.zone();
    this.now = parts.clock().instant();
  }

  /// How many reads of sources it takes, at most.
  static int cost(List<CountedSource> sources, AuditOrder order) {
    return sources.stream().mapToInt(one -> days(one, order) * one.calls()).sum();
  }

  private static int days(CountedSource source, AuditOrder order) {
    return Math.min(DAYS, order.sourceCalls() * SHARE / HUNDRED / Math.max(1, source.calls()));
  }

  /// How many reads were made, by feed.
  Map<Feed, Integer> reads() {
    return reads;
  }

  /// Systems that did not tell, and why, as a sentence each.
  List<String> troubles() {
    return troubles.entrySet().stream()
        .map(one -> one.getKey() + " did not count its orders: " + one.getValue() + ".")
        .toList();
  }

  /// One for each feed and day, the newest first.
  List<Counted> look() {
    List<Counted> found = new ArrayList<>();
    for (CountedSource source : parts.counted()) {
      if (days(source, order) > 0 && wasRead(source.feed())) {
        found.addAll(look(source));
      }
    }
    return found;
  }

  /// What was never read to its end has orders yet to come.
  private boolean wasRead(Feed feed) {
    return parts
        .store()
        .read(ports -> ports.flowReadings().of(feed.toString()))
        .filter(reading -> reading.readAt().equals(Instant.EPOCH))
        .isEmpty();
  }

  private List<Counted> look(CountedSource source) {
    LocalDate last = now.minus(COMES).atZone(zone).toLocalDate().minusDays(1);
    LocalDate first = last.minusDays(days(source, order) - 1L);
    Map<LocalDate, Tally> came = came(source.feed(), first);
    LocalDate known = known(source.feed(), first, came.keySet());
    List<Counted> found = new ArrayList<>();
    for (LocalDate day = last; !day.isBefore(known); day = day.minusDays(1)) {
      goOn();
      reads.merge(source.feed(), source.calls(), Integer::sum);
      try {
        CountedSource.Count there = source.count(begin(day), begin(day.plusDays(1)));
        Tally tally = came.getOrDefault(day, new Tally());
        found.add(settled(counted(source.feed(), day, there, tally)));
      } catch (SourceException e) {
        troubles.put(source.feed(), String.valueOf(e.getMessage()));
        break;
      }
    }
    return found;
  }

  private void goOn() {
    if (!parts.pause().rest(Duration.ZERO)) {
      throw SourceException.refused(Calls.STOPPED);
    }
  }

  /// The first day from `first` on of which the hub may have all orders. Where it first heard of
  /// the feed only since, that is the day after that of the oldest order that it has: its past may
  /// not have been read.
  private LocalDate known(Feed feed, LocalDate first, Set<LocalDate> came) {
    return parts.store().read(ports -> ports.inbox().mentions(feed, 0, 1)).stream()
        .findFirst()
        .map(one -> TimeOrderedIds.madeAt(one.id()).atZone(zone).toLocalDate())
        .filter(heard -> !heard.isBefore(first))
        .map(heard -> came.stream().min(Comparator.naturalOrder()).orElse(heard).plusDays(1))
        .filter(first::isBefore)
        .orElse(first);
  }

  private Instant begin(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }

  private static final class Tally {
    private long orders;
    private final Map<String, BigDecimal> sums = new TreeMap<>();
  }

  /// What the hub holds of a feed that was placed since: it was received since, too.
  private Map<LocalDate, Tally> came(Feed feed, LocalDate first) {
    Map<LocalDate, Tally> days = new HashMap<>();
    Seen seen = new Seen();
    long after = TimeOrderedIds.firstAt(begin(first).minus(CLOCKS));
    while (true) {
      goOn();
      long from = after;
      List<Inbox.Mention> page =
          parts.store().read(ports -> ports.inbox().mentions(feed, from, AT_ONCE));
      List<RecordRef> refs =
          page.stream()
              .map(Inbox.Mention::ref)
              .filter(ref -> seen.add(Seen.of(ref.key())))
              .toList();
      for (StoredContribution one : parts.store().read(ports -> ports.contributions().find(refs))) {
        NumberAudit.header(one).ifPresent(header -> add(header, days));
      }
      if (page.size() < AT_ONCE) {
        return days;
      }
      after = page.getLast().id();
    }
  }

  private void add(OrderPart.Header header, Map<LocalDate, Tally> days) {
    Tally tally =
        days.computeIfAbsent(header.placedAt().atZone(zone).toLocalDate(), key -> new Tally());
    tally.orders++;
    tally.sums.merge(header.currency().toUpperCase(Locale.ROOT), header.total(), BigDecimal::add);
  }

  private static Counted counted(Feed feed, LocalDate day, CountedSource.Count there, Tally came) {
    List<Counted.Sum> sums = new ArrayList<>();
    if (!there.sums().isEmpty()) {
      TreeSet<String> currencies = new TreeSet<>(there.sums().keySet());
      currencies.addAll(came.sums.keySet());
      for (String currency : currencies) {
        sums.add(
            new Counted.Sum(
                currency,
                there.sums().getOrDefault(currency, BigDecimal.ZERO),
                came.sums.getOrDefault(currency, BigDecimal.ZERO)));
      }
    }
    return new Counted(feed.toString(), day, there.records(), came.orders, sums, false);
  }

  private Counted settled(Counted counted) {
    if (counted.isEven()) {
      return counted;
    }
    Difference told = difference(counted);
    boolean leftAlone =
        parts
            .store()
            .read(ports -> ports.audits().ignored(parts.mirror().target(), List.of(told.subject())))
            .stream()
            .anyMatch(one -> one.covers(told.remote(), told.gap()));
    return leftAlone ? counted.letBe() : counted;
  }

  /// The days on which they disagree as differences, so that each can be looked at and left alone.
  List<Difference> differences(List<Counted> counted) {
    return counted.stream().filter(Counted::isWrong).map(this::difference).toList();
  }

  private Difference difference(Counted counted) {
    String there = words(counted.there(), sums(counted, true));
    String came = words(counted.came(), sums(counted, false));
    String why =
        counted.there() > counted.came()
            ? "The system counts orders of that day that never came, that came and could not be used,"
                + " or whose people were erased: look what is parked, and read that time again."
            : counted.there() < counted.came()
                ? "The system counts fewer orders of that day than came: some were deleted there, or"
                    + " placed_at is mapped from another time than it counts by."
                : "As many orders came as the system counts, and they come to another sum: some"
                    + " changed there, and the hub was not told, or the total is mapped from another"
                    + " value.";
    return new Difference(
        new Subject(Facet.ORDER, counted.feed() + " " + counted.day()),
        "",
        Difference.NOBODY,
        Gap.whole(Gap.Kind.COUNT, there, came),
        Hop.NEVER_RECEIVED,
        why,
        begin(counted.day()),
        BigDecimal.ZERO,
        "");
  }

  private static String words(long orders, String sums) {
    return String.format(Locale.UK, "%,d %s", orders, orders == 1 ? "order" : "orders")
        + (sums.isEmpty() ? "" : ", " + sums);
  }

  private static String sums(Counted counted, boolean there) {
    return counted.sums().stream()
        .filter(sum -> !sum.isEven())
        .map(sum -> money(sum.currency(), there ? sum.there() : sum.came()))
        .collect(Collectors.joining(" and "));
  }

  private static String money(String currency, BigDecimal sum) {
    return String.format(Locale.UK, "%s %,.2f", currency, sum);
  }
}
