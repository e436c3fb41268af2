package dev.selvedge.connectors.netsuite;

import dev.selvedge.connectors.netsuite.NetSuiteOptions.Reading;
import dev.selvedge.connectors.walk.KeysetWalk;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// The SuiteQL that is asked. Nothing of a record is ever put into it but numbers and times; names
/// come out of the options, and hold letters, digits and underscores.
///
/// A list is sorted by the very text that is read of the stamp, so that a stamp finer than a second
/// can neither hide a row nor be met for ever. NetSuite gives at most 100,000 rows of one query by
/// `offset` (Oracle, section_157909186990); here each page is a query of its own.
final class Queries {
  private static final String ROW = Subject.ROW;

  private final Reading reading;

  Queries(Reading reading) {
    this.reading = reading;
  }

  /// All columns of a subject that the record holds, those of the options among them.
  List<Column> columns(Subject subject) {
    List<Column> all = new ArrayList<>(subject.columns());
    if (subject.isTransaction()) {
      all.add(new Column("statustext", ROW + ".status", Column.As.TEXT));
      if (reading.currency().isEmpty()) {
        all.add(new Column("currency", "c.symbol", Column.As.PLAIN));
      }
    }
    for (Column further : reading.further().getOrDefault(subject, List.of())) {
      all.removeIf(known -> known.name().equals(further.name()));
      all.add(further);
    }
    return all;
  }

  List<Column> lineColumns() {
    List<Column> all = new ArrayList<>();
    all.add(new Column("doc", "l.transaction", Column.As.PLAIN));
    all.add(Column.of("l", "id"));
    all.add(Column.of("l", "item"));
    all.add(new Column("sku", "i.itemid", Column.As.PLAIN));
    all.add(new Column("itemname", "i.displayname", Column.As.PLAIN));
    all.add(Column.of("l", "itemtype"));
    all.add(Column.of("l", "quantity:number"));
    all.add(Column.of("l", "rate:number"));
    all.add(new Column("amount", "l.foreignamount", Column.As.NUMBER));
    all.addAll(reading.lineColumns());
    return all;
  }

  /// The rows of a subject behind a place.
  ///
  /// @param stamp what the list is sorted by: `lastmodifieddate`, `createddate`
  String list(Subject subject, String stamp, KeysetWalk at) {
    return select(subject, new Column("sorted", ROW + '.' + stamp, Column.As.TIME))
        + listed(subject, stamp, at);
  }

  /// The same rows, with nothing but their ids and what they are sorted by.
  String places(Subject subject, String stamp, KeysetWalk at) {
    List<Column> columns =
        List.of(
            new Column("id", ROW + ".id", Column.As.PLAIN),
            new Column("sorted", ROW + '.' + stamp, Column.As.TIME));
    return "SELECT " + selected(columns) + from(subject) + listed(subject, stamp, at);
  }

  /// The id of the oldest record, or of the newest.
  String end(Subject subject, boolean newest) {
    return "SELECT "
        + ROW
        + ".id AS id"
        + from(subject)
        + " WHERE "
        + ROW
        + ".id > 0"
        + ofType(subject)
        + " ORDER BY "
        + ROW
        + (newest ? ".id DESC" : ".id");
  }

  private static String from(Subject subject) {
    return " FROM " + subject.table() + ' ' + ROW;
  }

  private String listed(Subject subject, String stamp, KeysetWalk at) {
    return " WHERE "
        + behind(ROW + '.' + stamp, ROW + ".id", at, reading.zone())
        + ofType(subject)
        + order(ROW + '.' + stamp, ROW + ".id");
  }

  /// Records by their ids.
  String byId(Subject subject, Collection<Long> ids) {
    return select(subject, new Column("sorted", ROW + ".lastmodifieddate", Column.As.TIME))
        + " WHERE "
        + in(ROW + ".id", ids)
        + ofType(subject)
        + " ORDER BY "
        + ROW
        + ".id";
  }

