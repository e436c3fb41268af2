package dev.selvedge.connectors.bigcommerce;

import dev.selvedge.connectors.walk.Leg;
import dev.selvedge.connectors.walk.OffsetWalk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A list of a store that is sorted by the time of change, walked for a feed.
///
/// @param back how far back it is read again from time to time; empty for what changed
record SortedList(Subject subject, Optional<Duration> back, Records records, BigOptions options)
    implements Leg<OffsetWalk> {

  /// All that have to be walked for a feed.
  static List<SortedList> of(Subject subject, Records records, BigOptions options) {
    List<SortedList> lists = new ArrayList<>();
    lists.add(new SortedList(subject, Optional.empty(), records, options));
    if (subject == Subject.ORDER) {
      Optional<Duration> recent = Optional.of(options.reading().recent());
      lists.add(new SortedList(subject, recent, records, options));
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
    Records.Cut cut = records.rows(subject, at.from(), at.skip(), take);
    List<OffsetWalk.Row> rows = new ArrayList<>();
    for (JsonNode row : cut.rows()) {
      Stamped one = Stamped.of(subject, row);
      rows.add(new OffsetWalk.Row(one.id(), one.stamp()));
    }
    OffsetWalk.Step step = at.read(rows, cut.whole(), now, options.reading().overlap());
    List<JsonNode> fresh = cut.rows().subList(step.firstNew(), cut.rows().size());
    return new Sheet<>(records.completed(subject, fresh), step.next());
  }
}
