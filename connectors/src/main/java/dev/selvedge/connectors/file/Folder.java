package dev.selvedge.connectors.file;

import dev.selvedge.ContentHash;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.file.FileSettings.Rules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The files of one feed in their folder, and which of them are complete. Remembers between looks
/// how long a file has stood still. Confined to one thread at a time.
final class Folder {
  private static final int HEAD = 1024;
  private static final String DONE = ".done";

  private final Path folder;
  private final Rules rules;
  private Map<String, Look> looks = Map.of();

  Folder(Path folder, Rules rules) {
    this.folder = folder;
    this.rules = rules;
  }

  /// A file as it stands now.
  ///
  /// @param identity tells the same name with other content apart
  record Found(String name, Path path, long modified, String identity) {}

  private record Look(long size, long modified, Instant since) {}

  /// Complete files, the oldest first.
  ///
  /// @throws SourceException when the folder cannot be read
  List<Found> ready(Instant now) {
    List<Found> found = new ArrayList<>();
    Map<String, Look> seen = new HashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, rules.glob())) {
      for (Path file : files) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          look(file, now, seen).ifPresent(found::add);
        }
      }
    } catch (IOException e) {
      throw new SourceException("cannot read the folder " + folder, e);
    } catch (DirectoryIteratorException e) {
      throw new SourceException("cannot read the folder " + folder, e);
    }
    looks = Map.copyOf(seen);
    found.sort(Comparator.comparingLong(Found::modified).thenComparing(Found::name));
    return found;
  }

  private Optional<Found> look(Path file, Instant now, Map<String, Look> seen) throws IOException {
    String name = file.getFileName().toString();
    Optional<BasicFileAttributes> attributes = attributes(file);
    if (attributes.isEmpty()) {
      return Optional.empty();
    }
    long size = attributes.get().size();
    long modified = attributes.get().lastModifiedTime().toMillis();
    Look before = looks.get(name);
    boolean still = before != null && before.size() == size && before.modified() == modified;
    Look look = still && before != null ? before : new Look(size, modified, now);
    seen.put(name, look);
    boolean complete =
        switch (rules.handover().ready()) {
          case RENAMED -> true;
          case DONE -> Files.exists(marker(file));
          case QUIET -> !look.since().plus(rules.handover().quietFor()).isAfter(now);
        };
    return complete ? found(file) : Optional.empty();
  }

  boolean has(String name) {
    return Files.exists(folder.resolve(name));
  }

  /// The file as it stands now; nothing when it is gone.
  Optional<Found> named(String name) {
    try {
      return found(folder.resolve(name));
    } catch (IOException e) {
      throw new SourceException("cannot read " + name, e);
    }
  }

  /// Moves a file that was read, unless it changed meanwhile.
  void archive(String name, String identity) {
    Optional<Found> file = named(name).filter(each -> each.identity().equals(identity));
    if (file.isEmpty()) {
      return;
    }
    Path into = folder.resolve(rules.handover().archive());
    try {
      Files.createDirectories(into);
      Path target = into.resolve(name);
      Path free =
          Files.exists(target) ? into.resolve(ContentHash.of(identity) + "-" + name) : target;
      Files.move(file.get().path(), free, StandardCopyOption.REPLACE_EXISTING);
      Files.deleteIfExists(marker(file.get().path()));
    } catch (IOException e) {
      throw new SourceException("cannot move " + name + " to " + into, e);
    }
  }

  private static Optional<Found> found(Path file) throws IOException {
    Optional<BasicFileAttributes> attributes = attributes(file);
    if (attributes.isEmpty()) {
      return Optional.empty();
    }
    long modified = attributes.get().lastModifiedTime().toMillis();
    try (InputStream in = Files.newInputStream(file)) {
      String head = ContentHash.of(in.readNBytes(HEAD)).value();
      String identity = attributes.get().size() + ":" + modified + ":" + head;
      return Optional.of(new Found(file.getFileName().toString(), file, modified, identity));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
  }

  private static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
    try {
      return Optional.of(Files.readAttributes(file, BasicFileAttributes.class));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
  }

  private static Path marker(Path file) {
    return file.resolveSibling(file.getFileName() + DONE);
  }
}
