package dev.selvedge.connectors.bigcommerce;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import java.time.Instant;
import java.util.List;

/// A feed of what the store has no list of: only what a webhook told is read, by its key.
record ToldOnly(Feed feed) implements PolledSource {
  private static final Cursor NOWHERE = new Cursor("{}");

  @Override
  public Page poll(Cursor cursor, Instant now, int limit) {
    return new Page(List.of(), List.of(), NOWHERE, false);
  }
}
