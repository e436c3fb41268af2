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
public record ParkedPage(
    long total, List<Group> groups, String cause, List<Line> lines, int page, boolean more) {
  public ParkedPage {
    groups = List.copyOf(groups);
    lines = List.copyOf(lines);
  }

  /// Everything with one cause.
  public record Group(String cause, long count, String example) {}

  /// One parked thing.
  ///
  /// @param record `system/kind/key`, or the feed
  /// @param rule file and line of the rule that failed, or empty
  /// @param field the field, or empty
  public record Line(
      String cause,
      String sentence,
      String record,
      String rule,
      String field,
      Instant firstSeen,
      Instant lastSeen,
      int times) {}
}
