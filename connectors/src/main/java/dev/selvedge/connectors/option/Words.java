package dev.selvedge.connectors.option;

import dev.selvedge.yaml.Nearest;
import dev.selvedge.yaml.YamlSection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads a list of words of which each means something, such as the feeds of a system.
public final class Words {
  private Words() {}

  /// What is written, each once and in its order; a word that means nothing goes to the section's
  /// problems with the nearest that does.
  ///
  /// @param what each word is, for a sentence: `feed`
  /// @param known in the order in which they are told
  public static <T> List<T> read(
      YamlSection section, Setting<List<String>> setting, String what, Map<String, T> known) {
    Set<T> meant = new LinkedHashSet<>();
    for (String written : setting.read(section)) {
      T one = known.get(written);
      if (one == null) {
        section.problem(
            setting.key(),
            "'" + written + "' is no " + what,
            Nearest.suggestion(written, List.copyOf(known.keySet())));
      } else {
        meant.add(one);
      }
    }
    return List.copyOf(meant);
  }
}
