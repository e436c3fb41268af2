package dev.selvedge.connectors.jdbc.standin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.h2.tools.Server;

/// A running H2 that stands in for SQL Server or Oracle, and a project whose folder `drivers` holds
/// a driver of that vendor's name which reaches it; see [RewritingDriver] for what that proves.
public final class StandIn implements AutoCloseable {
  private static final String DATABASE = "shop";

  private final Vendor vendor;
  private final Path project;
  private final Server server;
  private final Connection keeping;

  /// Whose place is taken.
  public enum Vendor {
    SQLSERVER(
        "MSSQLServer",
        "jdbc:sqlserver://127.0.0.1:%d;databaseName=" + DATABASE,
        """
        package com.microsoft.sqlserver.jdbc;
        public class SQLServerDriver extends dev.selvedge.connectors.jdbc.standin.RewritingDriver {
          public SQLServerDriver() { super("jdbc:sqlserver:", "MSSQLServer"); }
        }
        """),
    ORACLE(
        "Oracle",
        "jdbc:oracle:thin:@//127.0.0.1:%d/" + DATABASE,
        """
        package oracle.jdbc;
        import java.util.List;
        public class OracleDriver extends dev.selvedge.connectors.jdbc.standin.RewritingDriver {
          public OracleDriver() { super("jdbc:oracle:", "Oracle"); }
          @Override
          protected List<Class<?>> connectionTypes() {
            return List.of(java.sql.Connection.class, OracleConnection.class);
          }
        }
        """);

    private final String mode;
    private final String url;
    private final String source;

    Vendor(String mode, String url, String source) {
      this.mode = mode;
      this.url = url;
      this.source = source;
    }
  }

  private static final String ORACLE_CONNECTION =
      """
      package oracle.jdbc;
      public interface OracleConnection extends java.sql.Connection {
        void setSessionTimeZone(String zone) throws java.sql.SQLException;
      }
      """;

  /// @param project an empty folder
  public StandIn(Vendor vendor, Path project) throws IOException, SQLException {
    this.vendor = vendor;
    this.project = project;
    this.server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
    this.keeping = connection();
    drivers();
  }

  /// As the options of a system have it.
  public String url() {
    return vendor.url.formatted(server.getPort());
  }

  public Path project() {
    return project;
  }

  /// The same database for its application.
  public String writing() {
    return "jdbc:h2:tcp://127.0.0.1:%d/mem:%s;MODE=%s;DATABASE_TO_UPPER=FALSE;DB_CLOSE_DELAY=-1"
        .formatted(server.getPort(), DATABASE, vendor.mode);
  }

  public Connection connection() throws SQLException {
    return DriverManager.getConnection(writing());
  }

  public void write(String... statements) throws SQLException {
    try (Statement statement = keeping.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  /// What the driver was asked, line by line.
  public List<String> journal() throws IOException {
    return Files.readAllLines(folder().resolve("journal.txt"));
  }

  @Override
  public void close() throws SQLException {
    keeping.close();
    server.stop();
  }

  private Path folder() {
    return project.resolve("drivers");
  }

  private void drivers() throws IOException {
    Files.createDirectories(folder());
    Files.copy(placeOf(Server.class), folder().resolve("h2.jar"));
    Path classes = Files.createDirectories(project.resolve("classes"));
    compile(classes);
    try (OutputStream out = Files.newOutputStream(folder().resolve("stand-in.jar"));
        JarOutputStream jar = new JarOutputStream(out)) {
      String own = RewritingDriver.class.getName().replace('.', '/') + ".class";
      jar.putNextEntry(new ZipEntry(own));
      try (InputStream in = StandIn.class.getClassLoader().getResourceAsStream(own)) {
        if (in == null) {
          throw new IOException(own);
        }
        in.transferTo(jar);
      }
      try (Stream<Path> files = Files.walk(classes)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          jar.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
          Files.copy(file, jar);
        }
      }
    }
  }

  private void compile(Path into) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Source> sources =
        vendor == Vendor.ORACLE
            ? List.of(
                new Source("oracle/jdbc/OracleDriver", vendor.source),
                new Source("oracle/jdbc/OracleConnection", ORACLE_CONNECTION))
            : List.of(new Source("com/microsoft/sqlserver/jdbc/SQLServerDriver", vendor.source));
    List<String> options =
        List.of("-proc:none", "-d", into.toString(), "-cp", placeOf(StandIn.class).toString());
    if (!compiler.getTask(null, null, null, options, null, sources).call()) {
      throw new IOException("the stand-in of " + vendor + " does not compile");
    }
  }

  private static Path placeOf(Class<?> type) throws IOException {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String code;

    Source(String name, String code) {
      super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
      this.code = code;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }
}
