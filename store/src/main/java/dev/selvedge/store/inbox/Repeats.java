package dev.selvedge.store.inbox;

import dev.selvedge.connector.SourceRecord;
import dev.selvedge.inbox.Inbox.Acceptance;
import dev.selvedge.store.sql.Fingerprint;
import dev.selvedge.store.sql.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Tells new records from repeats. Of one writer's making: what it reads cannot change before the
/// records are inserted. Where several processes take in, a record that reaches two of them in the
/// same moment is stored twice, and found to be no news when it is resolved. Used by one thread at
/// a time.
final class Repeats {
  /// A group is looked up in lists of few sizes, so that few different statements are prepared.
  private final Sql sql;

  Repeats(Sql sql) {
    this.sql = sql;
  }

  /// A record at the time of its stamp.
  private record Moment(long ref, long stamp) {}

  /// The stamp as stored and compared, in milliseconds.
  static OptionalLong stamp(SourceRecord sourceRecord) {
    return switch (sourceRecord.stamp()) {
      case SourceRecord.Stamp.At at -> OptionalLong.of(at.changed().toEpochMilli());
      case SourceRecord.Stamp.Absent ignored -> OptionalLong.empty();
    };
  }

  List<Acceptance> judge(List<SourceRecord> records, List<Fingerprint> fingerprints) {
    List<Moment> stamped = new ArrayList<>();
    List<Long> unstamped = new ArrayList<>();
    for (int at = 0; at < records.size(); at++) {
      OptionalLong stamp = stamp(records.get(at));
      if (stamp.isPresent()) {
        stamped.add(new Moment(fingerprints.get(at).ref(), stamp.getAsLong()));
      } else {
        unstamped.add(fingerprints.get(at).ref());
      }
    }
    Map<Moment, Long> latestThen = latestThen(stamped);
    Map<Long, Long> latest = latest(unstamped);
    List<Acceptance> answers = new ArrayList<>(records.size());
    for (int at = 0; at < records.size(); at++) {
      Fingerprint fingerprint = fingerprints.get(at);
      OptionalLong stamp = stamp(records.get(at));
      Long content = fingerprint.content();
      Long before =
          stamp.isPresent()
              ? latestThen.put(new Moment(fingerprint.ref(), stamp.getAsLong()), content)
              : latest.get(fingerprint.ref());
      boolean fresh = !content.equals(before);
      if (fresh) {
        latest.put(fingerprint.ref(), content);
      }
      answers.add(fresh ? Acceptance.STORED : Acceptance.REPEAT);
    }
    return answers;
  }

  /// The content of each of these records that was stored last with this stamp.
  private Map<Moment, Long> latestThen(List<Moment> wanted) {
    Map<Moment, Long> latest = new HashMap<>();
    for (List<Moment> chunk : Sql.chunks(wanted)) {
      sql.lookUp(
          """
          with wanted (ref, stamp) as (values %s)
          select w.ref, w.stamp, (
            select i.content_hash from inbox_item i
            where i.ref_hash = w.ref and i.stamp = w.stamp and i.stamp is not null
            order by i.id desc limit 1)
          from wanted w
          """
              .formatted(rows(chunk.size(), "(?, ?)")),
          chunk,
          (row, moment) -> row.add(moment.ref()).add(moment.stamp()),
          found -> {
            long content = found.getLong(3);
            if (!found.wasNull()) {
              latest.put(new Moment(found.getLong(1), found.getLong(2)), content);
            }
          });
    }
    return latest;
  }

  /// The content of the latest of each of these records, stamped or not.
  private Map<Long, Long> latest(List<Long> refs) {
    Map<Long, Long> latest = new HashMap<>();
    for (List<Long> chunk : Sql.chunks(refs)) {
      sql.lookUp(
          """
          with wanted (ref) as (values %s)
          select w.ref, i.content_hash
          from wanted w
          join inbox_item i on i.id = (select max(newest) from (
            select max(u.id) as newest from inbox_item u
              where u.ref_hash = w.ref and u.stamp is null
            union all select max(s.id) from inbox_item s
              where s.ref_hash = w.ref and s.stamp is not null) as both_kinds)
          """
              .formatted(rows(chunk.size(), "(?)")),
          chunk,
          Sql.Row::add,
          found -> latest.put(found.getLong(1), found.getLong(2)));
    }
    return latest;
  }

  private static String rows(int count, String row) {
    return (row + ", ").repeat(count - 1) + row;
  }
}
