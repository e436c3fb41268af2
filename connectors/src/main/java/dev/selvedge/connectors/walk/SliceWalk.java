package dev.selvedge.connectors.walk;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.value.TimeText;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A place in a list that can be asked for what lies between two times, and says nothing of the
/// order in which it answers. Immutable.
///
/// Pages that are counted through such a list lose rows: one that changes meanwhile leaves its
/// place, and those behind it move up. So the list is read by slices of time, each with one
/// question. A slice that does not fit into one answer is asked for again as a narrower one. Only
/// rows of one moment, more than the system gives at once, are read by the system's own pages.
///
/// @param from where the next slice begins
/// @param width how long it is; one that reaches the present is open at its end
/// @param page the system's own word for the next page of the slice; empty at its beginning
public record SliceWalk(Instant from, Duration width, String page, Horizon horizon)
    implements Walk<SliceWalk> {
  private static final Duration EVERYTHING = Duration.ofDays(36_500);
  private static final int PARTS = 8;

  /// What is asked for: everything from a time on, and up to another where there is one.
  public record Slice(Instant from, Optional<Instant> until) {
    /// Its beginning as the clocks of a zone show it. In the hour that comes twice in autumn a
    /// slice without an end begins with that hour, since what is made when it comes again may be
    /// written as earlier; those with an end go through both hours one after the other.
    public LocalDateTime begin(ZoneId zone) {
      return until.isEmpty() ? TimeText.earliest(from, zone) : LocalDateTime.ofInstant(from, zone);
    }
  }

  /// What an answer came to.
  ///
  /// @param stamps of its rows, by which the list was asked for
  /// @param next the system's own word for the page behind it; empty where it is the last
  public record Seen(List<Instant> stamps, String next) {
    /// Keeps the stamps as they are now.
    public Seen {
      stamps = List.copyOf(stamps);
    }
  }

  /// A walk through everything from a time on.
  public static SliceWalk from(Instant from, Instant now) {
    return new SliceWalk(from, EVERYTHING, "", Horizon.first(from, now));
  }

  /// What to ask for.
  public Slice slice(Instant now) {
    Instant until = from.plus(width);
    return new Slice(from, until.isBefore(now) ? Optional.of(until) : Optional.empty());
  }

  /// Whether the slice cannot be made narrower.
  ///
  /// @param least the shortest time the system tells apart
  public boolean isNarrowest(Instant now, Duration least) {
    return length(now).compareTo(least) <= 0;
  }

  private Duration length(Instant now) {
    Duration open = Duration.between(from, now);
    return open.compareTo(width) < 0 ? open : width;
  }

  /// The place behind an answer: within the slice, at a narrower one, or at the next.
  ///
  /// @param take how many rows were asked for
  /// @param overlap how long after it was taken a stamp may become visible
  /// @param least the shortest time the system tells apart
  /// @throws SourceException when the system promises a page and does not say which
  public SliceWalk read(Seen answer, int take, Instant now, Duration overlap, Duration least) {
    Horizon seen = horizon;
    for (Instant stamp : answer.stamps()) {
      seen = seen.seen(stamp, now);
    }
    if (!answer.next().isEmpty()) {
      return further(answer.next(), seen, now, least);
    }
    boolean sparse = page.isEmpty() && answer.stamps().size() * 2 <= take;
    Duration next = sparse && width.compareTo(EVERYTHING) < 0 ? width.multipliedBy(2) : width;
    Horizon reached = seen;
    return slice(now)
        .until()
        .map(until -> new SliceWalk(until, next, "", reached))
        .orElseGet(() -> ended(reached, now, overlap));
  }

  private SliceWalk further(String next, Horizon seen, Instant now, Duration least) {
    if (page.isEmpty() && !isNarrowest(now, least)) {
      Duration part = length(now).dividedBy(PARTS);
      return new SliceWalk(from, part.compareTo(least) > 0 ? part : least, "", seen);
    }
    if (next.equals(page)) {
      throw new SourceException("the system promises another page and does not say which");
    }
    // An end that came meanwhile would make it another question, in which pages count otherwise.
    Duration same = slice(now).until().isPresent() ? width : EVERYTHING;
    return new SliceWalk(from, same, next, seen);
  }

  private static SliceWalk ended(Horizon seen, Instant now, Duration overlap) {
    Instant next = seen.back(now, overlap).orElse(seen.newest());
    return new SliceWalk(next, EVERYTHING, "", seen.rest());
  }

  @Override
  public SliceWalk with(Horizon changed) {
    return new SliceWalk(from, width, page, changed);
  }

  @Override
  public void write(ObjectNode node) {
    node.put("from", from.toString());
    node.put("width", width.toMillis());
    node.put("page", page);
    horizon.write(node);
  }

  /// A place out of a stored cursor.
  public static SliceWalk of(JsonNode node) {
    return new SliceWalk(
        Bookmark.instant(node, "from"),
        Duration.ofMillis(Math.max(1, node.path("width").asLong(0))),
        node.path("page").asString(""),
        Horizon.of(node));
  }
}
