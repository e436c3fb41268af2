package dev.selvedge.connectors.walk;

import dev.selvedge.connectors.walk.SlicedList.Row;
import dev.selvedge.connectors.walk.SlicedList.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A list that is asked for what changed after a time, page by page, and keeps an order of its own.
/// Safe for use by many threads where its questions are.
///
/// @param questions asks the system
public record CountedList(Questions questions, Rule rule) implements Leg<CountedWalk> {
  /// Asks a system for a page of its list.
  @FunctionalInterface
  public interface Questions {
    /// The whole page, with the rows that are not wanted.
    ///
    /// @param after rows with a greater stamp are asked for, and those of the same one may come
    /// @throws dev.selvedge.connector.SourceException when the system cannot be read now
    List<Row> ask(Instant after, CountedPage page);
  }

  @Override
  public CountedWalk first(Instant now) {
    CountedWalk walk = anew(now);
    return rule.every().isPresent() ? walk.rest() : walk;
  }

  @Override
  public Optional<Duration> every() {
    return rule.every();
  }

  @Override
  public CountedWalk anew(Instant now) {
    return CountedWalk.after(rule.begins().apply(now), now);
  }

  @Override
  public boolean readsFirst() {
    return rule.every().isEmpty();
  }

  /// A row without a time of its own is read, and moves nothing.
  @Override
  public Sheet<CountedWalk> read(CountedWalk at, int take, Instant now) {
    CountedPage page = CountedPage.holding(at.skip(), Math.min(take, rule.most()), rule.most());
    List<Row> rows = page.cut(questions.ask(at.from(), page));
    List<CountedWalk.Row> places =
        rows.stream()
            .map(row -> new CountedWalk.Row(row.entry().key(), row.stamp().orElse(at.from())))
            .toList();
    CountedWalk.Step step = at.read(places, page.fresh(), now, rule.overlap());
    return new Sheet<>(
        rows.subList(step.firstNew(), rows.size()).stream().map(Row::entry).toList(), step.next());
  }
}
