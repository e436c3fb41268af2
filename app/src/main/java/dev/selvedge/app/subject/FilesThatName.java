package dev.selvedge.app.subject;

import dev.selvedge.app.config.setting.StoreLocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Finds files in a project's folder that name an address: exports, copies, logs, which nobody but
/// the people who made them can know to be of no more use.
public final class FilesThatName {
  private static final int DEPTH = 6;
  private static final int FILES_AT_MOST = 10_000;
  private static final int PIECE = 1 << 20;

  private FilesThatName() {}

  /// Those of a folder and what is below it.
  ///
  /// @param store is looked through otherwise
  public static List<Path> in(Path folder, StoreLocation store, Collection<String> addresses) {
    List<String> needles =
        addresses.stream()
            .flatMap(address -> Stream.of(address, address.replace("@", "%40")))
            .map(text -> text.toLowerCase(Locale.ROOT))
            .toList();
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      files
          .filter(Files::isRegularFile)
          .filter(file -> !isOfStore(file, store))
          .limit(FILES_AT_MOST)
          .filter(file -> names(file, needles))
          .sorted()
          .forEach(found::add);
    } catch (IOException | java.io.UncheckedIOException e) {
      // what cannot be read by the hub's own user is not the hub's
      return found;
    }
    return found;
  }

  private static boolean isOfStore(Path file, StoreLocation store) {
    return store instanceof StoreLocation.SqliteFile(Path path)
        && file.toAbsolutePath().toString().startsWith(path.toAbsolutePath().toString());
  }

  /// Piece by piece, each with the end of the one before.
  private static boolean names(Path file, List<String> needles) {
    int overlap = needles.stream().mapToInt(String::length).max().orElse(0);
    try (InputStream in = Files.newInputStream(file)) {
      String rest = "";
      for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
        String text =
            rest + new String(piece, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        if (needles.stream().anyMatch(text::contains)) {
          return true;
        }
        rest = text.substring(Math.max(0, text.length() - overlap));
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }
}
