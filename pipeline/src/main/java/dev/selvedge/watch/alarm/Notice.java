package dev.selvedge.watch.alarm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// One message to one channel: all that was to be told there at a time, or a report. It is stored
/// in the transaction of the changes it tells of, so that it is sent whatever happens then.
/// Immutable.
///
/// @param id for ever its own: what a receiver knows a repeat by
/// @param madeAt when it could be told first: the end of quiet hours where it fell into them
/// @param dueAt not before this
/// @param attempts how often it has been begun
/// @param trouble why it could not be sent the last time; empty where it was not tried
/// @param items what it tells, in the order in which it happened; none where it is a report
/// @param report which report it is, as [dev.selvedge.watch.report.Span#word] says it; empty where
///     it tells of alarms
public record Notice(
    long id,
    String channel,
    Instant madeAt,
    Instant dueAt,
    int attempts,
    String trouble,
    List<Item> items,
    String report) {
  public Notice {
    items = List.copyOf(items);
  }

  /// One that tells of alarms.
  public Notice(
      long id,
      String channel,
      Instant madeAt,
      Instant dueAt,
      int attempts,
      String trouble,
      List<Item> items) {
    this(id, channel, madeAt, dueAt, attempts, trouble, items, "");
  }

  /// Whether it is a report.
  public boolean isReport() {
    return !report.isEmpty();
  }

  /// Whether it was begun before and nobody knows what came of it: it may have arrived.
  public boolean isDoubtful() {
    return attempts > 0 && trouble.isEmpty();
  }

  /// The same, telling some of it only.
  public Notice only(Predicate<Change> wanted) {
    return new Notice(
        id,
        channel,
        madeAt,
        dueAt,
        attempts,
        trouble,
        items.stream().filter(item -> wanted.test(item.change())).toList(),
        report);
  }

  /// One change of one alarm.
  ///
  /// @param finding in the words of then
  public record Item(long number, Change change, Instant at, Finding finding, String owner) {}

  /// What it tells of one alarm.
  ///
  /// @param changes in the order in which they happened
  /// @param last what is to be said of it now
  public record Story(long number, List<Change> changes, Item last) {
    public Story {
      changes = List.copyOf(changes);
    }

    /// Whether it began and ended before anybody was told of it.
    public boolean isWholeLife() {
      return changes.contains(Change.RAISED) && isOver();
    }

    public boolean isOver() {
      return changes.contains(Change.RECOVERED);
    }
  }

  /// Alarm by alarm: the worst first, what is over last.
  public List<Story> stories() {
    Map<Long, List<Item>> byNumber = new LinkedHashMap<>();
    items.forEach(
        item -> byNumber.computeIfAbsent(item.number(), n -> new ArrayList<>()).add(item));
    return byNumber.entrySet().stream()
        .map(entry -> story(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparing(Story::isOver)
                .thenComparing(
                    story -> story.last().finding().severity(), Comparator.reverseOrder())
                .thenComparingLong(Story::number))
        .toList();
  }

  private static Story story(long number, Collection<Item> items) {
    List<Item> all = List.copyOf(items);
    return new Story(number, all.stream().map(Item::change).toList(), all.getLast());
  }

  /// How bad what it tells is, of what is not over; where all is over, of what was.
  public Severity severity() {
    List<Story> stories = stories();
    boolean allOver = stories.stream().allMatch(Story::isOver);
    return stories.stream()
        .filter(story -> allOver || !story.isOver())
        .map(story -> story.last().finding().severity())
        .reduce(Severity.INFO, Severity::or);
  }
}
