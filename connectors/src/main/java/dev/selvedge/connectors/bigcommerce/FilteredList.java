package dev.selvedge.connectors.bigcommerce;

import dev.selvedge.connectors.walk.CountedWalk;
import dev.selvedge.connectors.walk.Leg;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A list of a store that is filtered by the time of change and comes in its own order: subscribers
/// cannot be sorted.
record FilteredList(Subject subject, Records records, BigOptions options)
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
    Records.Cut cut = records.rows(subject, at.from(), at.skip(), take);
    List<CountedWalk.Row> rows = new ArrayList<>();
    for (JsonNode row : cut.rows()) {
      Stamped one = Stamped.of(subject, row);
      rows.add(new CountedWalk.Row(one.id(), one.stamp()));
    }
    CountedWalk.Step step = at.read(rows, cut.whole(), now, options.reading().overlap());
    List<JsonNode> fresh = cut.rows().subList(step.firstNew(), cut.rows().size());
    return new Sheet<>(records.completed(subject, fresh), step.next());
  }
}
