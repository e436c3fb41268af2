package dev.selvedge.connectors.jdbc.session;

import dev.selvedge.connectors.jdbc.sql.Dialect;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// New connections by the driver itself: [DriverManager] would load every driver there is before
/// the first of them connects. Safe for use by many threads.
final class DriverSource implements DataSource {
  private static final String ORACLE_CONNECTION = "oracle.jdbc.OracleConnection";

  private final Access access;
  private final Path projectFolder;
  private Optional<Driver> driver = Optional.empty();

  DriverSource(Access access, Path projectFolder) {
    this.access = access;
    this.projectFolder = projectFolder;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Dialect dialect = access.dialect();
    Properties properties = SessionSettings.properties(dialect, access.statementTimeout());
    if (!access.user().isEmpty()) {
      properties.setProperty("user", access.user());
      properties.setProperty("password", access.password().reveal());
    }
    String url = dialect.driverUrl(access.url(), projectFolder);
    Connection connection = driver().connect(url, properties);
    if (connection == null) {
      throw new SQLException("the driver " + dialect.driver() + " does not know such a URL");
    }
    return dialect == Dialect.ORACLE ? ofOracle(connection) : connection;
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  private synchronized Driver driver() throws SQLException {
    Driver found =
        driver.isPresent() ? driver.get() : DriverJars.find(access.dialect(), projectFolder);
    driver = Optional.of(found);
    return found;
  }

  /// The driver converts `TIMESTAMP WITH LOCAL TIME ZONE` by the zone it was told, and stops no
  /// statement unless each is told when.
  private Connection ofOracle(Connection connection) throws SQLException {
    try {
      Class<?> type = Class.forName(ORACLE_CONNECTION, false, driver().getClass().getClassLoader());
      type.getMethod("setSessionTimeZone", String.class).invoke(connection.unwrap(type), "UTC");
      return TimedStatements.of(connection, access.statementTimeout());
    } catch (InvocationTargetException e) {
      connection.close();
      throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e.getCause());
    } catch (ReflectiveOperationException e) {
      connection.close();
      throw new SQLException("this driver of Oracle has no session time zone", "IM001", e);
    }
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {
    DriverManager.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() {
    return DriverManager.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("wraps no " + type.getSimpleName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
