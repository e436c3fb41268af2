package dev.selvedge.work.resolve;

import dev.selvedge.Masking;
import dev.selvedge.RecordRef;
import dev.selvedge.SpokenTime;
import dev.selvedge.Stage;
import dev.selvedge.commerce.Orphan;
import dev.selvedge.commerce.Orphans;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Tells people of parts whose order did not come within a time. Run by one loop of the process
/// that leads.
public final class OrphanReport implements Supplier<Duration> {
  private static final System.Logger LOG = System.getLogger(OrphanReport.class.getName());
  private static final Duration EVERY = Duration.ofMinutes(5);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final int AT_ONCE = 500;

  private final HubParts parts;
  private final Duration after;

  public OrphanReport(HubParts parts, Duration after) {
    this.parts = parts;
    this.after = after;
  }

  @Override
  public Duration get() {
    Orphans.Tally tally = parts.store().read(ports -> ports.orphans().tally());
    if (tally.waiting() == 0) {
      return EVERY;
    }
    Instant now = parts.clock().instant();
    int told = parts.store().lead(ports -> report(ports, now));
    if (told > 0) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} orders were never told, though parts of them were; see 'selvedge orders orphans'",
          told);
    }
    return told == AT_ONCE ? SOON : EVERY;
  }

  private int report(Store.Ports ports, Instant now) {
    ports.orphans().forgetGone();
    List<Orphan> overdue = ports.orphans().overdue(now.minus(after), AT_ONCE);
    if (overdue.isEmpty()) {
      return 0;
    }
    List<OrderKey> keys = overdue.stream().map(Orphan::order).toList();
    Map<OrderKey, List<RecordRef>> records = records(keys, ports);
    ports
        .trail()
        .append(
            overdue.stream()
                .map(orphan -> entry(orphan, records.getOrDefault(orphan.order(), List.of()), now))
                .toList());
    ports.orphans().reported(keys);
    return overdue.size();
  }

  /// The records that speak of these orders, in the order of their names.
  public static Map<OrderKey, List<RecordRef>> records(List<OrderKey> keys, Store.Ports ports) {
    return ports.contributions().ofOrders(keys).stream()
        .map(StoredContribution::contribution)
        .collect(
            Collectors.groupingBy(
                said -> said.orderKey().orElseThrow(),
                Collectors.mapping(said -> said.ref(), Collectors.toList())));
  }

  private static TrailEntry entry(Orphan orphan, List<RecordRef> records, Instant now) {
    String source = records.isEmpty() ? "" : records.getFirst().text();
    String system = records.isEmpty() ? "" : records.getFirst().system().value();
    String told =
        records.stream()
            .map(ref -> Masking.maskAddresses(ref.text()))
            .collect(Collectors.joining(", "));
    return new TrailEntry(
        now,
        Stage.COMMERCE,
        "waiting",
        new TrailEntry.About(0, orphan.order().value(), source, system, 0),
        "the order has not come, though "
            + told
            + " spoke of it on "
            + SpokenTime.of(orphan.since())
            + ": check that its system is read, and that both write its number alike");
  }
}
