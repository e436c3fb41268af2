package dev.selvedge.testkit.source;

import dev.selvedge.connector.PolledSource;
import java.time.Instant;

/// A system below a connector, as its own users drive it: the small part of a vendor that a
/// contract suite needs. Each record has a field `note` that says which of its states was read.
public interface Vendor extends AutoCloseable {
  /// The source as after a fresh start of the hub, over whatever the system holds now.
  PolledSource freshSource();

  /// The present time, in the system and in the hub.
  Instant now();

  /// Writes a record, new or not.
  ///
  /// @param key a number, counted up from 1
  /// @param stamp the time of its change as the system keeps it, whenever it is written
  void write(int key, Instant stamp, String note);

  /// Deletes a record in the way that the connector can be told of; where it can be told of none,
  /// the record just vanishes.
  void delete(int key, Instant stamp);

  /// Whether a deletion is told.
  boolean tellsDeletions();

  /// Removes a record without a trace.
  void vanish(int key);

  /// Every record written from now on has one more field.
  void grow(String field, String value);

  @Override
  void close();
}
