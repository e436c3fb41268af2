package dev.selvedge.work;

import dev.selvedge.RecordKind;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.mapping.Topic;
import java.util.function.Predicate;

/// What a target knows of the past of a topic that has to be known here before anybody's opt-in to
/// it is told there: a feed that has to be read to its end once. Immutable.
///
/// @param told the kind of the records in which the feed tells it
/// @param isOver whether a feed that stands at a cursor has been read to its end once
/// @param awaited what is waited for, as in "until ... have been read"
/// @param advice what to do where the feed cannot be read, a sentence
public record FirstReading(
    Feed feed,
    Topic topic,
    RecordKind told,
    Predicate<Cursor> isOver,
    String awaited,
    String advice) {

  /// Of e-mail as a whole, told by records of the feed's own kind.
  public FirstReading(Feed feed, Predicate<Cursor> isOver, String awaited, String advice) {
    this(feed, Topic.EMAIL, feed.kind(), isOver, awaited, advice);
  }

  /// Whether all of it was read and resolved, so that the ledger knows it.
  public boolean isKnown(Store.Ports ports) {
    return ports.inbox().cursor(feed).filter(isOver).isPresent()
        && !ports.inbox().isWaiting(new Feed(feed.system(), told));
  }

  /// Why somebody's opt-in is not told yet, a part of a sentence.
  public String why() {
    return "until "
        + awaited
        + " have been read, "
        + (topic.equals(Topic.EMAIL)
            ? "nobody is newly subscribed"
            : "no opt-in to " + topic.words() + " is told");
  }
}
