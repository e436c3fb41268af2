package dev.selvedge.connectors.jdbc;

import dev.selvedge.RecordKind;
import dev.selvedge.Secret;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connectors.jdbc.session.Access;
import dev.selvedge.connectors.jdbc.session.Access.Isolation;
import dev.selvedge.connectors.jdbc.sql.Dialect;
import dev.selvedge.connectors.jdbc.sql.NamedSql;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.yaml.YamlSection;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Every option of the `jdbc` connector, described once, and their reading.
final class JdbcOptions {
  private static final Setting<String> URL =
      Setting.requiredText(
          "url",
          "Where the database is: `jdbc:postgresql://host/db`, `jdbc:mysql://host/db`,"
              + " `jdbc:mariadb://host/db`, `jdbc:sqlserver://host:1433;databaseName=db`,"
              + " `jdbc:oracle:thin:@//host:1521/service` or `jdbc:sqlite:path` (from the project's"
              + " folder).");
  private static final Setting<Optional<String>> USER =
      Setting.optionalText("user", "none", "A user who may read; give it no more rights.");
  private static final Setting<Optional<Secret>> PASSWORD =
      Setting.secret("password", "none", "Its password; write `${env:NAME}`.");
  private static final Setting<Duration> STATEMENT_TIMEOUT =
      Setting.duration(
          "statement_timeout",
          Duration.ofSeconds(60),
          Duration.ofSeconds(1),
          "How long one statement may run before the poll is given up until the next.");
  private static final Setting<Isolation> ISOLATION =
      Setting.choice(
          "isolation",
          Isolation.COMMITTED,
          "SQL Server only. `committed` waits for those who write the rows it reads, unless the"
              + " database has `READ_COMMITTED_SNAPSHOT`. `snapshot` waits for nobody and reads a"
              + " record and its children from one state; it needs `ALLOW_SNAPSHOT_ISOLATION`.");
  private static final Setting<Map<String, YamlSection>> FEEDS =
      Setting.of(
          "feeds",
          "kinds to feeds",
          "",
          "One entry for each kind of record, by the kind's name.",
          YamlSection::named);
  private static final Setting<Optional<String>> TABLE =
      Setting.optionalText(
          "feeds.*.table",
          "give `table` or `query`",
          "The table or view, perhaps `schema.table`, spelt as the database spells it.");
  private static final Setting<Optional<String>> QUERY =
      Setting.optionalText(
          "feeds.*.query",
          "give `table` or `query`",
          "A `SELECT` without `ORDER BY` in place of a table. It must give one row a record.");
  private static final Setting<List<String>> KEY =
      Setting.requiredTexts(
          "feeds.*.key",
          "The column, or columns, that tell rows apart. Several are joined with `/`.");
  private static final Setting<Optional<String>> CHANGED =
      Setting.optionalText(
          "feeds.*.changed",
          "required without `transaction`",
          "The column with the time of the row's last change: a timestamp, an epoch in seconds or"
              + " milliseconds, or ISO text. It should be the first column of an index.");
  private static final Setting<Optional<String>> TRANSACTION =
      Setting.optionalText(
          "feeds.*.transaction",
          "go by `changed`",
          "PostgreSQL: a column of type `xid8` or `bigint` that a trigger sets to"
              + " `pg_current_xact_id()`. SQL Server: a `rowversion`. Changes are then found by"
              + " transaction, which misses no late commit however long it takes, and needs no"
              + " overlap.");
  private static final Setting<Duration> OVERLAP =
      Setting.duration(
          "feeds.*.overlap",
          Duration.ofMinutes(5),
          Duration.ofSeconds(1),
          "How far each poll goes back, so that a row whose transaction commits late is seen:"
              + " longer than the longest transaction, a replica's lag and the clocks' difference."
              + " Rows read again and unchanged are dropped as repeats.");
  private static final Setting<String> ZONE =
      Setting.text(
          "feeds.*.zone", "UTC", "The zone of times stored without one, such as `Europe/London`.");
  private static final Setting<List<String>> COLUMNS =
      Setting.texts(
          "feeds.*.columns",
          "all",
          "The columns to read; key, change and delete columns are added, and `reread.since`.");
  private static final Setting<Integer> PAGE_SIZE =
      Setting.number("feeds.*.page_size", 1000, 1, 10_000, "Rows read at once, at most.");
  private static final Setting<Optional<String>> DELETED =
      Setting.optionalText(
          "feeds.*.deleted.column",
          "rows are never read as deleted",
          "The column that marks a deleted row.");
  private static final Setting<Optional<String>> DELETED_VALUE =
      Setting.optionalText(
          "feeds.*.deleted.value",
          "anything but null, false, zero, `f`, `n`, `no` or nothing",
          "The value that says deleted.");
  private static final Setting<String> REREAD_SINCE =
      Setting.requiredText(
          "feeds.*.reread.since",
          "With `reread`, recent rows are read again from time to time, for systems whose `changed`"
              + " stands still while a row changes. This is the column with a time that says which"
              + " are recent, such as when the order was placed. It should have an index.");
  private static final Setting<Integer> REREAD_DAYS =
      Setting.number("feeds.*.reread.days", 30, 1, 3650, "How many days back rows are read again.");
  private static final Setting<Optional<String>> REREAD_WHERE =
      Setting.optionalText(
          "feeds.*.reread.where",
          "all of these days",
          "A condition in SQL that narrows them, such as `status <> 'closed'`. A row it leaves out"
              + " is not read again, so that the last change of a row is missed where the condition"
              + " turns on just that change and `changed` stands still.");
  private static final Setting<Duration> REREAD_EVERY =
      Setting.duration(
          "feeds.*.reread.every",
          Duration.ofDays(1),
          Duration.ofMinutes(1),
          "How often, from the beginning of one to the beginning of the next, which waits for the"
              + " end of the one before. What was not changed is dropped as a repeat.");
  private static final Setting<String> COUNTS_PLACED =
      Setting.requiredText(
          "feeds.*.counts.placed",
          "With `counts`, audits have the database count the orders of each of the last days, and"
              + " compare that with what came. This is the column with the time at which an order was"
              + " placed, the one that `placed_at` is mapped from. It should have an index.");
  private static final Setting<Optional<String>> COUNTS_TOTAL =
      Setting.optionalText(
          "feeds.*.counts.total",
          "only counted",
          "The column with an order's total, the one that `total` is mapped from: a number in major"
              + " units. It is summed up.");
  private static final Setting<Optional<String>> COUNTS_CURRENCY =
      Setting.optionalText(
          "feeds.*.counts.currency",
          "required with `counts.total`",
          "The column with the currency of that, as ISO 4217 has it.");
  private static final Setting<String> CHILD_TABLE =
      Setting.requiredText(
          "feeds.*.children.*.table",
          "A table whose rows become an array in the record, named as the entry is.");
  private static final Setting<String> CHILD_PARENT =
      Setting.requiredText("feeds.*.children.*.parent", "Its column that holds the record's key.");
  private static final Setting<List<String>> CHILD_ORDER =
      Setting.requiredTexts(
          "feeds.*.children.*.order_by", "Its column or columns that order the array.");
  private static final Setting<List<String>> CHILD_COLUMNS =
      Setting.texts("feeds.*.children.*.columns", "all", "Its columns to read.");
  private static final Setting<Optional<String>> CHILD_CHANGED =
      Setting.optionalText(
          "feeds.*.children.*.changed",
          "its changes are seen with the parent's",
          "Its column with the time of its row's last change. A changed child then makes the"
              + " record due even where the parent's own time stands still.");

