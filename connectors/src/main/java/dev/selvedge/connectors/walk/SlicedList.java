package dev.selvedge.connectors.walk;

import dev.selvedge.connectors.walk.SliceWalk.Seen;
import dev.selvedge.connectors.walk.SliceWalk.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A list that is read by slices of time. Empty slices are passed and crowded ones narrowed within
/// one page of the feed, a bounded number of them. Safe for use by many threads where its questions
/// are.
public final class SlicedList implements Leg<SliceWalk> {
  /// Questions for one page of the feed.
  private static final int MOST_QUESTIONS = 12;

  private final Questions questions;
  private final Rule rule;

  /// @param questions asks the system
  public SlicedList(Questions questions, Rule rule) {
    this.questions = questions;
    this.rule = rule;
  }

  /// Asks a system for a slice of its list.
  @FunctionalInterface
  public interface Questions {
    /// One page of a slice.
    ///
    /// @param page what an earlier answer called the page; empty for the first
    /// @param take how many rows to ask for at most
    /// @throws dev.selvedge.connector.SourceException when the system cannot be read now
    Answer ask(Slice slice, String page, int take);
  }

  /// A page of a slice.
  ///
  /// @param next what the system calls the page behind it; empty where there is none
  public record Answer(List<Row> rows, String next) {
    /// Keeps the rows as they are now.
    public Answer {
      rows = List.copyOf(rows);
    }
  }

  /// A row of the list.
  ///
  /// @param stamp by which the list is asked for; empty where the row has none that can be read
  public record Row(Entry entry, Optional<Instant> stamp) {}

  /// How the list is walked.
  ///
  /// @param begins where a walk begins that is begun at a time
  /// @param every how often it is walked anew; empty for one that goes on where it ended
  /// @param most how many rows the system gives at once at most
  /// @param overlap how long after it was taken a stamp may become visible
  /// @param least the shortest time the system tells apart
  public record Rule(
      UnaryOperator<Instant> begins,
      Optional<Duration> every,
      int most,
      Duration overlap,
      Duration least) {}

  @Override
  public SliceWalk first(Instant now) {
    SliceWalk walk = anew(now);
    return rule.every().isPresent() ? walk.rest() : walk;
  }

  @Override
  public Optional<Duration> every() {
    return rule.every();
  }

  @Override
  public SliceWalk anew(Instant now) {
    return SliceWalk.from(rule.begins().apply(now), now);
  }

  @Override
  public boolean readsFirst() {
    return rule.every().isEmpty();
  }

  /// What a crowded slice held is given once more by the narrower ones; it is given at once where
  /// these are too many to be asked for now.
  @Override
  public Leg.Sheet<SliceWalk> read(SliceWalk at, int take, Instant now) {
    SliceWalk place = at;
    List<Row> crowd = List.of();
    for (int asked = 0; asked < MOST_QUESTIONS; asked++) {
      boolean whole = place.isNarrowest(now, rule.least()) || !place.page().isEmpty();
      int rows = whole ? Math.max(take, rule.most()) : Math.min(take, rule.most());
      Answer answer = questions.ask(place.slice(now), place.page(), rows);
      SliceWalk next = place.read(seen(answer), rows, now, rule.overlap(), rule.least());
      boolean crowded = !answer.next().isEmpty() && next.page().isEmpty();
      if (!crowded && (!answer.rows().isEmpty() || next.resting())) {
        return new Leg.Sheet<>(entries(answer.rows()), next);
      }
      crowd = crowded ? answer.rows() : crowd;
      place = next;
    }
    return new Leg.Sheet<>(entries(crowd), place);
  }

  private static Seen seen(Answer answer) {
    return new Seen(
        answer.rows().stream().flatMap(row -> row.stamp().stream()).toList(), answer.next());
  }

  private static List<Entry> entries(List<Row> rows) {
    return rows.stream().map(Row::entry).toList();
  }
}
