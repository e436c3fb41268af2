package dev.selvedge.connectors.jdbc.standin;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A driver that has H2 answer for another vendor, in H2's mode for that vendor, and writes down
/// what it was asked, beside its jar. What H2 does not know is asked in its own words; everything
/// else reaches it as it was written.
///
/// It shows that the statements are whole, that their values are in the right places, and that
/// paging by them finds every row. It shows nothing of the vendor's plans, locks, types or clock.
public abstract class RewritingDriver implements Driver {
  private static final Pattern PLACE =
      Pattern.compile("//(?<place>[^/;]+)(/|;databaseName=)(?<name>\\w+)");
  private static final List<Class<?>> WRAPPED =
      List.of(PreparedStatement.class, Statement.class, ResultSet.class, ResultSetMetaData.class);

  private static final Map<String, String> NAMED_TYPES =
      Map.of("rv", "timestamp", "dt", "datetime");

  private final String prefix;
  private final String mode;

  protected RewritingDriver(String prefix, String mode) {
    this.prefix = prefix;
    this.mode = mode;
  }

  @Override
  public @Nullable Connection connect(String url, Properties properties) throws SQLException {
    Matcher place = PLACE.matcher(url);
    if (!acceptsURL(url) || !place.find()) {
      return null;
    }
    TreeMap<Object, Object> told = new TreeMap<>(properties);
    told.remove("password");
    note("connect " + told);
    String h2 =
        "jdbc:h2:tcp://%s/mem:%s;MODE=%s;DATABASE_TO_UPPER=FALSE;DB_CLOSE_DELAY=-1"
            .formatted(place.group("place"), place.group("name"), mode);
    try {
      Driver driver =
          Class.forName("org.h2.Driver")
              .asSubclass(Driver.class)
              .getDeclaredConstructor()
              .newInstance();
      return (Connection) wrapped(driver.connect(h2, new Properties()), connectionTypes());
    } catch (SQLException away) {
      throw new SQLException("nobody is there: " + away.getMessage(), "08S01");
    } catch (ReflectiveOperationException e) {
      throw new SQLException(e);
    }
  }

  /// Whatever a connection of this vendor is besides a connection.
  protected List<Class<?>> connectionTypes() {
    return List.of(Connection.class);
  }

  private Object wrapped(Object inside, List<Class<?>> types) {
    return Proxy.newProxyInstance(
        getClass().getClassLoader(),
        types.toArray(Class<?>[]::new),
        (proxy, method, arguments) -> {
          if (method.getName().equals("unwrap")) {
            return proxy;
          }
          if (method.getName().equals("setSessionTimeZone")) {
            note("zone " + arguments[0]);
            try (Statement statement = ((Connection) inside).createStatement()) {
              statement.execute("SET TIME ZONE '" + arguments[0] + "'");
            }
            return null;
          }
          if (method.getName().equals("setQueryTimeout")) {
            note("timeout " + arguments[0]);
          }
          if (arguments != null && arguments.length == 2 && arguments[1] instanceof LocalDateTime) {
            note("time " + arguments[1]);
          }
          return passed(inside, method, arguments);
        });
  }

  private @Nullable Object passed(Object inside, Method method, Object @Nullable [] arguments)
      throws Throwable {
    boolean asks = method.getName().startsWith("execute") || method.getName().startsWith("prepare");
    if (asks && arguments != null && arguments[0] instanceof String sql) {
      note(sql);
      arguments[0] = inWordsOfH2(sql);
    }
    try {
      Object answer = method.invoke(inside, arguments);
      Optional<String> type = typeOf(inside, method, arguments);
      if (type.isPresent()) {
        return type.get();
      }
      return WRAPPED.contains(method.getReturnType()) && answer != null
          ? wrapped(answer, List.of(method.getReturnType()))
          : answer;
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  /// H2 has no such types: columns of these names stand for them.
  private static Optional<String> typeOf(
      Object inside, Method method, Object @Nullable [] arguments) throws SQLException {
    return arguments != null
            && inside instanceof ResultSetMetaData columns
            && method.getName().equals("getColumnTypeName")
        ? Optional.ofNullable(NAMED_TYPES.get(columns.getColumnLabel((Integer) arguments[0])))
        : Optional.empty();
  }

  private static String inWordsOfH2(String sql) {
    if (sql.startsWith("ALTER SESSION")
        || sql.startsWith("SET TRANSACTION")
        || sql.startsWith("SET DATEFORMAT")) {
      return "SELECT 1";
    }
    if (sql.contains("SYSUTCDATETIME()") || sql.contains("SYS_EXTRACT_UTC")) {
      return "SELECT EXTRACT(EPOCH FROM CURRENT_TIMESTAMP)";
    }
    if (sql.contains("sys.databases")) {
      return "SELECT versioned, snapshots FROM server";
    }
    if (sql.contains("MIN_ACTIVE_ROWVERSION")) {
      return "SELECT least FROM server";
    }
    if (sql.contains("SYSDATETIMEOFFSET") || sql.contains("TO_CHAR(SYSTIMESTAMP")) {
      return "SELECT '+01:00'";
    }
    if (sql.contains("HAS_PERMS_BY_NAME")) {
      return "SELECT CASE WHEN CAST(? AS VARCHAR) = '[customer]' THEN 1 ELSE 0 END";
    }
    return sql.replace("EXPLAIN PLAN FOR ", "EXPLAIN ");
  }

  private static synchronized void note(String line) {
    try {
      Path jar =
          Path.of(
              RewritingDriver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Files.writeString(
          jar.resolveSibling("journal.txt"),
          line + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean acceptsURL(String url) {
    return url.startsWith(prefix);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }
}