  private JdbcOptions() {}

  static List<Option> all() {
    return Stream.of(
            URL,
            USER,
            PASSWORD,
            STATEMENT_TIMEOUT,
            ISOLATION,
            FEEDS,
            TABLE,
            QUERY,
            KEY,
            CHANGED,
            TRANSACTION,
            OVERLAP,
            ZONE,
            COLUMNS,
            PAGE_SIZE,
            DELETED,
            DELETED_VALUE,
            REREAD_SINCE,
            REREAD_DAYS,
            REREAD_WHERE,
            REREAD_EVERY,
            COUNTS_PLACED,
            COUNTS_TOTAL,
            COUNTS_CURRENCY,
            CHILD_TABLE,
            CHILD_PARENT,
            CHILD_ORDER,
            CHILD_COLUMNS,
            CHILD_CHANGED)
        .map(Setting::option)
        .toList();
  }

  static JdbcSettings read(YamlSection options) {
    String url = URL.read(options);
    Dialect dialect = dialect(url, options);
    Isolation isolation = ISOLATION.read(options);
    if (ISOLATION.given(options) && dialect != Dialect.SQLSERVER) {
      options.problem(ISOLATION.key(), "'isolation' is for SQL Server", "leave it out");
    }
    Access access =
        new Access(
            url,
            dialect,
            USER.read(options).orElse(""),
            PASSWORD.read(options).orElse(new Secret("")),
            STATEMENT_TIMEOUT.read(options),
            isolation);
    Map<String, YamlSection> feeds = FEEDS.read(options);
    if (feeds.isEmpty()) {
      options.problem(
          FEEDS.key(), "'feeds' is missing or empty", "name at least one kind and its table");
    }
    List<JdbcSettings.Table> tables = new ArrayList<>();
    feeds.forEach((kind, section) -> table(kind, section, dialect).ifPresent(tables::add));
    return new JdbcSettings(access, tables);
  }

