package dev.selvedge.testkit.npm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.zip.CRC32;

/// A program of npm's packages that tests run, kept in a folder outside the source tree, with our
/// scripts beside it. Safe for use by many threads and processes.
///
/// The folder is `~/.cache/selvedge/<name>-<version>`, or what the system property
/// `selvedge.<name>.cache` says.
///
/// @param name short, as `vendure`
/// @param title as people write it
/// @param version of its main package
/// @param beside the class beside whose resources `package.json` and the scripts lie
/// @param scripts resource to path below the folder of the scripts
/// @param arguments of `npm install` besides
public record NpmProgram(
    String name,
    String title,
    String version,
    Class<?> beside,
    Map<String, String> scripts,
    List<String> arguments) {
  private static final long MINUTES = 10;
  private static final int LEAST_NODE = 20;
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  /// Keeps scripts and arguments as they are now.
  public NpmProgram {
    scripts = Collections.unmodifiableMap(new TreeMap<>(scripts));
    arguments = List.copyOf(arguments);
  }

  /// Whether a program can run on this machine.
  public sealed interface Availability {
    /// It is installed.
    ///
    /// @param folder holds the scripts; its parent holds the packages
    record Ready(Path folder) implements Availability {}

    /// It cannot run.
    ///
    /// @param why one sentence for whoever reads the test's output
    record Missing(String why) implements Availability {}

    /// The folder, or what `leaveOut` makes of the reason, which is also printed. On a build
    /// server, where the environment says `CI=true`, a missing program is an error: a test that is
    /// always left out proves nothing.
    ///
    /// @param leaveOut for JUnit `Assumptions::abort`
    default Path folderOr(Function<String, Path> leaveOut) {
      return switch (this) {
        case Ready ready -> ready.folder();
        case Missing missing -> {
          if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(missing.why());
          }
          System.err.println("LEFT OUT, a program of npm is missing: " + missing.why());
          yield leaveOut.apply(missing.why());
        }
      };
    }
  }

  /// Installs the program when it is not in the cache yet, which takes a minute or two.
  public Availability onThisMachine() {
    ONE_AT_A_TIME.lock();
    try {
      return prepared();
    } catch (IOException failure) {
      return new Availability.Missing("the cache folder cannot be used: " + failure.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Availability.Missing("the installation was interrupted");
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  private Availability prepared() throws IOException, InterruptedException {
    String node = run(Path.of("."), List.of("node", "--version")).text().strip();
    if (major(node) < LEAST_NODE) {
      return new Availability.Missing(
          title + " needs Node " + LEAST_NODE + " or newer; 'node --version' gives '" + node + "'");
    }
    Path cache = Files.createDirectories(cache());
    try (FileChannel channel =
            FileChannel.open(
                cache.resolve("install.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var held = channel.lock()) {
      Path marker = cache.resolve("complete");
      String wanted = resource("package.json");
      if (!held.isValid() || !Files.exists(marker) || !Files.readString(marker).equals(wanted)) {
        Files.deleteIfExists(marker);
        Files.writeString(cache.resolve("package.json"), wanted);
        Ended npm = run(cache, npmInstall());
        if (npm.code() != 0) {
          return new Availability.Missing(
              "npm could not install " + title + " " + version + ": " + firstError(npm.text()));
        }
        Files.writeString(marker, wanted);
      }
      return new Availability.Ready(scripts(cache));
    }
  }

  private Path cache() {
    String chosen = System.getProperty("selvedge." + name + ".cache", "");
    return chosen.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache", "selvedge", name + "-" + version)
        : Path.of(chosen);
  }

  /// Without install scripts: what our programs need of them, they have prebuilt.
  private List<String> npmInstall() {
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
    List<String> command = new ArrayList<>();
    command.add(windows ? "npm.cmd" : "npm");
    command.addAll(List.of("install", "--no-audit", "--no-fund", "--ignore-scripts"));
    command.addAll(arguments);
    return command;
  }

  /// A folder of its own for each version of the scripts, so that two checkouts do not disturb
  /// each other. Node finds the packages in the parent folder.
  private Path scripts(Path cache) throws IOException {
    CRC32 sum = new CRC32();
    for (String script : scripts.keySet()) {
      sum.update(resource(script).getBytes(StandardCharsets.UTF_8));
    }
    Path folder =
        Files.createDirectories(
            cache.resolve("scripts-" + HexFormat.of().toHexDigits((int) sum.getValue())));
    for (Map.Entry<String, String> script : scripts.entrySet()) {
      Path file = folder.resolve(script.getValue());
      Files.createDirectories(file.getParent());
      Files.writeString(file, resource(script.getKey()));
    }
    return folder;
  }

  private record Ended(int code, String text) {}

  private static Ended run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    } catch (IOException absent) {
      return new Ended(-1, "there is no '" + command.getFirst() + "' on the path");
    }
    process.getOutputStream().close();
    StringBuilder output = new StringBuilder();
    Thread reader =
        Thread.ofVirtual()
            .start(
                () ->
                    process
                        .inputReader(StandardCharsets.UTF_8)
                        .lines()
                        .forEach(line -> output.append(line).append('\n')));
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      return new Ended(-1, command.getFirst() + " took more than " + MINUTES + " minutes");
    }
    reader.join();
    return new Ended(process.exitValue(), output.toString());
  }

  private static String firstError(String output) {
    List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
    return lines.stream()
        .filter(line -> line.startsWith("npm error"))
        .findFirst()
        .orElse(lines.isEmpty() ? "it said nothing" : lines.getLast());
  }

  private static int major(String version) {
    String digits = version.startsWith("v") ? version.substring(1).split("\\.", 2)[0] : "";
    return digits.matches("\\d{1,4}") ? Integer.parseInt(digits) : 0;
  }

  private String resource(String script) {
    try (InputStream in = beside.getResourceAsStream(script)) {
      if (in == null) {
        throw new IllegalStateException("the testkit lacks its resource " + script);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "the testkit's resource " + script + " is unreadable", failure);
    }
  }
}
