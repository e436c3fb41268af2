package dev.selvedge.connectors.file;

import dev.selvedge.ContentHash;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Change;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connectors.file.FileCursor.Baseline;
import dev.selvedge.connectors.file.FileCursor.Hand;
import dev.selvedge.connectors.file.FileSettings.Rules;
import dev.selvedge.connectors.file.Folder.Found;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Compares a snapshot with the one before it: a row that is missing is told as deleted, unless
/// that looks like a broken export. Holds eight bytes a row. Confined to one thread at a time.
final class Comparison {
  private static final int ALL = 100;

  private final Feed feed;
  private final Rules rules;
  private final Contents contents;
  private final Shelf shelf;
  private @Nullable Keys keys;

  Comparison(Feed feed, Rules rules, Contents contents, Shelf shelf) {
    this.feed = feed;
    this.rules = rules;
    this.contents = contents;
    this.shelf = shelf;
  }

  /// The keys of a snapshot, as sorted hashes. Of 64 bits: two keys that share one would only hide
  /// a deletion.
  private static final class Keys {
    private final String identity;
    private final long[] sorted;

    Keys(String identity, long[] sorted) {
      this.identity = identity;
      this.sorted = sorted;
    }

    boolean has(String key) {
      return Arrays.binarySearch(sorted, hash(key)) >= 0;
    }
  }

  private static long hash(String key) {
    byte[] digest = java.util.Base64.getUrlDecoder().decode(ContentHash.of(key).value());
    return ByteBuffer.wrap(digest).getLong();
  }

  /// What follows when a snapshot was read to its end.
  ///
  /// @param refused is told why nothing is taken as deleted, where that is so
  FileCursor begin(FileCursor cursor, Found file, Hand.Holding read, List<Page.Refused> refused)
      throws IOException {
    FileCursor finished = cursor.finished(file.path(), file.identity());
    FileCursor believed = finished.basedOn(file.path(), file.identity(), read.rows());
    Optional<Baseline> baseline = cursor.baseline();
    if (baseline.isEmpty()) {
      return believed;
    }
    Baseline base = baseline.get();
    Optional<Found> former = shelf.find(base.name(), base.identity());
    if (former.isEmpty()) {
      refused.add(
          nothing(file, "the snapshot before it, " + base.name() + ", is not there any more"));
      return believed;
    }
    if (file.modified() < former.get().modified()) {
      // It came late, or somebody put it back: what it lacks is newer than it.
      refused.add(nothing(file, "it is older than the snapshot before it, " + base.name()));
      return finished;
    }
    if (read.refused() > 0) {
      String why =
          read.refused() + " of its rows were refused, so that it cannot be told who is missing";
      refused.add(nothing(file, why));
      return finished;
    }
    long missing;
    try {
      missing = missing(file, former.get());
    } catch (IncomparableException why) {
      refused.add(nothing(file, String.valueOf(why.getMessage())));
      return believed;
    }
    if (missing * ALL > (long) base.rows() * rules.snapshot().mostMissing()) {
      refused.add(nothing(file, tooMany(missing, base)));
      return finished;
    }
    return missing == 0
        ? believed
        : cursor.with(new Hand.Comparing(file.path(), file.identity(), read.rows(), 0, 1));
  }

  private String tooMany(long missing, Baseline base) {
    return missing
        + " of the "
        + base.rows()
        + " rows of "
        + base.name()
        + " are missing, which is more than 'max_missing', "
        + rules.snapshot().mostMissing()
        + " percent; if they are really gone, raise it until the next snapshot was read";
  }

  private static Page.Refused nothing(Found file, String why) {
    return new Page.Refused(file.path(), "nothing is taken as deleted: " + why, "");
  }

  private long missing(Found file, Found former) throws IOException {
    Keys now = keys(file);
    long missing = 0;
    try (FileRows rows = rows(former, 0, 1)) {
      for (Optional<RawRow> row = rows.next(); row.isPresent(); row = rows.next()) {
        if (key(rows, row.get()).filter(key -> !now.has(key)).isPresent()) {
          missing++;
        }
      }
    }
    return missing;
  }

