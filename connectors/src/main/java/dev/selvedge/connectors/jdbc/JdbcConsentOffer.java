package dev.selvedge.connectors.jdbc;

import dev.selvedge.Secret;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connector.ConsentOffer;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connectors.jdbc.ConsentSettings.Form;
import dev.selvedge.connectors.jdbc.ConsentSettings.Look;
import dev.selvedge.connectors.jdbc.ConsentSettings.TimeStyle;
import dev.selvedge.connectors.jdbc.ConsentSettings.Words;
import dev.selvedge.connectors.jdbc.session.Access;
import dev.selvedge.connectors.jdbc.session.Access.Isolation;
import dev.selvedge.connectors.jdbc.sql.Dialect;
import dev.selvedge.connectors.jdbc.sql.NamedSql;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Nearest;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlSection;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Tells rows of a table what was decided, by one statement of the project's own. Stateless.
final class JdbcConsentOffer implements ConsentOffer {
  private static final Setting<String> STATEMENT =
      Setting.requiredText(
          "statement",
          "An `UPDATE` of one row. Its values are named and bound: `:key`, `:opt_in`, `:at` (when it"
              + " was decided), `:email`, `:was` (what the row was last known to hold). It must guard"
              + " the row's own newer decision, by `:at` or `:was` in its `WHERE`.");
  private static final Setting<Optional<String>> HOLDS =
      Setting.optionalText(
          "holds",
          "asks the feed's table whether the row is there",
          "A `SELECT` by `:key` whose first column is the choice the row holds. It is asked where the"
              + " statement changed nothing: no row is parked, the same choice is done, another one"
              + " is newer. Required where the feed has a query or a key of several columns.");
  private static final Setting<Optional<String>> YES =
      Setting.optionalText("yes", "true", "How an opt-in is written, such as `Y`.");
  private static final Setting<Optional<String>> NO =
      Setting.optionalText("no", "false", "How an opt-out is written, such as `N`.");
  private static final Setting<Form> TIME =
      Setting.choice(
          "time",
          Form.ISO,
          "How `:at` is written: `iso` in UTC, with milliseconds where there are any; `local` without"
              + " a zone, `2026-11-01 10:00:00.000`; seconds or milliseconds since 1970. It must"
              + " compare with what the column holds. MySQL and MariaDB, whose columns take no `T`"
              + " and no zone, SQL Server and Oracle are told by `local` unless this says"
              + " otherwise; the last two get it as a time and not as a text.");
  private static final Setting<String> ZONE =
      Setting.text("zone", "UTC", "The zone of `time: local`.");
  private static final Setting<Optional<String>> URL =
      Setting.optionalText(
          "url",
          "the system's own",
          "Another address to write to, where reading goes to a replica.");
  private static final Setting<Optional<String>> USER =
      Setting.optionalText(
          "user",
          "the system's own",
          "A user who may read and update these columns and nothing else.");
  private static final Setting<Optional<Secret>> PASSWORD =
      Setting.secret("password", "the system's own", "That user's password.");
  private static final Setting<Duration> TIMEOUT =
      Setting.duration(
          "timeout",
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          "How long the statement may run, waiting for locks included.");

  private static final Set<String> KNOWN =
      new TreeSet<>(
          Set.of(
              ConsentSettings.KEY,
              ConsentSettings.OPT_IN,
              ConsentSettings.AT,
              ConsentSettings.WAS,
              ConsentSettings.EMAIL));

  @Override
  public List<Option> options() {
    return Stream.of(STATEMENT, HOLDS, YES, NO, TIME, ZONE, URL, USER, PASSWORD, TIMEOUT)
        .map(Setting::option)
        .toList();
  }

  @Override
  public Plan plan(Request request, Problems problems) {
    // The system's own options were checked before; what is wrong there has been said.
    JdbcSettings system =
        JdbcOptions.read(YamlSection.of(request.options(), Environment.NONE, new Problems()));
    YamlSection section = YamlSection.of(request.written(), Environment.NONE, problems);
    Access access = access(section, system.access());
    Optional<NamedSql> update = update(section);
    Optional<Look> look = look(section, request, system, access.dialect());
    Words words = words(section);
    TimeStyle time =
        new TimeStyle(
            form(section, access.dialect()), zone(section), access.dialect().bindsTimes());
    section.finish();
    ConsentSettings settings =
        new ConsentSettings(
            access,
            update.orElse(new NamedSql("", List.of(), List.of())),
            look.orElse(new Look(new NamedSql("", List.of(), List.of()), false)),
            words,
            time);
    return () -> open(request, settings);
  }

