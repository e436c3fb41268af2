package dev.selvedge.connectors.file;

import dev.selvedge.ContentHash;
import dev.selvedge.connectors.file.FileSettings.Handover;
import dev.selvedge.connectors.file.Folder.Found;
import dev.selvedge.connectors.file.place.Place;
import dev.selvedge.connectors.file.place.Place.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Puts files away that were read. The cursor that says so is stored when it comes back here, so
/// that nothing is put away too early. A file is first taken aside under a name nobody writes to
/// and looked at there: what came under its old name meanwhile stays or goes back. A stop at any
/// moment is made good at the next look, since the cursor forgets a file only afterwards.
/// Immutable.
record Shelf(Place place, Folder folder, Handover handover) {
  static final String REPORT = ".rejected.txt";

  /// Puts away what the cursor calls read, and forgets what is gone.
  ///
  /// @param all every file there is, by its name; what is put away is taken out
  /// @param troubles is told what could not be put away
  FileCursor tidied(FileCursor stored, Map<String, Entry> all, List<String> troubles) {
    Map<String, String> there = new TreeMap<>();
    stored
        .done()
        .forEach(
            (name, identity) -> {
              Optional<String> why = Optional.ofNullable(stored.rejected().get(name));
              if (isMoved(why.isPresent()) && troubles.isEmpty()) {
                try {
                  putAway(name, identity, why, all);
                } catch (IOException failure) {
                  troubles.add(trouble(name, why.isPresent(), failure));
                }
              }
              if (all.containsKey(name) || all.containsKey(Folder.TAKEN + name)) {
                there.put(name, identity);
              }
            });
    return stored.keeping(there);
  }

  private boolean isMoved(boolean rejected) {
    return rejected
        ? !handover.quarantine().isEmpty()
        : handover.delete() || !handover.archive().isEmpty();
  }

  private String trouble(String name, boolean rejected, IOException failure) {
    String how =
        rejected || !handover.delete()
            ? "cannot be moved to '" + goal(rejected) + "'"
            : "cannot be deleted";
    String option = rejected ? "quarantine" : handover.delete() ? "delete" : "archive";
    String advice =
        failure instanceof AccessDeniedException
            ? "; give the hub the right to, or remove '" + option + "'"
            : "";
    return name + " was read and " + how + " (" + Folder.words(failure) + ")" + advice;
  }

  private String goal(boolean rejected) {
    return rejected ? handover.quarantine() : handover.archive();
  }

  private void putAway(String name, String identity, Optional<String> why, Map<String, Entry> all)
      throws IOException {
    String aside = Folder.TAKEN + name;
    if (all.containsKey(name) && !all.containsKey(aside)) {
      if (!folder.at(name).map(Found::identity).filter(identity::equals).isPresent()) {
        return;
      }
      place.move(name, aside);
      rename(all, name, aside);
    }
    Optional<Found> taken = folder.at(aside);
    if (taken.isPresent() && !taken.get().identity().equals(identity)) {
      place.move(aside, name);
      rename(all, aside, name);
      return;
    }
    if (taken.isPresent()) {
      shelve(aside, name, taken.get(), why);
    }
    all.remove(aside);
    String marker = name + handover.marker();
    Entry listed = all.get(marker);
    if (handover.ready() == FileSettings.Ready.DONE && listed != null && !all.containsKey(name)) {
      // A marker that was written anew meanwhile tells of a file that came meanwhile.
      if (place.look(marker).filter(listed::equals).isPresent()) {
        place.remove(marker);
      }
      all.remove(marker);
    }
  }

  private static void rename(Map<String, Entry> all, String from, String to) {
    Entry moved = all.remove(from);
    if (moved != null) {
      all.put(to, new Entry(to, moved.size(), moved.modified()));
    }
  }

  private void shelve(String aside, String name, Found file, Optional<String> why)
      throws IOException {
    if (why.isEmpty() && handover.delete()) {
      place.remove(aside);
      return;
    }
    String target = goal(why.isPresent()) + "/" + name;
    if (place.look(target).isPresent()) {
      target = besides(goal(why.isPresent()), name, file.identity());
      place.remove(target);
    }
    if (why.isPresent()) {
      String report = name + ": " + why.get() + System.lineSeparator();
      place.write(target + REPORT, report.getBytes(StandardCharsets.UTF_8));
    }
    place.move(aside, target);
  }

  private static String besides(String goal, String name, String identity) {
    return goal + "/" + ContentHash.of(identity) + "-" + name;
  }

  /// Where a file that was read lies now: in its place, aside, or in the archive.
  Optional<Found> find(String name, String identity) {
    List<String> places =
        handover.archive().isEmpty()
            ? List.of(name, Folder.TAKEN + name)
            : List.of(
                name,
                Folder.TAKEN + name,
                handover.archive() + "/" + name,
                besides(handover.archive(), name, identity));
    return places.stream()
        .map(folder::named)
        .flatMap(Optional::stream)
        .filter(each -> each.identity().equals(identity))
        .findFirst();
  }
}
