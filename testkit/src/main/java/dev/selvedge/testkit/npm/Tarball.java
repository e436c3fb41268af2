package dev.selvedge.testkit.npm;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/// The files in a package, read in memory: a gzipped archive of the POSIX kind that npm makes.
/// Immutable.
public record Tarball(Path file) {
  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final int SIZE_AT = 124;
  private static final int SIZE = 12;
  private static final int TYPE_AT = 156;
  private static final int PREFIX_AT = 345;
  private static final int PREFIX = 155;

  /// One file.
  ///
  /// @param name below the package's folder, such as `dist/data.json`
  public byte[] read(String name) {
    Map<String, byte[]> found = readAll(name::equals);
    if (found.isEmpty()) {
      throw new IllegalArgumentException("the package has no file " + name);
    }
    return found.values().iterator().next();
  }

  /// All files whose names are wanted, by their names.
  public Map<String, byte[]> readAll(Predicate<String> wanted) {
    Map<String, byte[]> found = new TreeMap<>();
    try (InputStream in =
        new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      byte[] header = in.readNBytes(BLOCK);
      while (header.length == BLOCK && header[0] != 0) {
        String name = name(header);
        long size = Long.parseLong(text(header, SIZE_AT, SIZE).strip(), 8);
        long padding = (BLOCK - size % BLOCK) % BLOCK;
        boolean plain = header[TYPE_AT] == '0' || header[TYPE_AT] == 0;
        if (plain && wanted.test(name)) {
          found.put(name, in.readNBytes(Math.toIntExact(size)));
          in.skipNBytes(padding);
        } else {
          in.skipNBytes(size + padding);
        }
        header = in.readNBytes(BLOCK);
      }
      return found;
    } catch (IOException failure) {
      throw new UncheckedIOException("the package " + file.getFileName() + " is broken", failure);
    }
  }

  private static String name(byte[] header) {
    String prefix = text(header, PREFIX_AT, PREFIX);
    String name = text(header, 0, NAME);
    String whole = prefix.isEmpty() ? name : prefix + "/" + name;
    return whole.substring(whole.indexOf('/') + 1);
  }

  private static String text(byte[] header, int at, int most) {
    int length = 0;
    while (length < most && header[at + length] != 0) {
      length++;
    }
    return new String(header, at, length, StandardCharsets.UTF_8);
  }
}
