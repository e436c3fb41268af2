package dev.selvedge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that holds what must come out. Rewritten with `-Dselvedge.docs=write`; the change is then
/// read before it is committed.
public final class GoldenFile {
  private GoldenFile() {}

  public static void expect(Path file, String actual) {
    try {
      if ("write".equals(System.getProperty("selvedge.docs"))) {
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, actual);
      }
      assertThat(actual).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
