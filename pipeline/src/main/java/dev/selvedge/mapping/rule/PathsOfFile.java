package dev.selvedge.mapping.rule;

import dev.selvedge.mapping.function.Path;
import dev.selvedge.mapping.rule.expression.PathUse;
import dev.selvedge.mapping.rule.expression.RuleReader;
import dev.selvedge.yaml.Position;
import dev.selvedge.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Brings what the places of a mapping file read together with the lists they stand in. Used once,
/// by one thread.
final class PathsOfFile {
  private final Map<Position, PathUse> uses;
  private final List<MappedPath> found = new ArrayList<>();

  private PathsOfFile(Map<Position, PathUse> uses) {
    this.uses = uses;
  }

  /// The list that places stand in.
  private record Inside(String text, List<String> members, List<Path> way) {
    static final Inside RECORD = new Inside("", List.of(), List.of());
  }

  /// All paths of a file, in the order of their text.
  ///
  /// @param uses what was read at which place
  static List<MappedPath> of(YamlNode root, Map<Position, PathUse> uses) {
    PathsOfFile paths = new PathsOfFile(uses);
    paths.walk(root, Inside.RECORD);
    return paths.found.stream()
        .sorted(Comparator.comparing(MappedPath::text).thenComparing(MappedPath::at))
        .toList();
  }

  private void walk(YamlNode node, Inside inside) {
    switch (node) {
      case YamlNode.Mapping mapping -> {
        Inside inner = inside;
        if (mapping.values().get("each") instanceof YamlNode.Scalar each
            && uses.get(each.position()) instanceof PathUse.Read(Path path)) {
          scalar(each, inside);
          inner = within(inside, path);
        }
        for (Map.Entry<String, YamlNode> entry : mapping.values().entrySet()) {
          if (!entry.getKey().equals("each")) {
            walk(entry.getValue(), inner);
          }
        }
      }
      case YamlNode.Sequence sequence -> sequence.values().forEach(one -> walk(one, inside));
      case YamlNode.Scalar scalar -> scalar(scalar, inside);
    }
  }

  private void scalar(YamlNode.Scalar scalar, Inside inside) {
    PathUse use = uses.get(scalar.position());
    String at = RuleReader.at(scalar.position());
    switch (use) {
      case PathUse.Read(Path path) -> read(path, inside, at);
      case PathUse.Named(List<List<String>> ofRecord, List<List<String>> ofItem) -> {
        ofRecord.forEach(chain -> named(chain, Inside.RECORD, at));
        ofItem.forEach(chain -> named(chain, inside, at));
      }
      case null -> {}
    }
  }

  private void read(Path path, Inside inside, String at) {
    Inside from = path.isFromTop() ? Inside.RECORD : inside;
    Inside there = within(from, path);
    String text =
        there.text().endsWith("[*]") && !path.toString().endsWith("[*]")
            ? there.text().substring(0, there.text().length() - "[*]".length())
            : there.text();
    if (!there.members().isEmpty()) {
      found.add(new MappedPath(text, there.members(), at, there.way()));
    }
    for (List<String> chosen : path.chosenBy()) {
      named(chosen, from, at);
    }
  }

  private void named(List<String> chain, Inside inside, String at) {
    List<String> members = joined(inside.members(), chain);
    if (!members.isEmpty()) {
      found.add(
          new MappedPath(
              inside.text().isEmpty()
                  ? String.join(".", chain)
                  : chain.isEmpty() ? inside.text() : inside.text() + '.' + String.join(".", chain),
              members,
              at,
              List.of()));
    }
  }

  /// An `each` goes through the elements of what it names.
  private static Inside within(Inside inside, Path path) {
    Inside from = path.isFromTop() ? Inside.RECORD : inside;
    String way = path.isFromTop() ? path.toString().replaceFirst("^\\$\\.?", "") : path.toString();
    String text =
        from.text().isEmpty() ? way : from.text() + (way.startsWith("[") ? "" : ".") + way;
    List<Path> paths = new ArrayList<>(from.way());
    paths.add(path);
    return new Inside(
        text.endsWith("[*]") ? text : text + "[*]", joined(from.members(), path.members()), paths);
  }

  private static List<String> joined(List<String> before, List<String> after) {
    List<String> all = new ArrayList<>(before);
    all.addAll(after);
    return List.copyOf(all);
  }
}
