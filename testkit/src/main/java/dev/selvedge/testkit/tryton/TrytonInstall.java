package dev.selvedge.testkit.tryton;

import dev.selvedge.testkit.debian.DebianPackages;
import dev.selvedge.testkit.debian.DebianPackages.Availability;
import dev.selvedge.testkit.debian.DebianPackages.Unpacked;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Tryton's programs and a database on SQLite in which its modules are active and a company has
/// what it needs to sell. Making that database takes a minute, so it is kept beside the packages,
/// for a year: books are of a year.
final class TrytonInstall {
  static final String DATABASE = "tryton";
  static final String PASSWORD = "Loom-and-thread-7";

  private static final String PYTHON = "/usr/bin/python3";
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  private static final DebianPackages PACKAGES =
      new DebianPackages(
          "tryton",
          List.of(
              "tryton-server",
              "tryton-proteus",
              "tryton-modules-currency",
              "tryton-modules-country",
              "tryton-modules-party",
              "tryton-modules-company",
              "tryton-modules-account",
              "tryton-modules-product",
              "tryton-modules-account-product",
              "tryton-modules-account-invoice",
              "tryton-modules-stock",
              "tryton-modules-account-invoice-stock",
              "tryton-modules-marketing",
              "tryton-modules-web-shortener",
              "tryton-modules-web-user",
              "tryton-modules-marketing-email",
              "tryton-modules-sale",
              "python3-bcrypt",
              "python3-dateutil",
              "python3-six",
              "python3-defusedxml",
              "python3-genshi",
              "python3-lxml",
              "python3-passlib",
              "python3-polib",
              "python3-magic",
              "python3-relatorio",
              "python3-sql",
              "python3-markupsafe",
              "python3-werkzeug",
              "python3-wrapt",
              "python3-simpleeval",
              "python3-stdnum",
              "python3-pkg-resources",
              "libxml2",
              "libxslt1.1",
              "libmagic1",
              "libmagic-mgc"));
  private static final List<String> MODULES =
      List.of("sale", "stock", "marketing_email", "account_invoice_stock");

  private final Unpacked files;

  TrytonInstall(Unpacked files) {
    this.files = files;
  }

  /// Whether one can run on this machine, whose own Python it needs.
  static Availability ofThisMachine() {
    return Files.isExecutable(Path.of(PYTHON))
        ? PACKAGES.onThisMachine()
        : new Availability.Missing("Tryton needs " + PYTHON + ", Python 3.11 of Debian 12");
  }

  /// A process of one of Tryton's programs, whose output goes to a file.
  ProcessBuilder process(Path log, List<String> command) {
    List<String> whole = new ArrayList<>(List.of(PYTHON, "-W", "ignore"));
    whole.addAll(command);
    ProcessBuilder builder = files.process(whole);
    builder.environment().put("PYTHONPATH", files.file("usr/lib/python3/dist-packages").toString());
    // What is unpacked may be read by several builds at once.
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
  }

  String program(String name) {
    return files.file("usr/bin/" + name).toString();
  }

  /// A configuration file for the database in a folder.
  ///
  /// @param port where a server would listen
  static Path configuration(Path folder, int port) throws IOException {
    return Files.writeString(
        folder.resolve("trytond.conf"),
        """
        [database]
        uri = sqlite://
        path = %s
        [web]
        listen = 127.0.0.1:%d
        """
            .formatted(folder, port));
  }

  /// The file of the database in a folder.
  static Path database(Path folder) {
    return folder.resolve(DATABASE + ".sqlite");
  }

  /// Puts a database with a company into a folder.
  void supply(Path folder) throws IOException {
    Path kept = files.root().resolveSibling("company-" + Year.now(ZoneOffset.UTC) + "-" + recipe());
    ONE_AT_A_TIME.lock();
    try (FileChannel channel =
            FileChannel.open(
                files.root().resolveSibling("company.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var held = channel.lock()) {
      if (held.isValid() && !Files.exists(kept)) {
        Path made = make(Files.createDirectories(folder.resolve("made")));
        Path whole = kept.resolveSibling(kept.getFileName() + ".part");
        Files.copy(made, whole, StandardCopyOption.REPLACE_EXISTING);
        Files.move(whole, kept, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      ONE_AT_A_TIME.unlock();
    }
    Files.copy(kept, database(folder), StandardCopyOption.REPLACE_EXISTING);
  }

  /// Changes with what the database is made of.
  private static String recipe() throws IOException {
    return Integer.toHexString((MODULES + seed()).hashCode());
  }

  private static String seed() throws IOException {
    try (InputStream in = TrytonInstall.class.getResourceAsStream("seed.py")) {
      if (in == null) {
        throw new IOException("seed.py is not among the testkit's resources");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Path make(Path folder) throws IOException {
    Path log = folder.resolve("making.log");
    Path configuration = configuration(folder, 0);
    Path password = Files.writeString(folder.resolve("password"), PASSWORD);
    Path seed = Files.writeString(folder.resolve("seed.py"), seed());
    Files.write(database(folder), new byte[0]);
    List<String> admin =
        List.of(program("trytond-admin"), "-c", configuration.toString(), "-d", DATABASE);
    List<String> create = new ArrayList<>(admin);
    create.addAll(List.of("--all", "--email", "admin@example.com"));
    run(log, password, create);
    List<String> activate = new ArrayList<>(admin);
    activate.add("-u");
    activate.addAll(MODULES);
    activate.add("--activate-dependencies");
    run(log, password, activate);
    run(log, password, List.of(seed.toString(), configuration.toString()));
    return database(folder);
  }

  private void run(Path log, Path password, List<String> command) throws IOException {
    ProcessBuilder builder = process(log, command);
    builder.environment().put("TRYTONPASSFILE", password.toString());
    Process process = builder.start();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(
            "Tryton's database could not be made: " + lastLine(log) + ", see " + log);
      }
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("making Tryton's database was interrupted", stopped);
    }
  }

  private static String lastLine(Path log) throws IOException {
    return Files.readString(log).lines().reduce("it said nothing", (before, line) -> line);
  }
}
