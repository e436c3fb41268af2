package dev.selvedge.testkit.npm;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// One version of a package on npm. Immutable.
///
/// The cache is `~/.cache/selvedge/npm`, or what the system property `selvedge.npm.cache` says.
///
/// @param sha512 of its tarball, in Base64
public record NpmPackage(String name, String version, String sha512) {
  private static final long MINUTES = 5;
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  /// Whether the package is on this machine.
  public sealed interface Availability {
    /// It is.
    record Ready(Tarball tarball) implements Availability {}

    /// It cannot be had.
    ///
    /// @param why one sentence for whoever reads the test's output
    record Missing(String why) implements Availability {}

    /// The package, or what `leaveOut` makes of the reason, which is also printed. On a build
    /// server, where the environment says `CI=true`, a missing package is an error: a test that is
    /// always left out proves nothing.
    ///
    /// @param leaveOut for JUnit `Assumptions::abort`
    default Tarball orLeaveOut(Function<String, Tarball> leaveOut) {
      return switch (this) {
        case Ready ready -> ready.tarball();
        case Missing missing -> {
          if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(missing.why());
          }
          System.err.println("LEFT OUT, a package of npm is missing: " + missing.why());
          yield leaveOut.apply(missing.why());
        }
      };
    }
  }

  /// Fetches the package when it is not in the cache yet.
  public Availability onThisMachine() {
    ONE_AT_A_TIME.lock();
    try {
      return fetched();
    } catch (IOException failure) {
      return new Availability.Missing("the cache folder cannot be used: " + failure.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Availability.Missing("fetching " + this + " was interrupted");
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  private Availability fetched() throws IOException, InterruptedException {
    Path cache = Files.createDirectories(cache());
    Path kept = cache.resolve(fileName());
    try (FileChannel channel =
            FileChannel.open(
                cache.resolve("fetch.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var held = channel.lock()) {
      if (held.isValid() && Files.exists(kept) && isGenuine(kept)) {
        return new Availability.Ready(new Tarball(kept));
      }
      Path folder = Files.createTempDirectory(cache, "fetch");
      try {
        String failure = npmPack(folder);
        Path packed = folder.resolve(fileName());
        if (!failure.isEmpty() || !Files.exists(packed)) {
          return new Availability.Missing("npm could not fetch " + this + ": " + failure);
        }
        if (!isGenuine(packed)) {
          return new Availability.Missing(
              "the package "
                  + this
                  + " is not the one the tests were written for: its sum differs");
        }
        Files.move(packed, kept, StandardCopyOption.REPLACE_EXISTING);
        return new Availability.Ready(new Tarball(kept));
      } finally {
        Files.deleteIfExists(folder.resolve(fileName()));
        Files.deleteIfExists(folder);
      }
    }
  }

  private static Path cache() {
    String chosen = System.getProperty("selvedge.npm.cache", "");
    return chosen.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache", "selvedge", "npm")
        : Path.of(chosen);
  }

  /// As `npm pack` calls it.
  private String fileName() {
    return name.replace("@", "").replace("/", "-") + "-" + version + ".tgz";
  }

  private boolean isGenuine(Path tarball) throws IOException {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(tarball));
      return MessageDigest.isEqual(
          sha512.getBytes(StandardCharsets.US_ASCII), Base64.getEncoder().encode(sum));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-512", e);
    }
  }

  /// Fetches without installing; gives what went wrong, or nothing.
  private String npmPack(Path folder) throws InterruptedException {
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
    try {
      Process process =
          new ProcessBuilder(
                  List.of(
                      windows ? "npm.cmd" : "npm",
                      "pack",
                      "--silent",
                      "--ignore-scripts",
                      name + "@" + version))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return "it took more than " + MINUTES + " minutes";
      }
      return process.exitValue() == 0 ? "" : "it ended with " + process.exitValue();
    } catch (IOException absent) {
      return "there is no 'npm' on the path";
    }
  }

  @Override
  public String toString() {
    return name + "@" + version;
  }
}
