package dev.selvedge.inbox;

import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The port to what was accepted. Every method runs inside the caller's transaction.
public interface Inbox {

  /// Stores the records, in order. A record is a repeat when its change and content equal what
  /// was stored last for the same (system, kind, key) and stamp; of an unstamped one, what was
  /// stored last for its record. So a record that changes and changes back is news each time,
  /// also when its stamp stands still meanwhile or its body does not tell: of several contents
  /// with one stamp the one seen last holds. What is older than that is sorted out by its
  /// version, not here.
  ///
  /// @return one answer a record, in the same order
  List<Acceptance> accept(List<SourceRecord> records, Instant now);

  Optional<Cursor> cursor(Feed feed);

  /// Called in the transaction that accepts the page's records.
  void moveCursor(Feed feed, Cursor cursor, Instant now);

  /// The oldest records that wait for the next stages, in the order of acceptance.
  List<Item> waiting(int limit);

  /// Since when the oldest waits that has waited since it was received: what was put back for a
  /// replay came long ago, and holds up who comes behind it. Looks at so many as a person would
  /// call many; empty where none of them waits so.
  ///
  /// @param backfill of a first sync, instead of all others
  Optional<Instant> waitingSince(boolean backfill);

  /// Whether a record of this feed's kind waits, also as a part of a backfill, or one of its kind
  /// of one thing alone: `preference-8` of `preference`.
  boolean isWaiting(Feed feed);

  /// The given items left the queue: resolved, or parked.
  void settle(List<Long> ids);

  /// Puts items back at the end of the queue, for a replay. An item whose body was forgotten stays
  /// out.
  void reopen(List<Long> ids);

  /// Those of these that were no part of a first sync.
  Set<Long> live(Collection<Long> ids);

  /// The item as it stands, edited if it was. Empty also when its body was forgotten.
  Optional<Item> find(long id);

  /// The item as it came, whatever was edited since. Empty also when its body was forgotten.
  Optional<Item> original(long id);

  /// Keeps an edited body beside the original and earlier edits, which stay. From now on
  /// the item stands as edited; see [Edit#applied].
  ///
  /// @return the edit with its version
  /// @throws IllegalArgumentException when the item's body was forgotten
  Edit edit(long id, Payload body, Edit.Made made);

  /// All edits of an item, oldest first.
  List<Edit> edits(long id);

  /// For pages: the newest of a feed, newest first, among the newest of all.
  ///
  /// @param within so many of all feeds are looked at
  List<Arrival> newest(Feed feed, int within, int limit);

  /// How many wait.
  long backlog();

  /// Drops bodies of settled items received before `before`, at most `limit`, with what was
  /// edited in them; they can no longer be replayed. Parked items keep theirs.
  int forgetBodies(Instant before, int limit);

  /// What was accepted last, the newest first, without its bodies: to choose from what to look at.
  ///
  /// @param before only what was accepted before this one
  List<Heading> newest(long before, int limit);

  /// Which records of a feed were accepted, a record as often as it was, the oldest first.
  ///
  /// @param after only what was accepted after this one
  List<Mention> mentions(Feed feed, long after, int limit);

  /// Those of these records of which anything was ever accepted, whatever became of it.
  Set<RecordRef> known(Collection<RecordRef> records);

  /// The greatest id in the store, 0 when it is empty.
  long lastId();

  /// What became of a record at the door.
  enum Acceptance {
    STORED,
    REPEAT
  }

  /// What stands over a stored record.
  ///
  /// @param gone whether it says that the record is gone
  record Heading(long id, Feed feed, boolean gone) {}

  /// When a record came, without its body.
  ///
  /// @param waiting whether it is still to be worked through
  record Arrival(
      long id,
      RecordRef ref,
      SourceRecord.Stamp stamp,
      SourceRecord.Change change,
      boolean firstSync,
      Instant receivedAt,
      boolean waiting) {}

  /// Which record was accepted.
  record Mention(long id, RecordRef ref) {}

  /// A stored record. `id` grows with acceptance.
  ///
  /// @param again whether it was put back, for a replay or a mend
  record Item(long id, SourceRecord sourceRecord, Instant receivedAt, boolean again) {
    /// One that is here for the first time.
    public Item(long id, SourceRecord sourceRecord, Instant receivedAt) {
      this(id, sourceRecord, receivedAt, false);
    }
  }
}
