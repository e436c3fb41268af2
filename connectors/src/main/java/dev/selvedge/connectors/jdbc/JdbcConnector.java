package dev.selvedge.connectors.jdbc;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.ConsentOffer;
import dev.selvedge.connector.CountedSource;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.jdbc.session.Access;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads tables and views of any PostgreSQL, MySQL, MariaDB, SQL Server, Oracle or SQLite database.
/// Immutable.
public final class JdbcConnector implements Connector {
  @Override
  public String name() {
    return "jdbc";
  }

  @Override
  public String summary() {
    return "Reads tables and views of a PostgreSQL, MySQL, MariaDB, SQL Server, Oracle or SQLite"
        + " database as they change.";
  }

  @Override
  public List<Option> options() {
    return JdbcOptions.all();
  }

  @Override
  public Optional<ConsentOffer> consent() {
    return Optional.of(new JdbcConsentOffer());
  }

  @Override
  public Plan plan(
      SystemName system, YamlNode.Mapping options, Surroundings surroundings, Problems problems) {
    YamlSection section = YamlSection.of(options, Environment.NONE, problems);
    JdbcSettings settings = JdbcOptions.read(section);
    section.finish();
    return new DatabasePlan(system, settings, surroundings);
  }

  private static Feed feed(SystemName system, JdbcSettings.Table table) {
    return new Feed(system, table.kind());
  }

  private record DatabasePlan(SystemName system, JdbcSettings settings, Surroundings surroundings)
      implements Plan {
    @Override
    public List<Feed> feeds() {
      return settings.tables().stream().map(table -> feed(system, table)).toList();
    }

    @Override
    public Set<Feed> targeted() {
      return Set.copyOf(feeds());
    }

    @Override
    public Opened open() {
      return new OpenedDatabase(this);
    }
  }

  private static final class OpenedDatabase implements Opened {
    private final DatabasePlan plan;
    private final Database database;
    private final List<PolledSource> sources = new ArrayList<>();
    private final List<TargetedSource> lookups = new ArrayList<>();
    private final List<CountedSource> counted = new ArrayList<>();

    OpenedDatabase(DatabasePlan plan) {
      this.plan = plan;
      Access access = plan.settings().access();
      this.database = new Database(plan.system(), access, plan.surroundings().projectFolder());
      for (JdbcSettings.Table table : plan.settings().tables()) {
        TableSql sql = new TableSql(access.dialect(), table);
        JdbcFeed changes = new JdbcFeed(feed(plan.system(), table), sql, database);
        sources.add(
            table
                .reread()
                .<PolledSource>map(reread -> new RereadingFeed(changes, sql, reread, database))
                .orElse(changes));
        lookups.add(new JdbcLookup(changes.feed(), sql, database));
        table
            .counts()
            .ifPresent(by -> counted.add(new JdbcCount(changes.feed(), sql, by, database)));
      }
    }

    @Override
    public List<PolledSource> polled() {
      return List.copyOf(sources);
    }

    @Override
    public List<TargetedSource> targeted() {
      return List.copyOf(lookups);
    }

    @Override
    public List<CountedSource> counted() {
      return List.copyOf(counted);
    }

    @Override
    public List<WebhookSource> webhooks() {
      return List.of();
    }

    @Override
    public List<Finding> examine() {
      return new Examination(plan.system(), database, plan.settings(), plan.surroundings().clock())
          .findings();
    }

    @Override
    public void close() {
      database.close();
    }
  }
}