  private static ConsentTarget open(Request request, ConsentSettings settings) {
    return new JdbcConsent(request.system(), settings, request.surroundings());
  }

  private static Access access(YamlSection section, Access system) {
    String url = URL.read(section).orElse(system.url());
    Optional<Dialect> dialect = Dialect.of(url);
    if (dialect.isEmpty() && URL.given(section)) {
      section.problem(URL.key(), "'url' names no known kind of database", Dialect.PREFIXES);
    }
    return new Access(
        url,
        dialect.orElse(system.dialect()),
        USER.read(section).orElse(system.user()),
        PASSWORD.read(section).orElse(system.password()),
        TIMEOUT.read(section),
        Isolation.COMMITTED);
  }

  private static Optional<NamedSql> update(YamlSection section) {
    Optional<NamedSql> read = named(section, STATEMENT.key(), STATEMENT.read(section));
    read.ifPresent(
        sql -> {
          for (String needed : List.of(ConsentSettings.KEY, ConsentSettings.OPT_IN)) {
            if (!sql.names().contains(needed)) {
              section.problem(
                  STATEMENT.key(), "'statement' does not say ':" + needed + "'", "write it there");
            }
          }
          boolean guarded =
              sql.guarding().contains(ConsentSettings.AT)
                  || sql.guarding().contains(ConsentSettings.WAS);
          if (!guarded) {
            section.problem(
                STATEMENT.key(),
                "'statement' would override a newer decision of the row",
                "add 'and (decided_at is null or decided_at <= :at)' or 'and opt_in = :was' to its"
                    + " where");
          }
        });
    return read;
  }

  private static Optional<Look> look(
      YamlSection section, Request request, JdbcSettings system, Dialect dialect) {
    Optional<String> written = HOLDS.read(section);
    if (written.isPresent()) {
      return named(section, HOLDS.key(), written.get()).map(sql -> new Look(sql, true));
    }
    Optional<String> own =
        system.tables().stream()
            .filter(table -> table.kind().equals(request.kind()) && table.key().size() == 1)
            .filter(table -> table.from() instanceof JdbcSettings.From.Named)
            .map(
                table ->
                    "SELECT 1 FROM "
                        + dialect.quotedTable(table.from().shown())
                        + " WHERE "
                        + dialect.quoted(table.key().getFirst())
                        + " = :key")
            .findFirst();
    if (own.isEmpty()) {
      section
          .problems()
          .add(
              section.position(),
              "'holds' is missing: the feed '"
                  + request.kind().value()
                  + "' has no table with a key of one column",
              "add 'holds: select opt_in from … where … = :key'");
    }
    return own.map(NamedSql::parse).map(sql -> new Look(sql, false));
  }

  private static Optional<NamedSql> named(YamlSection section, String key, String written) {
    if (written.isEmpty()) {
      return Optional.empty();
    }
    try {
      NamedSql sql = NamedSql.parse(written);
      for (String name : sql.names()) {
        if (!KNOWN.contains(name)) {
          section.problem(
              key, "'" + key + "' names ':" + name + "'", Nearest.suggestion(name, KNOWN));
        }
      }
      return Optional.of(sql);
    } catch (IllegalArgumentException wrong) {
      section.problem(key, "'" + key + "' " + wrong.getMessage(), "");
      return Optional.empty();
    }
  }

  private static Words words(YamlSection section) {
    Optional<String> yes = YES.read(section);
    Optional<String> no = NO.read(section);
    if (yes.isPresent() != no.isPresent() || (yes.isPresent() && yes.equals(no))) {
      section.problem(
          yes.isPresent() ? YES.key() : NO.key(), "'yes' and 'no' belong together", "give both");
    }
    return new Words(yes.orElse(""), no.orElse(""));
  }

  private static Form form(YamlSection section, Dialect dialect) {
    boolean given = TIME.given(section);
    Form form = TIME.read(section);
    boolean takesIso = dialect == Dialect.POSTGRESQL || dialect == Dialect.SQLITE;
    return given || takesIso ? form : Form.LOCAL;
  }

  private static ZoneId zone(YamlSection section) {
    try {
      return ZoneId.of(ZONE.read(section));
    } catch (DateTimeException unknown) {
      section.problem(ZONE.key(), "'zone' is not a time zone", "write UTC or Europe/London");
      return ZoneOffset.UTC;
    }
  }
}
