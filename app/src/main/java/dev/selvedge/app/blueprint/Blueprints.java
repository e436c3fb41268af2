package dev.selvedge.app.blueprint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The blueprints that come with the program: they are the examples that everybody can read and
/// that tests check.
public final class Blueprints {
  private static final String PLACE = "/blueprints";

  private Blueprints() {}

  /// All, by name.
  ///
  /// @throws UncheckedIOException if the program's own files cannot be read
  public static List<Blueprint> all() {
    URL place = Blueprints.class.getResource(PLACE);
    if (place == null) {
      throw new IllegalStateException("the program lacks its blueprints");
    }
    try {
      URI uri = place.toURI();
      if (!uri.getScheme().equals("jar")) {
        return read(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return read(jar.getPath(PLACE));
      }
    } catch (URISyntaxException | IOException e) {
      throw new UncheckedIOException("the program's blueprints cannot be read", new IOException(e));
    }
  }

  private static List<Blueprint> read(Path place) throws IOException {
    List<Blueprint> blueprints = new ArrayList<>();
    try (Stream<Path> folders = Files.list(place)) {
      for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        if (Files.exists(folder.resolve(Blueprint.PROJECT))) {
          blueprints.add(new Blueprint(nameOf(folder), files(folder)));
        }
      }
    }
    return List.copyOf(blueprints);
  }

  /// A folder in a jar may end with a slash.
  private static String nameOf(Path folder) {
    Path last = folder.getFileName();
    return last == null ? "" : last.toString().replace("/", "");
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(path).toString().replace('\\', '/'), Files.readString(path));
      }
    }
    return files;
  }
}
