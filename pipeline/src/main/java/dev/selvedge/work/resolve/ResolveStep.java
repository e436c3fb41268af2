package dev.selvedge.work.resolve;

import dev.selvedge.inbox.Inbox;
import dev.selvedge.inbox.IntakePressure;
import dev.selvedge.mapping.RecordMapper;
import dev.selvedge.person.identity.LinkDecision;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/// Takes the oldest waiting records through mapping to planned deliveries. Run by one loop, so that
/// no two transactions ever decide about one person at once.
public final class ResolveStep implements Supplier<Duration> {
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final int DECISIONS_AT_ONCE = 100;

  /// All that each of them did is read.
  private static final int WAITING_AT_ONCE = 200;

  private final HubParts parts;
  private final Store store;
  private final RecordMapper mapper;
  private final Resolution resolution;
  private final InstantSource clock;
  private final ResolveBatch batch;
  private final IntakePressure pressure;
  private final Runnable send;
  private volatile boolean busy;
  private volatile Duration behind = Duration.ZERO;

  /// @param send wakes those who send
  public ResolveStep(HubParts parts, int batch, IntakePressure pressure, Runnable send) {
    this.parts = parts;
    this.store = parts.store();
    this.mapper = parts.mapper();
    this.resolution = new Resolution(parts.rules(), parts.holders(), parts.ids());
    this.clock = parts.clock();
    this.batch = new ResolveBatch(batch);
    this.pressure = pressure;
    this.send = send;
  }

  /// Whether records were waiting the last time it looked.
  public boolean busy() {
    return busy;
  }

  /// How long the oldest record had waited the last time it looked.
  public Duration behind() {
    return behind;
  }

  @Override
  public Duration get() {
    int decided = workThroughDecisions();
    int limit = batch.at(pressure.level());
    boolean walking = walk(limit);
    List<Inbox.Item> items = store.read(ports -> ports.inbox().waiting(limit));
    busy = !items.isEmpty();
    behind =
        items.isEmpty()
            ? Duration.ZERO
            : Duration.between(items.getFirst().receivedAt(), clock.instant());
    if (items.isEmpty()) {
      return decided == 0 && !walking ? IDLE : Duration.ZERO;
    }
    List<Resolution.Work> work =
        items.stream().map(item -> Resolution.Work.of(item, mapper)).toList();
    Resolved resolved;
    try (FollowedBatch followed = FollowedBatch.of(work, parts.tracer(), store)) {
      resolved =
          store.lead(
              ports -> {
                Instant begin = clock.instant();
                Resolution.Resolved came = resolution.workThrough(work, ports, begin);
                followed.passOn(came, ports, begin);
                return new Resolved(begin, came.planned().size());
              });
    }
    batch.took(work.size(), Duration.between(resolved.begin(), clock.instant()));
    if (resolved.changed() > 0) {
      send.run();
    }
    // What has just come in may have begun a round.
    return items.size() < limit && !walking && !isWalking() ? IDLE : Duration.ZERO;
  }

  /// Takes one page of those who wait for a product; whether it did.
  private boolean walk(int limit) {
    if (!isWalking()) {
      return false;
    }
    boolean changed =
        store.lead(
            ports -> {
              Instant begin = clock.instant();
              return ports
                  .rounds()
                  .next()
                  .filter(
                      round ->
                          !resolution
                              .walk(round, Math.min(limit, WAITING_AT_ONCE), ports, begin)
                              .isEmpty())
                  .isPresent();
            });
    if (changed) {
      send.run();
    }
    return true;
  }

  private boolean isWalking() {
    return store.read(ports -> ports.rounds().next()).isPresent();
  }

  /// What stewards decided goes before what came in: they wait and look.
  private int workThroughDecisions() {
    if (store.read(ports -> ports.links().waiting(1)).isEmpty()) {
      return 0;
    }
    Resolved resolved =
        store.lead(
            ports -> {
              Instant begin = clock.instant();
              List<LinkDecision> decisions = ports.links().waiting(DECISIONS_AT_ONCE);
              return new Resolved(
                  begin, resolution.decide(decisions, ports, begin).planned().size());
            });
    if (resolved.changed() > 0) {
      send.run();
    }
    return 1;
  }

  /// @param begin when the transaction's turn had come
  private record Resolved(Instant begin, int changed) {}
}
