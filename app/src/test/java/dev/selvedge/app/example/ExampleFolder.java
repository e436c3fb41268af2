package dev.selvedge.app.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The folders in `examples/`, and copies of them.
final class ExampleFolder {
  private static final Path EXAMPLES = Path.of("..", "examples");

  private ExampleFolder() {}

  static List<Path> all() throws IOException {
    try (Stream<Path> folders = Files.list(EXAMPLES)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("selvedge.yaml")))
          .sorted()
          .toList();
    }
  }

  /// Copies an example as it is but for some pieces of its `selvedge.yaml`.
  ///
  /// @param changes what stands there, and what takes its place
  static void copy(String name, Path to, Map<String, String> changes) throws IOException {
    Path from = EXAMPLES.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    Path settings = to.resolve("selvedge.yaml");
    String text = Files.readString(settings);
    for (Map.Entry<String, String> change : changes.entrySet()) {
      assertThat(text).containsOnlyOnce(change.getKey());
      text = text.replace(change.getKey(), change.getValue());
    }
    Files.writeString(settings, text);
  }
}
