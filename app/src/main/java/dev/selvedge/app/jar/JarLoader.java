package dev.selvedge.app.jar;

import dev.selvedge.connector.Connector;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/// Loads the classes of one jar. Of the hub it shows the contract of connectors and what that is
/// made of; everything else a jar needs it must hold itself. So its libraries and the hub's never
/// meet, whichever versions they are of, and two jars do not either.
final class JarLoader extends URLClassLoader {
  /// Packages with all below them that hub and jar share.
  private static final List<String> SHARED =
      List.of(
          "dev.selvedge.connector.",
          "dev.selvedge.yaml.",
          "tools.jackson.",
          "com.fasterxml.jackson.annotation.",
          "org.slf4j.",
          "org.jspecify.");

  /// The contract's own nouns are in the package itself, and nothing below it is the contract's.
  private static final String NOUNS = "dev.selvedge.";

  static {
    registerAsParallelCapable();
  }

  JarLoader(URL jar, String name) {
    super(name, new URL[] {jar}, ClassLoader.getPlatformClassLoader());
  }

  static boolean isShared(String type) {
    boolean noun = type.startsWith(NOUNS) && type.indexOf('.', NOUNS.length()) < 0;
    return noun || SHARED.stream().anyMatch(type::startsWith);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return isShared(name)
        ? Connector.class.getClassLoader().loadClass(name)
        : super.loadClass(name, resolve);
  }
}
