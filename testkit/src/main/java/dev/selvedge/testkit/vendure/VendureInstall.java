package dev.selvedge.testkit.vendure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32;

/// Keeps Vendure's packages in a folder outside the source tree and our scripts beside them. Safe
/// for use by many threads and processes.
///
/// The folder is `~/.cache/selvedge/vendure-3.7.3`, or what the system property
/// `selvedge.vendure.cache` says.
final class VendureInstall {
  /// The version of Vendure that tests run against.
  static final String VERSION = "3.7.3";

  private static final List<String> SCRIPTS =
      List.of("config.js", "server.js", "populate.js", "products.csv");
  private static final long MINUTES = 10;
  private static final int LEAST_NODE = 20;
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  private VendureInstall() {}

  static Availability prepare() {
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

  private static Availability prepared() throws IOException, InterruptedException {
    String node = run(Path.of("."), List.of("node", "--version")).text().strip();
    if (major(node) < LEAST_NODE) {
      return new Availability.Missing(
          "Vendure needs Node " + LEAST_NODE + " or newer; 'node --version' gives '" + node + "'");
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
              "npm could not install @vendure/core " + VERSION + ": " + firstError(npm.text()));
        }
        Files.writeString(marker, wanted);
      }
      return new Availability.Ready(scripts(cache));
    }
  }

  private static Path cache() {
    String chosen = System.getProperty("selvedge.vendure.cache", "");
    return chosen.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache", "selvedge", "vendure-" + VERSION)
        : Path.of(chosen);
  }

  /// Without install scripts: what Vendure needs of them, it has prebuilt.
  private static List<String> npmInstall() {
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
    return List.of(
        windows ? "npm.cmd" : "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts");
  }

  /// A folder of its own for each version of the scripts, so that two checkouts do not disturb
  /// each other. Node finds the packages in the parent folder.
  private static Path scripts(Path cache) throws IOException {
    CRC32 sum = new CRC32();
    for (String name : SCRIPTS) {
      sum.update(resource(name).getBytes(StandardCharsets.UTF_8));
    }
    Path folder =
        Files.createDirectories(
            cache.resolve("scripts-" + HexFormat.of().toHexDigits((int) sum.getValue())));
    for (String name : SCRIPTS) {
      Files.writeString(folder.resolve(name), resource(name));
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

  private static String resource(String name) {
    try (InputStream in = VendureInstall.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the testkit lacks its resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException("the testkit's resource " + name + " is unreadable", failure);
    }
  }
}
