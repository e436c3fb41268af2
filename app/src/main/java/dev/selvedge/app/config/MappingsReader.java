package dev.selvedge.app.config;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Feed;
import dev.selvedge.yaml.Nearest;
import dev.selvedge.yaml.Position;
import dev.selvedge.yaml.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds the mapping file of every feed, and says which feed has none and which file no feed.
final class MappingsReader {
  private static final Pattern NAME =
      Pattern.compile("([a-z][a-z0-9-]{0,39})\\.([a-z][a-z0-9_-]{0,39})\\.yaml");

  private final ProjectFiles files;
  private final SystemsReader.Systems systems;
  private final Problems problems;

  MappingsReader(ProjectFiles files, SystemsReader.Systems systems, Problems problems) {
    this.files = files;
    this.systems = systems;
    this.problems = problems;
  }

  List<MappingFile> read() {
    Map<Feed, String> waiting = new LinkedHashMap<>();
    systems
        .good()
        .forEach(system -> system.plan().feeds().forEach(feed -> waiting.put(feed, file(feed))));
    Set<String> expected = new TreeSet<>(waiting.values());
    for (String name : files.mappings()) {
      checkName(name, expected);
    }
    List<MappingFile> mappings = new ArrayList<>();
    Set<String> present = Set.copyOf(files.mappings());
    for (var feed : waiting.entrySet()) {
      String file = ProjectFiles.MAPPINGS + '/' + feed.getValue();
      if (present.contains(feed.getValue())) {
        files
            .read(file, "")
            .ifPresent(root -> mappings.add(new MappingFile(feed.getKey(), file, root)));
      } else {
        problems.add(
            systems.positions().getOrDefault(feed.getKey().system().value(), start(file)),
            "the feed " + feed.getKey() + " has no mapping",
            "write " + file);
      }
    }
    return mappings;
  }

  private void checkName(String name, Set<String> expected) {
    if (expected.contains(name)) {
      return;
    }
    Position at = start(ProjectFiles.MAPPINGS + '/' + name);
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      problems.add(
          at,
          "the name does not say which feed this maps",
          Nearest.of(name, expected)
              .map(near -> "is it " + near + "?")
              .orElse("name it <system>.<kind>.yaml"));
    } else if (!systems.names().contains(parts.group(1))) {
      problems.add(
          at,
          "there is no system '" + parts.group(1) + "'",
          Nearest.suggestion(parts.group(1), systems.names()));
    } else if (!systems.incomplete().contains(parts.group(1))) {
      Feed feed = new Feed(new SystemName(parts.group(1)), new RecordKind(parts.group(2)));
      String kinds = kinds(feed.system());
      problems.add(
          at, "the system '" + feed.system() + "' gives no " + feed.kind(), "it gives: " + kinds);
    }
  }

  private String kinds(SystemName system) {
    return systems.good().stream()
        .filter(candidate -> candidate.name().equals(system))
        .flatMap(candidate -> candidate.plan().feeds().stream())
        .map(feed -> feed.kind().value())
        .collect(Collectors.joining(", "));
  }

  private static String file(Feed feed) {
    return feed.system().value() + '.' + feed.kind().value() + ".yaml";
  }

  private static Position start(String file) {
    return new Position(file, 1, 1);
  }
}
