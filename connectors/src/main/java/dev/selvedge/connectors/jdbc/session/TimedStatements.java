package dev.selvedge.connectors.jdbc.session;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;

/// Has every statement of a connection stopped after a while, where neither the server nor the
/// driver has a setting for that. Stateless.
final class TimedStatements {
  private TimedStatements() {}

  static Connection of(Connection connection, Duration most) {
    int seconds = (int) Math.max(1, most.toSeconds());
    return (Connection)
        Proxy.newProxyInstance(
            TimedStatements.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              try {
                Object made = method.invoke(connection, arguments);
                if (made instanceof Statement statement) {
                  statement.setQueryTimeout(seconds);
                }
                return made;
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
  }
}
