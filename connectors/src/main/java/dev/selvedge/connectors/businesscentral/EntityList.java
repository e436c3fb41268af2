package dev.selvedge.connectors.businesscentral;

import dev.selvedge.connectors.walk.Leg;
import dev.selvedge.connectors.walk.OffsetWalk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One list, walked for a feed: all of it, or what changed lately once more.
///
/// @param again whether it is what changed lately, which is read again now and then
record EntityList(Subject subject, boolean again, Entities entities, Options options)
    implements Leg<OffsetWalk> {
  private static final Duration HOUR = Duration.ofHours(1);

  /// All that have to be walked for a feed.
  static List<EntityList> of(Subject subject, Entities entities, Options options) {
    List<EntityList> lists = new ArrayList<>();
    lists.add(new EntityList(subject, false, entities, options));
    if (subject.isReread()) {
      lists.add(new EntityList(subject, true, entities, options));
    }
    return lists;
  }

  @Override
  public OffsetWalk first(Instant now) {
    return again ? anew(now).rest() : OffsetWalk.after(Instant.EPOCH, now);
  }

  @Override
  public Optional<Duration> every() {
    return again ? Optional.of(HOUR) : Optional.empty();
  }

  @Override
  public OffsetWalk anew(Instant now) {
    return OffsetWalk.after(now.minus(options.reread()), now);
  }

  @Override
  public boolean readsFirst() {
    return !again;
  }

  @Override
  public Sheet<OffsetWalk> read(OffsetWalk at, int take, Instant now) {
    List<Entities.Row> rows = entities.rows(subject, at, take);
    OffsetWalk.Step step =
        at.read(rows.stream().map(Entities.Row::place).toList(), take, now, options.overlap());
    return new Sheet<>(
        rows.subList(step.firstNew(), rows.size()).stream()
            .map(Entities.Row::entry)
            .flatMap(Optional::stream)
            .toList(),
        step.next());
  }
}
