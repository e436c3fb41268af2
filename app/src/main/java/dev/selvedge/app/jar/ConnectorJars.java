package dev.selvedge.app.jar;

import dev.selvedge.connector.Connector;
import dev.selvedge.yaml.Position;
import dev.selvedge.yaml.Problems;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The connectors of a project: those that come with the program, and those in the jars of its
/// folder `connectors`.
///
/// A jar names its connectors in `META-INF/services/dev.selvedge.connector.Connector`. It runs with
/// all the rights of the hub: whoever may put a file there decides what the hub does.
public final class ConnectorJars {
  /// The folder below the project's.
  public static final String FOLDER = "connectors";

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
  private static final String CONTRACT = "META-INF/services/" + Connector.class.getName();
  private static final int MOST = 100;
  private static final int PART = 64 * 1024;

  private final Map<String, Connector> builtIn;

  /// @param builtIn those that come with the program, by their names
  public ConnectorJars(Map<String, Connector> builtIn) {
    this.builtIn = Map.copyOf(builtIn);
  }

  /// One connector, and where it came from.
  ///
  /// @param jar from the project's folder; empty for one that comes with the program
  /// @param fingerprint SHA-256 of the jar's bytes, in hexadecimal digits; empty as well
  public record Known(Connector connector, String jar, String fingerprint) {}

  /// All connectors of a project by their names. What is wrong with a jar goes to `problems`.
  public Map<String, Known> of(Path projectFolder, Problems problems) {
    Map<String, Known> known = new TreeMap<>();
    builtIn.forEach((name, connector) -> known.put(name, new Known(connector, "", "")));
    for (Path jar : jars(projectFolder, problems)) {
      String file = FOLDER + '/' + jar.getFileName();
      List<Connector> inside = inside(jar, file, problems);
      if (!inside.isEmpty()) {
        String fingerprint = fingerprint(jar, file, problems);
        inside.forEach(one -> add(new Known(one, file, fingerprint), known, problems));
      }
    }
    return known;
  }

  private static List<Path> jars(Path projectFolder, Problems problems) {
    Path folder = projectFolder.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    Position at = new Position(FOLDER, 1, 1);
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> jars =
          files
              .filter(file -> file.getFileName().toString().endsWith(".jar"))
              .filter(file -> !file.getFileName().toString().startsWith("."))
              .sorted()
              .limit(MOST + 1L)
              .toList();
      if (jars.size() > MOST) {
        problems.add(at, "there are more than " + MOST + " jars", "leave only those in use");
        return List.of();
      }
      return jars;
    } catch (IOException e) {
      problems.add(at, "the folder cannot be read", "check its permissions");
      return List.of();
    }
  }

  private static List<Connector> inside(Path jar, String file, Problems problems) {
    Position at = new Position(file, 1, 1);
    List<Connector> found = new ArrayList<>();
    try {
      // Left open: its classes are read as they are needed, for as long as the program runs.
      JarLoader loader = new JarLoader(jar.toUri().toURL(), file);
      Iterator<Connector> each = ServiceLoader.load(Connector.class, loader).iterator();
      while (each.hasNext()) {
        found.add(Fence.around(Connector.class, each.next(), loader, file));
      }
      if (found.isEmpty()) {
        problems.add(
            at,
            "the jar names no connector",
            "its file "
                + CONTRACT
                + " has to hold the name of a class, see docs/connectors/jars.md");
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      problems.add(
          at,
          "a connector of the jar cannot be made: " + Fence.words(e),
          "was it built for this version of Selvedge, with all it needs inside?");
    } catch (IOException | RuntimeException e) {
      problems.add(at, "the jar cannot be opened: " + Fence.words(e), "copy it here again");
    }
    return List.copyOf(found);
  }

  private static String fingerprint(Path jar, String file, Problems problems) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(jar))) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] part = new byte[PART];
      for (int read = in.read(part); read >= 0; read = in.read(part)) {
        digest.update(part, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      problems.add(new Position(file, 1, 1), "the jar cannot be read", "copy it here again");
      return "";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void add(Known one, Map<String, Known> known, Problems problems) {
    Connector connector = one.connector();
    Position at = new Position(one.jar(), 1, 1);
    try {
      String name = connector.name();
      if (!NAME.matcher(name).matches()) {
        problems.add(
            at,
            "the connector calls itself '" + name + "'",
            "a name has small letters, digits and dashes, 40 at most");
        return;
      }
      // Both are asked for all the time; a connector that cannot say them is none.
      connector.options();
      connector.summary();
      Known other = known.putIfAbsent(name, one);
      if (other != null) {
        problems.add(
            at,
            "there is a connector '"
                + name
                + "' already, "
                + (other.jar().isEmpty() ? "which comes with the program" : "in " + other.jar()),
            "leave one of them out, or have it named otherwise");
      }
    } catch (RuntimeException e) {
      problems.add(at, "the connector fails: " + Fence.words(e), "tell those who made it");
    }
  }
}
