package dev.selvedge.connectors.bigcommerce;

import dev.selvedge.connectors.walk.CountedWalk;
import dev.selvedge.connectors.walk.FewerAtOnce;
import dev.selvedge.connectors.walk.Leg;
import java.time.Instant;
import java.util.List;

/// A list of a store that is filtered by the time of change and comes in its own order: subscribers
/// cannot be sorted.
record FilteredList(Subject subject, Records records, BigOptions options, FewerAtOnce fewer)
    implements Leg<CountedWalk> {

  @Override
  public CountedWalk first(Instant now) {
    return CountedWalk.after(Instant.EPOCH, now);
  }

  @Override
  public boolean readsFirst() {
    return true;
  }

  @Override
  public Sheet<CountedWalk> read(CountedWalk at, int take, Instant now) {
    return fewer.read(take, place(at, now));
  }

  private Place<CountedWalk> place(CountedWalk at, Instant now) {
    Records.Count count = new Records.Count(at.from(), at.skip(), at.anchor(), at.known());
    return new Place<>(
        subject,
        records,
        count,
        new Place.Moves<>() {
          @Override
          public Step<CountedWalk> read(List<Stamped> rows, int take) {
            CountedWalk.Step step = at.read(places(rows), take, now, options.reading().overlap());
            return new Step<>(step.firstNew(), step.next());
          }

          @Override
          public boolean isAnchor(Stamped row) {
            return at.anchor().equals(row.id());
          }

          @Override
          public CountedWalk beyond(int hidden, Stamped shown) {
            return at.beyond(hidden, new CountedWalk.Row(shown.id(), shown.stamp()), now);
          }

          @Override
          public CountedWalk again() {
            return at.again();
          }

          @Override
          public CountedWalk end() {
            return at.end(now, options.reading().overlap());
          }
        });
  }

  private static List<CountedWalk.Row> places(List<Stamped> rows) {
    return rows.stream().map(row -> new CountedWalk.Row(row.id(), row.stamp())).toList();
  }
}
