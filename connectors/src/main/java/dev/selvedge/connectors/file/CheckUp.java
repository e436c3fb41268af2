package dev.selvedge.connectors.file;

import dev.selvedge.ContentHash;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.file.FileSettings.Rules;
import dev.selvedge.connectors.file.place.Place;
import dev.selvedge.connectors.file.place.SftpPlace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/// Looks at the real folder: is it there, what is in it, and may files be moved where they are to
/// be. Immutable.
record CheckUp(Place place, List<Rules> feeds) {
  private static final String PROBE = ".selvedge-probe-";

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    if (place instanceof SftpPlace server) {
      try {
        String shown = server.reach();
        findings.add(
            new Finding(
                true, "logged in at " + place.words() + ", whose host key is " + shown, ""));
      } catch (SourceException failure) {
        return List.of(new Finding(false, String.valueOf(failure.getMessage()), ""));
      }
    }
    Map<String, Place.Entry> all;
    try {
      all = new Folder(place, feeds.getFirst()).list();
    } catch (SourceException failure) {
      findings.add(
          new Finding(
              false,
              String.valueOf(failure.getMessage()),
              "create the folder, or correct 'folder'"));
      return findings;
    }
    StringJoiner readable = new StringJoiner(", ", place.words() + " can be read: ", "");
    readable.setEmptyValue(place.words() + " can be read; nothing is in it for us now");
    List<Finding> unreadable = new ArrayList<>();
    feeds.forEach(rules -> look(rules, all, readable, unreadable));
    findings.add(new Finding(true, readable.toString(), ""));
    findings.addAll(unreadable);
    moving().forEach(goal -> findings.add(moved(goal)));
    return findings;
  }

  /// Looks at the newest file of a feed.
  private void look(
      Rules rules, Map<String, Place.Entry> all, StringJoiner readable, List<Finding> unreadable) {
    Folder folder = new Folder(place, rules);
    List<Place.Entry> meant =
        all.values().stream()
            .filter(file -> folder.isMeant(file.name()))
            .sorted(Comparator.comparingLong(Place.Entry::modified))
            .toList();
    if (meant.isEmpty()) {
      return;
    }
    String name = meant.getLast().name();
    try {
      folder.at(name);
      String count = meant.size() == 1 ? "1 file" : meant.size() + " files";
      readable.add(count + " for " + rules.kind().value() + ", the newest " + name);
    } catch (IOException failure) {
      unreadable.add(
          new Finding(
              false,
              name + " cannot be read (" + Folder.words(failure) + ")",
              "have the hub's account allowed to read it"));
    }
  }

  /// Where files are moved to; empty for those that are only deleted.
  private Set<String> moving() {
    Set<String> goals = new LinkedHashSet<>();
    for (Rules rules : feeds) {
      FileSettings.Handover handover = rules.handover();
      if (handover.delete()) {
        goals.add("");
      }
      for (String goal : List.of(handover.archive(), handover.quarantine())) {
        if (!goal.isEmpty()) {
          goals.add(goal);
        }
      }
    }
    return goals;
  }

  /// Moves an empty, hidden file, and removes it.
  private Finding moved(String goal) {
    String probe = PROBE + ContentHash.of(goal + System.nanoTime());
    String target = goal.isEmpty() ? probe + "-moved" : goal + "/" + probe;
    String where = goal.isEmpty() ? "deleted" : "moved to '" + goal + "'";
    try {
      place.write(probe, new byte[0]);
      place.move(probe, target);
      place.remove(target);
      return new Finding(true, "files can be " + where, "");
    } catch (IOException | SourceException failure) {
      String why =
          failure instanceof IOException told
              ? Folder.words(told)
              : String.valueOf(failure.getMessage());
      return new Finding(
          false,
          "files cannot be " + where + " (" + why + ")",
          "give the hub the right to, or remove 'archive', 'delete' and 'quarantine'");
    } finally {
      remove(probe);
    }
  }

  private void remove(String probe) {
    try {
      place.remove(probe);
    } catch (IOException | SourceException left) {
      // The finding says already that nothing can be done there.
    }
  }
}
