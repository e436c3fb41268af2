package dev.selvedge.mapping.rule.expression;

import dev.selvedge.mapping.function.Path;
import dev.selvedge.mapping.function.PathReader;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// `each:` and `only_if:` of a list's rules: which elements of a record they are applied to.
/// Without `each` it is the record itself. Thread-safe.
public record Each(String name, Function<Scope, List<JsonNode>> elements, Condition onlyIf) {

  /// Reads which list a section goes through, and of which members, from its `each` and `only_if`.
  public static Each read(String name, YamlSection section, RuleReader rules) {
    return new Each(name, elements(section, rules), Condition.read(section, true, rules));
  }

  private static Function<Scope, List<JsonNode>> elements(YamlSection section, RuleReader rules) {
    if (!(section.node("each").orElse(null) instanceof YamlNode.Scalar scalar)) {
      section.text("each");
      return scope -> List.of(scope.item());
    }
    return PathReader.read(scalar, rules.problems())
        .<Function<Scope, List<JsonNode>>>map(
            path -> {
              rules.use(scalar, new PathUse.Read(path));
              return along(path);
            })
        .orElse(scope -> List.of());
  }

  private static Function<Scope, List<JsonNode>> along(Path path) {
    return path.isFromTop()
        ? scope -> path.elements(scope.run().top())
        : scope -> path.elements(scope.item());
  }

  /// What `make` makes of each element.
  public <T> List<T> all(Scope scope, Function<Scope, T> make) {
    List<JsonNode> found = elements.apply(scope);
    List<T> made = new ArrayList<>(found.size());
    int index = 0;
    for (JsonNode element : found) {
      Scope inner = new Scope(scope.run(), element, name + '[' + index + "].");
      if (onlyIf.holds(inner)) {
        made.add(make.apply(inner));
      }
      index++;
    }
    return made;
  }
}