  private static Dialect dialect(String url, YamlSection options) {
    Optional<Dialect> dialect = Dialect.of(url);
    if (dialect.isEmpty() && !url.isEmpty()) {
      options.problem(URL.key(), "'url' names no known kind of database", Dialect.PREFIXES);
    }
    return dialect.orElse(Dialect.SQLITE);
  }

  private static Optional<JdbcSettings.Table> table(
      String kind, YamlSection section, Dialect dialect) {
    JdbcSettings.From from = from(section);
    List<String> key = KEY.read(section);
    JdbcSettings.Watermark watermark = watermark(section, dialect);
    List<JdbcSettings.Child> children = children(section);
    if (!children.isEmpty() && key.size() > 1) {
      section.problem("children", "children need a key of one column", "");
    }
    List<String> columns = COLUMNS.read(section);
    JdbcSettings.SoftDelete softDelete = softDelete(section);
    Optional<JdbcSettings.Reread> reread = reread(section);
    Optional<JdbcSettings.Counts> counts = counts(section);
    int pageSize = PAGE_SIZE.read(section);
    try {
      return Optional.of(
          new JdbcSettings.Table(
              new RecordKind(kind),
              from,
              key,
              watermark,
              columns,
              softDelete,
              children,
              reread,
              counts,
              pageSize));
    } catch (IllegalArgumentException badKind) {
      section.problems().add(section.position(), String.valueOf(badKind.getMessage()));
      return Optional.empty();
    }
  }

  private static JdbcSettings.From from(YamlSection section) {
    Optional<String> table = TABLE.read(section);
    Optional<String> query = QUERY.read(section);
    if (table.isPresent() == query.isPresent()) {
      section
          .problems()
          .add(
              section.position(),
              "'" + section.path() + "' needs either 'table' or 'query'",
              table.isPresent() ? "remove one" : "add 'table: …'");
    }
    return query
        .map(JdbcOptions::withoutSemicolon)
        .<JdbcSettings.From>map(JdbcSettings.From.Query::new)
        .orElseGet(() -> new JdbcSettings.From.Named(table.orElse("")));
  }

  private static String withoutSemicolon(String sql) {
    String trimmed = sql.strip();
    return trimmed.endsWith(";") ? trimmed.substring(0, trimmed.length() - 1) : trimmed;
  }

  private static JdbcSettings.Watermark watermark(YamlSection section, Dialect dialect) {
    Optional<String> changed = CHANGED.read(section);
    Optional<String> transaction = TRANSACTION.read(section);
    if (changed.isEmpty() && transaction.isEmpty()) {
      section
          .problems()
          .add(
              section.position(),
              "'changed' is missing in '" + section.path() + "'",
              "name the column with the time of the last change");
    }
    if (transaction.isPresent() && dialect.oldestOpenTransaction().isEmpty()) {
      section.problem(
          TRANSACTION.key(),
          "'transaction' needs PostgreSQL or SQL Server",
          "use 'changed' with an overlap");
    }
    if (transaction.isPresent() && dialect == Dialect.SQLSERVER && isElsewhere(section)) {
      section.problem(
          TRANSACTION.key(),
          "'transaction' needs a table of the URL's own database: each counts for itself",
          "name that database in 'url'");
    }
    return new JdbcSettings.Watermark(
        changed.orElse(""), transaction.orElse(""), OVERLAP.read(section), zone(section));
  }

