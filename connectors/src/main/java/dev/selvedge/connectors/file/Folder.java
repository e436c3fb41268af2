package dev.selvedge.connectors.file;

import dev.selvedge.ContentHash;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.file.FileSettings.Rules;
import dev.selvedge.connectors.file.place.Place;
import dev.selvedge.connectors.file.place.Place.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The files of one feed in their folder: which of them are complete, and which are new. Remembers
/// between looks how long a file has stood still. Confined to one thread at a time.
final class Folder {
  /// What a file is called while it is moved away.
  static final String TAKEN = ".selvedge-taken-";

  private static final Pattern NOT_ASCII = Pattern.compile("[^ -~]");

  /// What stands in a name for bytes that are no character.
  private static final char UNREADABLE = '\uFFFD';

  /// Up to this size all of a file is looked at to tell it from another, of longer ones both ends.
  private static final int WHOLE = 256 * 1024;

  private static final int END = 64 * 1024;

  /// From then on the same size and time mean the same content. SFTP tells times in whole seconds,
  /// so that a file may change after it was looked at and keep its time, but not for so long.
  private static final Duration SETTLED = Duration.ofMinutes(2);

  /// How many files that were read are looked into again in one poll, at most.
  private static final int LOOKED_INTO = 50;

  private final Place place;
  private final Rules rules;
  private final PathMatcher glob;
  private final Map<String, Sure> sure = new HashMap<>();
  private Map<String, Look> looks = Map.of();

  Folder(Place place, Rules rules) {
    this.place = place;
    this.rules = rules;
    this.glob = FileSystems.getDefault().getPathMatcher("glob:" + rules.glob());
  }

  /// A file as it stands now.
  ///
  /// @param identity tells the same name with other content apart, and is kept when it is moved
  record Found(String path, long size, long modified, String identity) {}

  private record Look(long size, long modified, Instant since) {}

  private record Sure(String identity, Instant since, Instant last) {}

  /// Every file there is, by its name.
  ///
  /// @throws SourceException when the folder cannot be read
  Map<String, Entry> list() {
    try {
      Map<String, Entry> all = new TreeMap<>();
      place.list().forEach(each -> all.put(each.name(), each));
      return all;
    } catch (IOException e) {
      throw new SourceException(
          place.words() + " is not there or may not be read (" + words(e) + ")", e);
    }
  }

  static String words(IOException failure) {
    return switch (failure) {
      case NoSuchFileException gone -> "nothing of that name";
      case AccessDeniedException denied -> "no permission";
      case FileSystemException one when one.getReason() != null -> one.getReason();
      case IOException other -> String.valueOf(other.getMessage());
    };
  }

  /// Complete files, the oldest first.
  List<Entry> ready(Map<String, Entry> all, Instant now) {
    List<Entry> ready = new ArrayList<>();
    Map<String, Look> seen = new HashMap<>();
    for (Entry file : all.values()) {
      if (isMeant(file.name()) && isComplete(file, all, now, seen)) {
        ready.add(file);
      }
    }
    looks = Map.copyOf(seen);
    ready.sort(Comparator.comparingLong(Entry::modified).thenComparing(Entry::name));
    return ready;
  }

  /// Whether the glob means a file of this name.
  boolean isMeant(String name) {
    boolean hidden = name.startsWith(".") && !rules.glob().startsWith(".");
    boolean unfinished =
        rules.handover().unfinished().stream().anyMatch(name::endsWith)
            || (name.endsWith(rules.handover().marker())
                && rules.handover().ready() == FileSettings.Ready.DONE);
    if (hidden || unfinished || name.startsWith(TAKEN)) {
      return false;
    }
    try {
      return glob.matches(Path.of(name));
    } catch (InvalidPathException notHere) {
      // A name that this machine's locale cannot write may still be one of a server.
      return glob.matches(Path.of(NOT_ASCII.matcher(name).replaceAll("_")));
    }
  }

  private boolean isComplete(
      Entry file, Map<String, Entry> all, Instant now, Map<String, Look> seen) {
    Look before = looks.get(file.name());
    boolean still =
        before != null && before.size() == file.size() && before.modified() == file.modified();
    Look look = before != null && still ? before : new Look(file.size(), file.modified(), now);
    seen.put(file.name(), look);
    return switch (rules.handover().ready()) {
      case RENAMED -> true;
      case DONE -> {
        // An older marker belongs to an earlier file of this name.
        Entry marker = all.get(file.name() + rules.handover().marker());
        yield marker != null && marker.modified() >= file.modified();
      }
      case QUIET -> !look.since().plus(rules.handover().quietFor()).isAfter(now);
    };
  }

