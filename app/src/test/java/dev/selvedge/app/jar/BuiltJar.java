package dev.selvedge.app.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// A jar as somebody else builds it: compiled from sources, outside of this build's class path.
public final class BuiltJar {
  private static final String CONTRACT = "META-INF/services/dev.selvedge.connector.Connector";

  private BuiltJar() {}

  /// From sources by their classes' names.
  ///
  /// @param connector the class that the jar names
  /// @param without a class that is left out of the jar, though others need it; empty for none
  public static void of(
      Path jar, Path work, String connector, Map<String, String> sources, String without)
      throws IOException {
    List<JavaFileObject> units = new ArrayList<>();
    sources.forEach((name, text) -> units.add(new Source(name, text)));
    Path classes = Files.createTempDirectory(work, "classes");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<String> options = List.of("-d", classes.toString(), "-proc:none");
      assertThat(compiler.getTask(null, files, null, options, null, units).call()).isTrue();
    }
    Files.createDirectories(jar.getParent());
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(out);
        Stream<Path> all = Files.walk(classes)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = classes.relativize(file).toString().replace('\\', '/');
        if (!name.equals(without.replace('.', '/') + ".class")) {
          packed.putNextEntry(new JarEntry(name));
          packed.write(Files.readAllBytes(file));
        }
      }
      if (!connector.isEmpty()) {
        packed.putNextEntry(new JarEntry(CONTRACT));
        packed.write(connector.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /// The example that people copy.
  public static void ofExample(Path jar, Path work) throws IOException {
    Path sources = Path.of("..", "examples", "community-connector", "src", "main", "java");
    Map<String, String> texts = new java.util.TreeMap<>();
    try (Stream<Path> all = Files.walk(sources)) {
      for (Path file : all.filter(each -> each.toString().endsWith(".java")).toList()) {
        String name = sources.relativize(file).toString().replace(".java", "");
        texts.put(name.replace('/', '.').replace('\\', '.'), Files.readString(file));
      }
    }
    of(jar, work, "com.example.club.ClubConnector", texts, "");
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