  /// `database.schema.table`.
  private static boolean isElsewhere(YamlSection section) {
    return TABLE.read(section).orElse("").split("\\.", -1).length > 2;
  }

  private static ZoneId zone(YamlSection section) {
    try {
      return ZoneId.of(ZONE.read(section));
    } catch (DateTimeException unknown) {
      section.problem(ZONE.key(), "'zone' is not a time zone", "write UTC or Europe/London");
      return ZoneOffset.UTC;
    }
  }

  private static JdbcSettings.SoftDelete softDelete(YamlSection section) {
    if (!section.has("deleted")) {
      return new JdbcSettings.SoftDelete.Never();
    }
    YamlSection deleted = section.sectionOrEmpty("deleted");
    Optional<String> value = DELETED_VALUE.read(deleted);
    String column = DELETED.read(deleted).orElse("");
    if (column.isEmpty()) {
      section.problem("deleted", "'deleted' needs a 'column'", "add 'column: …' below it");
    }
    return value
        .<JdbcSettings.SoftDelete>map(equal -> new JdbcSettings.SoftDelete.Equal(column, equal))
        .orElseGet(() -> new JdbcSettings.SoftDelete.Set(column));
  }

  private static Optional<JdbcSettings.Counts> counts(YamlSection section) {
    if (!section.has("counts")) {
      return Optional.empty();
    }
    YamlSection counts = section.sectionOrEmpty("counts");
    Optional<String> total = COUNTS_TOTAL.read(counts);
    Optional<String> currency = COUNTS_CURRENCY.read(counts);
    if (total.isPresent() != currency.isPresent()) {
      counts.problem(
          total.isPresent() ? COUNTS_CURRENCY.key() : COUNTS_TOTAL.key(),
          "'counts' needs 'total' and 'currency', or neither",
          "name both columns, or leave both out");
    }
    return Optional.of(new JdbcSettings.Counts(COUNTS_PLACED.read(counts), total, currency));
  }

  private static Optional<JdbcSettings.Reread> reread(YamlSection section) {
    if (!section.has("reread")) {
      return Optional.empty();
    }
    YamlSection reread = section.sectionOrEmpty("reread");
    String where = REREAD_WHERE.read(reread).orElse("");
    objection(where)
        .ifPresent(
            why ->
                reread.problem(
                    REREAD_WHERE.key(),
                    "'where' " + why,
                    "write what would stand behind WHERE, such as status <> 'closed'"));
    return Optional.of(
        new JdbcSettings.Reread(
            REREAD_SINCE.read(reread),
            Duration.ofDays(REREAD_DAYS.read(reread)),
            where,
            REREAD_EVERY.read(reread)));
  }

  /// Whether a condition holds what has no place in one.
  private static Optional<String> objection(String where) {
    try {
      return NamedSql.parse(where).names().isEmpty() && !where.strip().endsWith(";")
          ? Optional.empty()
          : Optional.of("must be a condition without ';' and without values named ':…'");
    } catch (IllegalArgumentException notOne) {
      return Optional.of(String.valueOf(notOne.getMessage()));
    }
  }

  private static List<JdbcSettings.Child> children(YamlSection section) {
    List<JdbcSettings.Child> children = new ArrayList<>();
    section
        .named("children")
        .forEach(
            (name, child) ->
                children.add(
                    new JdbcSettings.Child(
                        name,
                        CHILD_TABLE.read(child),
                        CHILD_PARENT.read(child),
                        CHILD_ORDER.read(child),
                        CHILD_COLUMNS.read(child),
                        CHILD_CHANGED.read(child).orElse(""))));
    return children;
  }
}
