package dev.selvedge.mapping.rule.expression;

import dev.selvedge.mapping.function.Kind;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `only_if`: whether a record, or an element of a list, is mapped at all. Thread-safe.
@FunctionalInterface
public interface Condition {
  Condition ALWAYS = scope -> true;

  boolean holds(Scope scope);

  /// The condition of a section, if it has one.
  static Condition read(YamlSection parent, boolean inList, RuleReader rules) {
    Optional<YamlNode> node = parent.node("only_if");
    Optional<YamlSection> section = parent.section("only_if");
    if (node.isEmpty() || section.isEmpty()) {
      return ALWAYS;
    }
    List<String> is = section.get().texts("is");
    List<String> isNot = section.get().texts("is_not");
    boolean compares = !is.isEmpty() || !isNot.isEmpty();
    Target target = new Target("only_if", compares ? Kind.TEXT : Kind.FLAG, !compares, inList);
    Rule rule = rules.ofSection(section.get(), target);
    if (!compares) {
      return rule::flag;
    }
    if (!is.isEmpty() && !isNot.isEmpty()) {
      section.get().problem("is_not", "'only_if' has both 'is' and 'is_not'", "keep one");
    }
    Set<String> wanted = Set.copyOf(is.isEmpty() ? isNot : is);
    boolean inside = !is.isEmpty();
    return scope -> wanted.contains(rule.text(scope)) == inside;
  }
}
