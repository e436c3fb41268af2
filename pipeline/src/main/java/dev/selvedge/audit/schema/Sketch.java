package dev.selvedge.audit.schema;

import dev.selvedge.mapping.rule.MappedPath;
import dev.selvedge.mapping.rule.RecordBody;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Draws what the records of one feed look like, the newest first: which paths they have, of which
/// types and how often filled. Keeps names and counts, never a value, and no more paths than a
/// bound. Confined to one thread.
public final class Sketch {
  private static final int MAX_PATHS = 600;
  private static final int MAX_DEPTH = 12;

  /// What the elements of a long list have is seen in the first of them.
  private static final int MAX_ELEMENTS = 50;

  private static final int MAX_NAME = 60;

  /// A name that is a number, an address or an id is data: all such in one place are one path.
  private static final Pattern PLAIN = Pattern.compile("(?![0-9]+$)[^@]*");

  private static final Pattern ID = Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{24,}");

  private final List<MappedPath> followed;
  private final Map<String, Count> fields = new HashMap<>();
  private final Map<String, Count> matches = new HashMap<>();
  private long records;
  private boolean cut;

  /// Begins with none.
  ///
  /// @param paths what the feed's mapping reads
  public Sketch(List<MappedPath> paths) {
    this.followed = paths.stream().filter(MappedPath::isFollowed).toList();
  }

  private static final class Count {
    private final Map<JsonType, Long> types = new EnumMap<>(JsonType.class);
    private long filled;
    private long lacking;

    Seen seen(String path) {
      SortedSet<String> words = new TreeSet<>();
      types.keySet().forEach(type -> words.add(type.word()));
      return new Seen(path, words, filled, lacking);
    }
  }

  /// Takes the next older record in; one that is no JSON object is left out.
  public void add(byte[] body) {
    if (RecordBody.read(body) instanceof RecordBody.Reading.Read(JsonNode object)) {
      Map<String, Set<JsonType>> here = new HashMap<>();
      walk(object, "", 0, here);
      here.forEach(
          (path, types) -> {
            Count count = counted(fields, path);
            if (count != null) {
              count.filled++;
              types.forEach(type -> count.types.merge(type, 1L, Long::sum));
            }
          });
      for (String text : found(object)) {
        Count count = counted(matches, text);
        if (count != null) {
          count.filled++;
        }
      }
      records++;
    }
  }

  private Set<String> found(JsonNode object) {
    Set<String> found = new HashSet<>();
    for (MappedPath path : followed) {
      if (path.finds(object)) {
        found.add(path.text());
      }
    }
    return found;
  }

  /// The count of a path; none beyond the bound.
  private @Nullable Count counted(Map<String, Count> counts, String path) {
    Count known = counts.get(path);
    if (known == null) {
      if (counts.size() >= MAX_PATHS) {
        cut = true;
        return null;
      }
      known = new Count();
      known.lacking = records;
      counts.put(path, known);
    }
    return known;
  }

  private void walk(JsonNode node, String path, int depth, Map<String, Set<JsonType>> here) {
    if (depth > MAX_DEPTH) {
      cut = true;
      return;
    }
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        String name = folded(member.getKey());
        value(member.getValue(), path.isEmpty() ? name : path + '.' + name, depth, here);
      }
    } else {
      int left = MAX_ELEMENTS;
      for (JsonNode element : node) {
        if (left-- == 0) {
          return;
        }
        value(element, path + "[]", depth, here);
      }
    }
  }

  private void value(JsonNode node, String path, int depth, Map<String, Set<JsonType>> here) {
    if (!isFilled(node)) {
      return;
    }
    // what a list holds is told by what its elements have, and by itself where they are values
    if (!path.endsWith("[]")) {
      here.computeIfAbsent(path, key -> new HashSet<>()).add(JsonType.of(node));
    }
    if (node.isContainer()) {
      walk(node, path, depth + 1, here);
    }
  }

  private static boolean isFilled(JsonNode node) {
    if (node.isNull() || node.isMissingNode()) {
      return false;
    }
    return node.isString() ? !node.stringValue().isBlank() : !node.isContainer() || !node.isEmpty();
  }

  static String folded(String name) {
    return name.length() > MAX_NAME || !PLAIN.matcher(name).matches() || ID.matcher(name).matches()
        ? "*"
        : name;
  }

  /// How many records were looked at.
  public long records() {
    return records;
  }

  /// Whether there is more than a sketch holds.
  public boolean cut() {
    return cut;
  }

  /// What the records have.
  public SortedMap<String, Seen> fields() {
    return seen(fields);
  }

  /// In how many records each path of the mapping found something, by its text; those that found
  /// nothing are left out.
  public SortedMap<String, Seen> matches() {
    return seen(matches);
  }

  private static SortedMap<String, Seen> seen(Map<String, Count> counts) {
    SortedMap<String, Seen> seen = new TreeMap<>();
    counts.forEach((path, count) -> seen.put(path, count.seen(path)));
    return Collections.unmodifiableSortedMap(seen);
  }
}
