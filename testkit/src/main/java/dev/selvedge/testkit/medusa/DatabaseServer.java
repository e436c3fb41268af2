package dev.selvedge.testkit.medusa;

import java.io.IOException;
import java.nio.file.Path;

/// How a test starts PostgreSQL over a folder of data.
@FunctionalInterface
public interface DatabaseServer {
  /// Starts one on a free port of 127.0.0.1, with the database `postgres` and a user of that name
  /// who needs no password.
  ///
  /// @param data made by the server when it is not there
  /// @throws IOException if it does not start
  Running start(Path data) throws IOException;

  /// A running server; closing it leaves its data whole.
  interface Running extends AutoCloseable {
    int port();

    @Override
    void close() throws IOException;
  }
}