  /// The rows of one of the two snapshots.
  private FileRows rows(Found snapshot, long offset, long line) throws IOException {
    try {
      return new FileRows(contents, feed, rules, snapshot, offset, line);
    } catch (FileRows.BadHeaderException | UnreadableFileException otherwise) {
      throw new IncomparableException(snapshot, otherwise);
    }
  }

  /// A snapshot was read under other options: its key, or its sheet, was another.
  private static final class IncomparableException extends IOException {
    private static final long serialVersionUID = 1L;

    IncomparableException(Found snapshot, IOException cause) {
      super(
          "the snapshot "
              + snapshot.path()
              + " cannot be read as the options are now ("
              + cause.getMessage()
              + ")",
          cause);
    }
  }

  private static Optional<String> key(FileRows rows, RawRow row) {
    return rows.maker().make(row, Instant.EPOCH, Pace.LIVE) instanceof RowMaker.Made.Good good
        ? Optional.of(good.made().ref().key())
        : Optional.empty();
  }

  private Keys keys(Found file) throws IOException {
    Keys known = keys;
    if (known != null && known.identity.equals(file.identity())) {
      return known;
    }
    long[] hashes = new long[1024];
    int count = 0;
    try (FileRows rows = rows(file, 0, 1)) {
      for (Optional<RawRow> row = rows.next(); row.isPresent(); row = rows.next()) {
        Optional<String> key = key(rows, row.get());
        if (key.isPresent()) {
          hashes = count == hashes.length ? Arrays.copyOf(hashes, count * 2) : hashes;
          hashes[count] = hash(key.get());
          count++;
        }
      }
    }
    long[] sorted = Arrays.copyOf(hashes, count);
    Arrays.sort(sorted);
    Keys made = new Keys(file.identity(), sorted);
    keys = made;
    return made;
  }

  /// One page of deletions. A deletion has the time of the row that is gone, so that the row counts
  /// again when it comes back.
  Page page(FileCursor cursor, Hand.Comparing hand, Found file, Instant now, int limit)
      throws IOException {
    FileCursor believed = believed(cursor, hand);
    Baseline base = cursor.baseline().orElseThrow(IllegalStateException::new);
    Optional<Found> former = shelf.find(base.name(), base.identity());
    if (former.isEmpty()) {
      String why = "the snapshot before it, " + base.name() + ", went away in the middle";
      return new Page(List.of(), List.of(nothing(file, why)), believed.write(), true);
    }
    try {
      return gone(cursor, hand, new Pair(file, former.get()), now, limit);
    } catch (IncomparableException why) {
      Page.Refused said = nothing(file, String.valueOf(why.getMessage()));
      return new Page(List.of(), List.of(said), believed.write(), true);
    }
  }

  private record Pair(Found file, Found former) {}

  private static FileCursor believed(FileCursor cursor, Hand.Comparing hand) {
    return cursor
        .finished(hand.name(), hand.identity())
        .basedOn(hand.name(), hand.identity(), hand.rows());
  }

  private Page gone(FileCursor cursor, Hand.Comparing hand, Pair snapshots, Instant now, int limit)
      throws IOException {
    // First, since of workbooks only one is unpacked at a time.
    Keys present = keys(snapshots.file());
    List<SourceRecord> gone = new ArrayList<>();
    Pace pace = hand.rows() > rules.bounds().liveRows() ? Pace.BACKFILL : Pace.LIVE;
    try (FileRows rows = rows(snapshots.former(), hand.offset(), hand.line())) {
      Optional<RawRow> row = rows.next();
      while (row.isPresent()) {
        if (rows.maker().make(row.get(), now, pace) instanceof RowMaker.Made.Good good
            && !present.has(good.made().ref().key())) {
          gone.add(deleted(good.made()));
        }
        row = gone.size() < limit ? rows.next() : Optional.empty();
      }
      if (gone.size() < limit) {
        keys = null;
        return new Page(gone, List.of(), believed(cursor, hand).write(), true);
      }
      Hand next =
          new Hand.Comparing(hand.name(), hand.identity(), hand.rows(), rows.offset(), rows.line());
      return new Page(gone, List.of(), cursor.with(next).write(), true);
    }
  }

  private static SourceRecord deleted(SourceRecord row) {
    return new SourceRecord(
        row.ref(), row.stamp(), row.observedAt(), Change.DELETE, row.pace(), row.body());
  }
}