  /// The oldest of the complete files that was not read.
  ///
  /// @param done name to identity of those that were
  /// @param troubles is told of files that cannot be opened
  Optional<Found> next(
      List<Entry> ready, Map<String, String> done, Instant now, List<String> troubles) {
    int lookedInto = 0;
    for (Entry file : ready) {
      if (file.name().indexOf(UNREADABLE) >= 0) {
        troubles.add(
            file.name()
                + " has a name that is not UTF-8, under which it cannot be opened; rename it");
        continue;
      }
      String read = done.getOrDefault(file.name(), "");
      boolean looksRead = read.startsWith(prefix(file));
      if (looksRead && (isSure(file.name(), read) || lookedInto >= LOOKED_INTO)) {
        continue;
      }
      try {
        lookedInto += looksRead ? 1 : 0;
        Optional<Found> found = at(file.name());
        if (found.isPresent() && !found.get().identity().equals(read)) {
          return found;
        }
        found.ifPresent(each -> remember(file.name(), each.identity(), now));
      } catch (AccessDeniedException denied) {
        troubles.add(file.name() + " may not be read; have the hub's account allowed to");
      } catch (FileSystemException one) {
        // Of this file alone: somebody may have it locked.
        troubles.add(file.name() + " cannot be read: " + words(one));
      } catch (IOException e) {
        throw new SourceException("cannot read " + file.name() + ": " + words(e), e);
      }
    }
    sure.keySet().retainAll(done.keySet());
    return Optional.empty();
  }

  private boolean isSure(String name, String identity) {
    Sure known = sure.get(name);
    return known != null
        && known.identity().equals(identity)
        && !known.since().plus(SETTLED).isAfter(known.last());
  }

  private void remember(String name, String identity, Instant now) {
    Sure known = sure.get(name);
    Instant since = known != null && known.identity().equals(identity) ? known.since() : now;
    sure.put(name, new Sure(identity, since, now));
  }

  /// Whether one of the complete files was not read, as far as names, sizes and times tell.
  static boolean anyNew(List<Entry> ready, Map<String, String> done) {
    return ready.stream()
        .filter(file -> file.name().indexOf(UNREADABLE) < 0)
        .anyMatch(file -> !done.getOrDefault(file.name(), "").startsWith(prefix(file)));
  }

  /// Whether a file has still the size and the time it had.
  boolean stands(Found file) {
    try {
      return place
          .look(file.path())
          .filter(now -> now.size() == file.size() && now.modified() == file.modified())
          .isPresent();
    } catch (IOException e) {
      throw new SourceException("cannot read " + file.path() + ": " + words(e), e);
    }
  }

  /// The same, when a trouble is an end.
  Optional<Found> named(String path) {
    try {
      return at(path);
    } catch (IOException e) {
      throw new SourceException("cannot read " + path + ": " + words(e), e);
    }
  }

  /// The file as it stands now; nothing when it is gone.
  Optional<Found> at(String path) throws IOException {
    Optional<Entry> file = place.look(path);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try (Place.Content content = place.open(path)) {
      String identity = prefix(file.get()) + hash(content, file.get().size());
      return Optional.of(new Found(path, file.get().size(), file.get().modified(), identity));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
  }

  private static String prefix(Entry file) {
    return file.size() + ":" + file.modified() + ":";
  }

  private static ContentHash hash(Place.Content content, long size) throws IOException {
    int length = (int) Math.min(size, WHOLE);
    ByteBuffer looked = ByteBuffer.allocate(length);
    if (size <= WHOLE) {
      read(content, looked, 0);
    } else {
      read(content, looked.limit(END), 0);
      read(content, looked.limit(2 * END), size - END);
    }
    byte[] bytes = new byte[looked.position()];
    looked.flip().get(bytes);
    return ContentHash.of(bytes);
  }

  private static void read(Place.Content content, ByteBuffer into, long from) throws IOException {
    int begin = into.position();
    int read = 0;
    while (read >= 0 && into.hasRemaining()) {
      read = content.read(into, from + into.position() - begin);
    }
  }
}
