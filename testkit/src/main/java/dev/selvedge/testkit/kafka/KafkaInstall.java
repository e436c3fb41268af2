package dev.selvedge.testkit.kafka;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// The broker's class path, `org.apache.kafka:kafka_2.13` with what it needs, as Maven resolves it.
/// It is none of the tests' own: it brings another Jackson and another log with it.
///
/// The list of files is kept in `~/.cache/selvedge/kafka-4.3.1`, or in what the system property
/// `selvedge.kafka.cache` says; the files themselves are in Maven's repository.
public final class KafkaInstall {
  /// The version of Kafka that tests run against.
  public static final String VERSION = "4.3.1";

  private static final long MINUTES = 10;
  private static final int MOST_FOLDERS = 20;
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();
  private static final String PROJECT =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>dev.selvedge</groupId>
        <artifactId>broker-for-tests</artifactId>
        <version>1</version>
        <dependencies>
          <dependency>
            <groupId>org.apache.kafka</groupId>
            <artifactId>kafka_2.13</artifactId>
            <version>%s</version>
          </dependency>
        </dependencies>
      </project>
      """
          .formatted(VERSION);

  private KafkaInstall() {}

  /// Whether a broker can run on this machine.
  public sealed interface Availability {
    /// It can.
    ///
    /// @param classPath as Java takes it
    record Ready(String classPath) implements Availability {}

    /// It cannot be had.
    ///
    /// @param why one sentence for whoever reads the test's output
    record Missing(String why) implements Availability {}

    /// The class path, or what `leaveOut` makes of the reason, which is also printed. On a build
    /// server, where the environment says `CI=true`, what is missing is an error: a test that is
    /// always left out proves nothing.
    ///
    /// @param leaveOut for JUnit `Assumptions::abort`
    default String orLeaveOut(Function<String, String> leaveOut) {
      return switch (this) {
        case Ready ready -> ready.classPath();
        case Missing missing -> {
          if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(missing.why());
          }
          System.err.println("LEFT OUT, there is no Kafka broker: " + missing.why());
          yield leaveOut.apply(missing.why());
        }
      };
    }
  }

  /// Resolves what is not on this machine yet.
  public static Availability ofThisMachine() {
    ONE_AT_A_TIME.lock();
    try {
      return resolved();
    } catch (IOException failure) {
      return new Availability.Missing("the cache folder cannot be used: " + failure.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Availability.Missing("resolving Kafka was interrupted");
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  private static Availability resolved() throws IOException, InterruptedException {
    Path cache = Files.createDirectories(cache());
    Path list = cache.resolve("class-path");
    try (FileChannel channel =
            FileChannel.open(
                cache.resolve("resolve.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var held = channel.lock()) {
      if (held.isValid() && isThere(list)) {
        return new Availability.Ready(Files.readString(list));
      }
      Path written = cache.resolve("class-path.new");
      Files.writeString(cache.resolve("pom.xml"), PROJECT);
      String failure = resolve(cache, written);
      if (!failure.isEmpty() || !isThere(written)) {
        return new Availability.Missing("Maven could not fetch Kafka " + VERSION + ": " + failure);
      }
      Files.move(written, list, StandardCopyOption.REPLACE_EXISTING);
      return new Availability.Ready(Files.readString(list));
    }
  }

  private static boolean isThere(Path list) throws IOException {
    return Files.exists(list)
        && Arrays.stream(Files.readString(list).split(File.pathSeparator, -1))
            .allMatch(file -> Files.isRegularFile(Path.of(file)));
  }

  private static Path cache() {
    String chosen = System.getProperty("selvedge.kafka.cache", "");
    return chosen.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache", "selvedge", "kafka-" + VERSION)
        : Path.of(chosen);
  }

  /// What went wrong; empty when nothing did.
  private static String resolve(Path folder, Path written)
      throws IOException, InterruptedException {
    Path log = folder.resolve("maven.log");
    List<String> command = new ArrayList<>(maven());
    command.addAll(
        List.of(
            "--batch-mode",
            "--no-transfer-progress",
            "--strict-checksums",
            "--file",
            folder.resolve("pom.xml").toString(),
            "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath",
            "-Dmdep.outputFile=" + written));
    Process process;
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      process = builder.start();
    } catch (IOException absent) {
      return "there is neither 'mvnw' above the tests' folder nor 'mvn' on the path";
    }
    process.getOutputStream().close();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      return "it took more than " + MINUTES + " minutes";
    }
    return process.exitValue() == 0 ? "" : firstError(Files.readString(log));
  }

  private static String firstError(String log) {
    return log.lines()
        .filter(line -> line.startsWith("[ERROR]"))
        .findFirst()
        .orElseGet(() -> log.isBlank() ? "it said nothing" : log.lines().toList().getLast());
  }

  /// The project's wrapper, or the machine's own Maven.
  private static List<String> maven() {
    Path at = Path.of("").toAbsolutePath();
    for (int up = 0; at != null && up < MOST_FOLDERS; up++) {
      Path wrapper = at.resolve("mvnw");
      if (Files.isRegularFile(wrapper)) {
        return List.of("sh", wrapper.toString());
      }
      at = at.getParent();
    }
    return List.of("mvn");
  }

  /// A Java process with the broker's class path.
  ///
  /// @param log where its output goes
  static ProcessBuilder process(String classPath, Path log, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=" + StandardCharsets.UTF_8,
                "-cp",
                classPath));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
  }
}
