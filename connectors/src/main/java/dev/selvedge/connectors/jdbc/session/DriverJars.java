package dev.selvedge.connectors.jdbc.session;

import dev.selvedge.connectors.jdbc.sql.Dialect;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Finds the driver of a database: in the jars of the project's folder `drivers`, else among what
/// comes with the program. Oracle's does not come with it: its licence (Oracle Free Use Terms and
/// Conditions) is none of open source and asks something of whoever hands it on.
final class DriverJars {
  private static final String FOLDER = "drivers";
  private static final int MOST = 50;

  /// The state that ODBC has for a driver that is not there.
  private static final String NO_DRIVER = "IM002";

  private DriverJars() {}

  /// A driver of its own, registered nowhere.
  ///
  /// @throws SQLException that says what to put where
  static Driver find(Dialect dialect, Path projectFolder) throws SQLException {
    ClassLoader program = DriverJars.class.getClassLoader();
    List<Path> jars = jars(projectFolder.resolve(FOLDER));
    if (!jars.isEmpty()) {
      // Left open: its classes are read as they are needed, for as long as the program runs.
      URLClassLoader loader = loader(jars);
      if (loader.findResource(dialect.driver().replace('.', '/') + ".class") != null) {
        return instance(dialect, loader);
      }
    }
    return instance(dialect, program);
  }

  private static List<Path> jars(Path folder) throws SQLException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".jar"))
          .sorted()
          .limit(MOST)
          .toList();
    } catch (IOException e) {
      throw new SQLException(
          "the project's folder '" + FOLDER + "' cannot be read; check its permissions",
          NO_DRIVER,
          e);
    }
  }

  /// Sees the JDK and its own jars, so that a driver's libraries and the hub's never meet.
  private static URLClassLoader loader(List<Path> jars) throws SQLException {
    try {
      List<URL> urls = new ArrayList<>();
      for (Path jar : jars) {
        urls.add(jar.toUri().toURL());
      }
      return new URLClassLoader(
          FOLDER, urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    } catch (IOException e) {
      throw new SQLException("a jar of the folder '" + FOLDER + "' has no address", NO_DRIVER, e);
    }
  }

  private static Driver instance(Dialect dialect, ClassLoader loader) throws SQLException {
    try {
      return Class.forName(dialect.driver(), true, loader)
          .asSubclass(Driver.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ClassNotFoundException e) {
      throw new SQLException(
          "put " + dialect.driverJar() + " into the project's folder '" + FOLDER + "'",
          NO_DRIVER,
          e);
    } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
      throw new SQLException(
          "the driver "
              + dialect.driver()
              + " cannot be loaded ("
              + e
              + "); copy its jar into the folder '"
              + FOLDER
              + "' again, in a version for this Java",
          NO_DRIVER,
          e);
    }
  }
}
