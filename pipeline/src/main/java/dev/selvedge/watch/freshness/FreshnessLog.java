package dev.selvedge.watch.freshness;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// The port to how fresh what was told was. Every method runs inside the caller's transaction.
public interface FreshnessLog {
  /// For senders: adds what was acknowledged, by minute, hour and day.
  void add(Collection<Told> told);

  /// For the resolver: adds by what times records that were taken in are measured.
  void stamped(Collection<Stamps> stamps);

  /// What was told since a time, summed; of a grain that began before it the whole.
  Map<Strand, Histogram> since(Grain grain, Instant from);

  /// What was told of a flow since a time, one a grain and strand, oldest first; of grains in
  /// which nothing was told nothing.
  List<Span> spans(String flow, Grain grain, Instant from);

  /// Everything told since the store began.
  Map<Strand, Histogram> totals();

  /// By what times the records of each flow were measured since the day of a time.
  List<Stamps> stamps(Instant from);

  /// What is on its way and not told yet, by how old the change is by now. Backfills are left
  /// out, and so is what waits for a contact that nobody asks for. Of records that are not worked
  /// out yet the target is empty.
  List<Open> open(Instant now);

  /// Lets go of what outlived its grain, at most so many rows.
  ///
  /// @return how many there were
  int forget(Instant now, int limit);

  /// So many things of a strand that were told in one minute.
  ///
  /// @param at any instant of the minute
  /// @param bucket of [Bounds]
  record Told(Strand strand, Instant at, int bucket, long count) {}

  /// By what times records are measured.
  ///
  /// @param at any instant of the day
  /// @param own how many came with the source's own change time
  /// @param receipt how many came without and count from when they were received
  record Stamps(String flow, Instant at, long own, long receipt) {}

  /// What was told in one minute, hour or day.
  ///
  /// @param start of it
  record Span(Strand strand, Instant start, Histogram times) {}

  /// What is not told yet.
  ///
  /// @param ages how long ago it changed
  record Open(Strand strand, Why why, Histogram ages) {}

  /// Why something is not told yet.
  enum Why {
    /// it is due, or under way, or not worked out yet
    DUE,
    /// it waits for something else first: its contact, or past opt-outs
    HELD,
    /// a person must look
    PARKED
  }
}
