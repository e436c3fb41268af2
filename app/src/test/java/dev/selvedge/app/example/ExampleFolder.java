package dev.selvedge.app.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.Wiring;
import dev.selvedge.app.config.Loaded;
import dev.selvedge.app.config.Project;
import dev.selvedge.app.config.ProjectLoader;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.yaml.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The folders in `examples/`, and copies of them.
final class ExampleFolder {
  private static final Path EXAMPLES = Path.of("..", "examples");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Z0-9_]+)}");

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

  /// What an example is, loaded.
  static Project project(Path folder, Environment environment, Wiring wiring, InstantSource clock) {
    return switch (new ProjectLoader(environment, wiring.connectors(), clock).load(folder)) {
      case Loaded.Ready(Project ready) -> ready;
      case Loaded.Faulty faulty -> throw new AssertionError(faulty.problems().toString());
    };
  }

  /// The same, for those who only look at it.
  static Project project(Path folder) throws IOException {
    SettableClock clock = new SettableClock(Instant.parse("2026-11-01T12:00:00Z"));
    Environment environment = new Environment(variables(folder));
    return project(folder, environment, new Wiring(environment, clock, new Random(7)), clock);
  }

  /// Something for every variable that the example asks for; an address where one is wanted.
  static Map<String, String> variables(Path folder) throws IOException {
    Map<String, String> variables = new TreeMap<>();
    Matcher names = VARIABLE.matcher(Files.readString(folder.resolve("selvedge.yaml")));
    while (names.find()) {
      String name = names.group(1);
      boolean address = name.endsWith("_ENDPOINT") || name.endsWith("_API") || name.endsWith("URL");
      variables.put(
          name,
          name.endsWith("_BROKERS")
              ? "127.0.0.1:9"
              : address ? "https://127.0.0.1:9/" : "not-a-real-secret-value");
    }
    return variables;
  }
}