  private String select(Subject subject, Column sorted) {
    List<Column> all = new ArrayList<>(columns(subject));
    all.add(sorted);
    boolean joined = subject.isTransaction() && reading.currency().isEmpty();
    return "SELECT "
        + selected(all)
        + from(subject)
        + (joined ? " LEFT JOIN currency c ON c.id = " + ROW + ".currency" : "");
  }

  private String ofType(Subject subject) {
    return subject.isTransaction()
        ? " AND " + ROW + ".type IN (" + quoted(reading.typesOf(subject)) + ")"
        : "";
  }

  /// What was deleted behind a place.
  String deleted(Subject subject, KeysetWalk at) {
    return "SELECT d.recordid AS id, "
        + new Column("sorted", "d.deleteddate", Column.As.TIME).selected()
        + " FROM deletedrecord d WHERE "
        + behind("d.deleteddate", "d.recordid", at, reading.zone())
        + " AND LOWER(REPLACE(d.type, ' ', '')) IN ("
        + quoted(subject.deletedTypes())
        + ")"
        + order("d.deleteddate", "d.recordid");
  }

  /// The lines of transactions, without those of taxes and of accounts.
  String lines(Collection<Long> ids) {
    return "SELECT "
        + selected(lineColumns())
        + " FROM transactionline l LEFT JOIN item i ON i.id = l.item WHERE "
        + in("l.transaction", ids)
        + " AND l.mainline = 'F' AND l.taxline = 'F' AND NVL(l.iscogs, 'F') = 'F'";
  }

  /// The numbers of parcels.
  String tracking(Collection<Long> ids) {
    return "SELECT m.transaction AS doc, n.id AS id, n.trackingnumber AS trackingnumber"
        + " FROM trackingnumbermap m INNER JOIN trackingnumber n ON n.id = m.trackingnumber WHERE "
        + in("m.transaction", ids);
  }

  /// What transactions were made out of, by one step: what they name, and what they settle.
  String origins(Collection<Long> ids) {
    return "SELECT x.doc AS doc, o.id AS id, o.type AS type, o.tranid AS tranid,"
        + " o.otherrefnum AS otherrefnum FROM (SELECT l.transaction AS doc, l.createdfrom AS origin"
        + " FROM transactionline l WHERE "
        + in("l.transaction", ids)
        + " AND l.createdfrom IS NOT NULL UNION SELECT k.nextdoc AS doc, k.previousdoc AS origin"
        + " FROM previoustransactionlinelink k WHERE "
        + in("k.nextdoc", ids)
        + ") x INNER JOIN transaction o ON o.id = x.origin";
  }

  /// The rows of a query behind the last one read, by `doc` and `id`; the whole of it has no end
  /// that a page would know.
  static String page(String query, long doc, long id) {
    return "SELECT * FROM ("
        + query
        + ") q WHERE q.doc > "
        + doc
        + " OR (q.doc = "
        + doc
        + " AND q.id > "
        + id
        + ") ORDER BY q.doc, q.id";
  }

  private static String behind(String stamp, String id, KeysetWalk at, ZoneId zone) {
    String from = stamp + " >= " + LocalTimes.literal(at.stamp(), zone);
    if (at.id().isEmpty()) {
      return from;
    }
    String text = "'" + LocalTimes.text(at.stamp(), zone) + "'";
    String written = LocalTimes.written(stamp);
    return from
        + " AND ("
        + written
        + " > "
        + text
        + " OR ("
        + written
        + " = "
        + text
        + " AND "
        + id
        + " > "
        + Long.parseLong(at.id())
        + "))";
  }

  private static String order(String stamp, String id) {
    return " ORDER BY " + LocalTimes.written(stamp) + ", " + id;
  }

  private static String selected(List<Column> columns) {
    return columns.stream().map(Column::selected).collect(Collectors.joining(", "));
  }

  private static String quoted(List<String> codes) {
    return codes.stream().map(code -> "'" + code + "'").collect(Collectors.joining(", "));
  }

  private static String in(String column, Collection<Long> ids) {
    return column
        + " IN ("
        + ids.stream().map(String::valueOf).collect(Collectors.joining(", "))
        + ")";
  }
}
