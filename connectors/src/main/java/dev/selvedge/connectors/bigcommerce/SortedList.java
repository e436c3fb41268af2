package dev.selvedge.connectors.bigcommerce;

import dev.selvedge.connectors.walk.FewerAtOnce;
import dev.selvedge.connectors.walk.Leg;
import dev.selvedge.connectors.walk.OffsetWalk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A list of a store that is sorted by the time of change, walked for a feed.
///
/// @param back how far back it is read again from time to time; empty for what changed
record SortedList(
    Subject subject,
    Optional<Duration> back,
    Records records,
    BigOptions options,
    FewerAtOnce fewer)
    implements Leg<OffsetWalk> {

  /// All that have to be walked for a feed.
  static List<SortedList> of(Subject subject, Records records, BigOptions options) {
    List<SortedList> lists = new ArrayList<>();
    lists.add(new SortedList(subject, Optional.empty(), records, options, new FewerAtOnce()));
    if (subject == Subject.ORDER) {
      Optional<Duration> recent = Optional.of(options.reading().recent());
      lists.add(new SortedList(subject, recent, records, options, new FewerAtOnce()));
    }
    return lists;
  }

  @Override
  public OffsetWalk first(Instant now) {
    return back.isPresent() ? anew(now).rest() : OffsetWalk.after(Instant.EPOCH, now);
  }

  @Override
  public OffsetWalk anew(Instant now) {
    return OffsetWalk.after(back.map(now::minus).orElse(Instant.EPOCH), now);
  }

  @Override
  public Optional<Duration> every() {
    return back.map(_ -> options.reading().recheckEvery());
  }

  @Override
  public boolean readsFirst() {
    return back.isEmpty();
  }

  @Override
  public Sheet<OffsetWalk> read(OffsetWalk at, int take, Instant now) {
    return fewer.read(take, place(at, now));
  }

  private Place<OffsetWalk> place(OffsetWalk at, Instant now) {
    Records.Count count = new Records.Count(at.from(), at.skip(), at.anchor().id(), at.known());
    return new Place<>(
        subject,
        records,
        count,
        new Place.Moves<>() {
          @Override
          public Step<OffsetWalk> read(List<Stamped> rows, int take) {
            OffsetWalk.Step step = at.read(places(rows), take, now, options.reading().overlap());
            return new Step<>(step.firstNew(), step.next());
          }

          @Override
          public boolean isAnchor(Stamped row) {
            return at.anchor().equals(new OffsetWalk.Row(row.id(), row.stamp()));
          }

          @Override
          public OffsetWalk beyond(int hidden, Stamped shown) {
            return at.beyond(hidden, new OffsetWalk.Row(shown.id(), shown.stamp()), now);
          }

          @Override
          public OffsetWalk again() {
            return at.again();
          }

          @Override
          public OffsetWalk end() {
            return at.end(now, options.reading().overlap());
          }
        });
  }

  private static List<OffsetWalk.Row> places(List<Stamped> rows) {
    return rows.stream().map(row -> new OffsetWalk.Row(row.id(), row.stamp())).toList();
  }
}
