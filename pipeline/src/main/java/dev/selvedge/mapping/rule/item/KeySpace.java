package dev.selvedge.mapping.rule.item;

import dev.selvedge.connector.Feed;
import dev.selvedge.yaml.Position;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;

/// Whether the keys of a cart, a wish or a record of a collection may be those of another system.
/// Immutable.
public enum KeySpace {
  /// As the system counts: two that count alike make one of two.
  OWN_COUNT,
  /// Told apart by an expression of the file, or meant to be those of another system.
  KNOWN_APART;

  private static final String SHARED = "shared";

  /// Reads it of a section with a `key`.
  static KeySpace read(YamlSection section) {
    boolean shared = section.flag(SHARED, false);
    boolean expression =
        section
            .node("key")
            .filter(
                node ->
                    node instanceof YamlNode.Mapping mapping && mapping.values().containsKey("cel"))
            .isPresent();
    return shared || expression ? KNOWN_APART : OWN_COUNT;
  }

  /// A file whose keys are as its system counts.
  ///
  /// @param at where the file, or its section, stands
  public record Plain(Feed feed, Position at) {}
}
