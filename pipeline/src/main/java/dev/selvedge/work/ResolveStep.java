package dev.selvedge.work;

import dev.selvedge.inbox.Inbox;
import dev.selvedge.mapping.RecordMapper;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/// Takes the oldest waiting records through mapping to planned deliveries. Run by one loop, so that
/// no two transactions ever decide about one person at once.
final class ResolveStep implements Supplier<Duration> {
  private static final Duration IDLE = Duration.ofSeconds(1);

  private final Store store;
  private final RecordMapper mapper;
  private final Resolution resolution;
  private final InstantSource clock;
  private final int batch;
  private final Runnable send;
  private volatile boolean busy;

  /// @param send wakes those who send
  ResolveStep(HubParts parts, int batch, Runnable send) {
    this.store = parts.store();
    this.mapper = parts.mapper();
    this.resolution = new Resolution(parts.rules(), parts.holders(), parts.ids());
    this.clock = parts.clock();
    this.batch = batch;
    this.send = send;
  }

  /// Whether records were waiting the last time it looked.
  boolean busy() {
    return busy;
  }

  @Override
  public Duration get() {
    List<Inbox.Item> items = store.read(ports -> ports.inbox().waiting(batch));
    busy = !items.isEmpty();
    if (items.isEmpty()) {
      return IDLE;
    }
    List<Resolution.Work> work =
        items.stream()
            .map(item -> new Resolution.Work(item, mapper.map(item.sourceRecord())))
            .toList();
    int changed = store.lead(ports -> resolution.resolve(work, ports, clock.instant()));
    if (changed > 0) {
      send.run();
    }
    return items.size() < batch ? IDLE : Duration.ZERO;
  }
}
