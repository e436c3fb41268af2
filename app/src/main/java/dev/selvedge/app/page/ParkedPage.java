package dev.selvedge.app.page;

import java.time.Instant;
import java.util.List;

/// One page of what waits for a person to look. Immutable.
///
/// @param total parked in all
/// @param groups every cause, the largest first
/// @param cause the cause shown, or empty for all
/// @param lines newest first
/// @param page from 1
/// @param more whether older ones follow
/// @param upTo the greatest number given so far: what is parked later was not seen on this page
public record ParkedPage(
    long total,
    List<Group> groups,
    String cause,
    List<Line> lines,
    int page,
    boolean more,
    long upTo) {
  public ParkedPage {
    groups = List.copyOf(groups);
    lines = List.copyOf(lines);
  }

  /// How many there are of what is shown.
  public long shown() {
    return cause.isEmpty()
        ? total
        : groups.stream()
            .filter(group -> group.cause().equals(cause))
            .mapToLong(Group::count)
            .sum();
  }

  /// Everything with one cause.
  public record Group(
      String cause, long count, Instant firstSeen, Instant lastSeen, String example) {}

  /// One parked thing.
  ///
  /// @param record `system/kind/key`, or the feed; addresses masked
  /// @param rule file and line of the rule that failed, or empty
  /// @param field the field, or empty
  /// @param onItsWay whether it was replayed and nothing has come of it yet
  /// @param edits how often its record was edited
  public record Line(
      long number,
      String cause,
      String sentence,
      String record,
      String rule,
      String field,
      Instant firstSeen,
      Instant lastSeen,
      int times,
      boolean onItsWay,
      int edits) {}
}
