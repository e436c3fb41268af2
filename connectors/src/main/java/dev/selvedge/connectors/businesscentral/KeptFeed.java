package dev.selvedge.connectors.businesscentral;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import java.time.Instant;

/// A feed whose polls see to it that the subscriptions do not end.
record KeptFeed(PolledSource polled, Subscriptions subscriptions) implements PolledSource {
  @Override
  public Feed feed() {
    return polled.feed();
  }

  @Override
  public Page poll(Cursor cursor, Instant now, int limit) {
    subscriptions.keep(now);
    return polled.poll(cursor, now, limit);
  }
}
