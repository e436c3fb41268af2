package dev.selvedge.store;

import dev.selvedge.connector.SourceRecord;
import dev.selvedge.inbox.Inbox.Acceptance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.statement.Query;

/// Tells new records from repeats. Relies on there being one writer: what it reads cannot change
/// before the records are inserted.
final class Repeats {
  /// A group is looked up in lists of few sizes, so that few different statements are prepared.
  private final Sql sql;

  Repeats(Sql sql) {
    this.sql = sql;
  }

  /// A stamped version of a record.
  private record Stamped(Fingerprint fingerprint, long stamp) {}

  /// The stamp as stored and compared, in milliseconds.
  static OptionalLong stamp(SourceRecord sourceRecord) {
    return switch (sourceRecord.stamp()) {
      case SourceRecord.Stamp.At at -> OptionalLong.of(at.changed().toEpochMilli());
      case SourceRecord.Stamp.Absent ignored -> OptionalLong.empty();
    };
  }

  List<Acceptance> judge(List<SourceRecord> records, List<Fingerprint> fingerprints) {
    List<Stamped> stamped = new ArrayList<>();
    List<Long> unstamped = new ArrayList<>();
    for (int at = 0; at < records.size(); at++) {
      OptionalLong stamp = stamp(records.get(at));
      if (stamp.isPresent()) {
        stamped.add(new Stamped(fingerprints.get(at), stamp.getAsLong()));
      } else {
        unstamped.add(fingerprints.get(at).ref());
      }
    }
    Set<Stamped> known = known(stamped);
    Map<Long, Long> latest = latest(unstamped);
    List<Acceptance> answers = new ArrayList<>(records.size());
    for (int at = 0; at < records.size(); at++) {
      Fingerprint fingerprint = fingerprints.get(at);
      OptionalLong stamp = stamp(records.get(at));
      boolean fresh =
          stamp.isPresent()
              ? known.add(new Stamped(fingerprint, stamp.getAsLong()))
              : !Long.valueOf(fingerprint.content()).equals(latest.get(fingerprint.ref()));
      if (fresh) {
        latest.put(fingerprint.ref(), fingerprint.content());
      }
      answers.add(fresh ? Acceptance.STORED : Acceptance.REPEAT);
    }
    return answers;
  }

  private Set<Stamped> known(List<Stamped> wanted) {
    Set<Stamped> known = new HashSet<>();
    for (List<?> chunk : Sql.chunks(wanted)) {
      Query query =
          sql.query(
              """
              with wanted (ref, content, stamp) as (values %s)
              select i.ref_hash, i.content_hash, i.stamp
              from wanted w
              join inbox_item i on i.ref_hash = w.ref and i.content_hash = w.content
                and i.stamp = w.stamp and i.stamp is not null
              """
                  .formatted(rows(chunk.size(), "(?, ?, ?)")));
      int position = 0;
      for (Object each : chunk) {
        Stamped it = (Stamped) each;
        query.bind(position++, it.fingerprint().ref());
        query.bind(position++, it.fingerprint().content());
        query.bind(position++, it.stamp());
      }
      query
          .map(
              (rs, context) ->
                  new Stamped(new Fingerprint(rs.getLong(1), rs.getLong(2)), rs.getLong(3)))
          .forEach(known::add);
    }
    return known;
  }

  /// The content of the latest of each of these records, stamped or not.
  private Map<Long, Long> latest(List<Long> refs) {
    Map<Long, Long> latest = new HashMap<>();
    for (List<?> chunk : Sql.chunks(refs)) {
      Query query =
          sql.query(
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
                  .formatted(rows(chunk.size(), "(?)")));
      for (int at = 0; at < chunk.size(); at++) {
        query.bind(at, ((Long) chunk.get(at)).longValue());
      }
      query
          .map((rs, context) -> Map.entry(rs.getLong(1), rs.getLong(2)))
          .forEach(entry -> latest.put(entry.getKey(), entry.getValue()));
    }
    return latest;
  }

  private static String rows(int count, String row) {
    return (row + ", ").repeat(count - 1) + row;
  }
}
