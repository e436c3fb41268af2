package dev.selvedge.testkit.debian;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;

/// Packages of the Debian that this machine runs, fetched by `apt-get download` and unpacked
/// together. Immutable.
///
/// The folder is `~/.cache/selvedge/debian/<name>`, or lies where the system property
/// `selvedge.debian.cache` says.
///
/// @param name of the folder
/// @param packages with what they need and the machine may lack
/// @param needsLookedUp whether apt is asked for what else they need and the machine lacks
public record DebianPackages(String name, List<String> packages, boolean needsLookedUp) {
  private static final long MINUTES = 5;
  private static final String LOG = "last.log";
  private static final List<String> REHEARSE =
      List.of("apt-get", "--simulate", "--no-install-recommends", "install");
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  public DebianPackages {
    packages = List.copyOf(packages);
  }

  /// All of what is wanted is named.
  public DebianPackages(String name, List<String> packages) {
    this(name, packages, false);
  }

  /// Whether the packages are on this machine.
  public sealed interface Availability {
    /// They are.
    record Ready(Unpacked files) implements Availability {}

    /// They cannot be had.
    ///
    /// @param why one sentence for whoever reads the test's output
    record Missing(String why) implements Availability {}

    /// The files, or what `leaveOut` makes of the reason, which is also printed. On a build server,
    /// where the environment says `CI=true`, what is missing is an error: a test that is always
    /// left out proves nothing.
    ///
    /// @param leaveOut for JUnit `Assumptions::abort`
    default Unpacked orLeaveOut(Function<String, Unpacked> leaveOut) {
      return switch (this) {
        case Ready ready -> ready.files();
        case Missing missing -> {
          if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(missing.why());
          }
          System.err.println("LEFT OUT, packages of Debian are missing: " + missing.why());
          yield leaveOut.apply(missing.why());
        }
      };
    }
  }

  /// What was unpacked.
  ///
  /// @param root stands for the root of the file system
  public record Unpacked(Path root) {
    /// A file by its path without the leading slash.
    public Path file(String path) {
      return root.resolve(path);
    }

    /// A process of a program in here, which finds its libraries in here.
    public ProcessBuilder process(List<String> command) {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(libraries());
      return builder;
    }

    private Map<String, String> libraries() {
      try (Stream<Path> places = Files.list(root.resolve("usr/lib"))) {
        String path =
            String.join(
                File.pathSeparator, places.filter(Files::isDirectory).map(Path::toString).toList());
        return Map.of("LD_LIBRARY_PATH", path);
      } catch (IOException none) {
        return Map.of();
      }
    }
  }

  /// Fetches and unpacks what is not in the cache yet.
  public Availability onThisMachine() {
    ONE_AT_A_TIME.lock();
    try {
      return unpacked();
    } catch (IOException failure) {
      return new Availability.Missing("the cache folder cannot be used: " + failure.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Availability.Missing("fetching " + name + " was interrupted");
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  private Availability unpacked() throws IOException, InterruptedException {
    Path cache = Files.createDirectories(cache());
    try (FileChannel channel =
            FileChannel.open(
                cache.resolve(name + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var held = channel.lock()) {
      Path folder = cache.resolve(name);
      Path root = folder.resolve("root");
      Path marker = folder.resolve("complete");
      String wanted = String.join("\n", packages);
      boolean there = Files.exists(marker) && Files.readString(marker).equals(wanted);
      if (held.isValid() && there) {
        return new Availability.Ready(new Unpacked(root));
      }
      Files.createDirectories(root);
      Files.deleteIfExists(marker);
      String failure = fetch(folder);
      if (!failure.isEmpty()) {
        return new Availability.Missing(failure);
      }
      Files.writeString(marker, wanted);
      return new Availability.Ready(new Unpacked(root));
    }
  }

  private static Path cache() {
    String chosen = System.getProperty("selvedge.debian.cache", "");
    return chosen.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache", "selvedge", "debian")
        : Path.of(chosen);
  }

  /// What went wrong; empty when nothing did. Lists that are out of date name files that are gone:
  /// they are read anew once, as far as the user may.
  private String fetch(Path folder) throws IOException, InterruptedException {
    String failure = download(folder);
    if (!failure.isEmpty() && run(folder, List.of("apt-get", "update")).isEmpty()) {
      failure = download(folder);
    }
    if (!failure.isEmpty()) {
      return "apt-get could not fetch " + String.join(", ", packages) + ": " + failure;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".deb")).toList()) {
        String broken = run(folder, List.of("dpkg-deb", "-x", file.toString(), "root"));
        if (!broken.isEmpty()) {
          return "dpkg-deb could not unpack " + file.getFileName() + ": " + broken;
        }
        Files.delete(file);
      }
    }
    return "";
  }

  private String download(Path folder) throws IOException, InterruptedException {
    Set<String> wanted = new LinkedHashSet<>(packages);
    if (needsLookedUp) {
      List<String> rehearse = new ArrayList<>(REHEARSE);
      rehearse.addAll(packages);
      String failure = run(folder, rehearse);
      if (!failure.isEmpty()) {
        return failure;
      }
      wanted.addAll(lacking(Files.readAllLines(folder.resolve(LOG))));
    }
    List<String> download = new ArrayList<>(List.of("apt-get", "download"));
    download.addAll(wanted);
    return run(folder, download);
  }

  /// The packages that would be installed: `Inst libnss3 (2:3.110-1 Debian:13/stable [amd64])`.
  /// The C library is left out: programs have to run with the loader that belongs to it.
  private static List<String> lacking(List<String> rehearsed) {
    return rehearsed.stream()
        .filter(line -> line.startsWith("Inst "))
        .map(line -> line.split(" ", 3)[1])
        .filter(name -> !name.equals("libc6"))
        .toList();
  }

  private static String run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Path output = folder.resolve(LOG);
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException absent) {
      return "there is no '" + command.getFirst() + "' on the path";
    }
    process.getOutputStream().close();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      return "it took more than " + MINUTES + " minutes";
    }
    return process.exitValue() == 0
        ? ""
        : lastLine(Files.readString(output, StandardCharsets.UTF_8));
  }

  private static String lastLine(String output) {
    List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty() ? "it said nothing" : lines.getLast();
  }
}
