package dev.selvedge.work;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import java.util.function.Predicate;

/// What a target knows of the past that has to be known here before anybody is newly subscribed
/// there: a feed that has to be read to its end once. Immutable.
///
/// @param isOver whether a feed that stands at a cursor has been read to its end once
/// @param awaited what is waited for, as in "until ... have been read"
/// @param advice what to do where the feed cannot be read, a sentence
public record FirstReading(Feed feed, Predicate<Cursor> isOver, String awaited, String advice) {

  /// Whether all of it was read and resolved, so that the ledger knows it.
  public boolean isKnown(Store.Ports ports) {
    return ports.inbox().cursor(feed).filter(isOver).isPresent() && !ports.inbox().isWaiting(feed);
  }

  /// Why somebody is not subscribed yet, a part of a sentence.
  public String why() {
    return "until " + awaited + " have been read, nobody is newly subscribed";
  }
}
