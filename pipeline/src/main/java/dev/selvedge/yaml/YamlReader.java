package dev.selvedge.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads one YAML document into nodes that know where they stand, within fixed bounds of size,
/// depth and expansion, so that no file can exhaust the hub. Whatever is wrong becomes a problem.
public final class YamlReader {
  /// Longest file accepted, in characters.
  public static final int MAX_CHARACTERS = 4_000_000;

  private YamlReader() {}

  /// The document of a file; an empty file is an empty mapping. Nothing when it cannot be read,
  /// and then `problems` says why.
  ///
  /// @param file the name to show in positions
  public static Optional<YamlNode> read(String file, String text, Problems problems) {
    Position start = new Position(file, 1, 1);
    if (text.length() > MAX_CHARACTERS) {
      problems.add(
          start,
          "the file has " + text.length() + " characters, more than " + MAX_CHARACTERS,
          "split it into several files");
      return Optional.empty();
    }
    try {
      var events = new Parse(settings(file)).parseString(text).iterator();
      return Optional.of(new YamlComposer(file, events).document());
    } catch (YamlComposer.Refused refused) {
      problems.add(refused.position(), refused.message(), refused.fix());
    } catch (MarkedYamlEngineException e) {
      Position at = e.getProblemMark().map(mark -> position(file, mark)).orElse(start);
      problems.add(at, "not valid YAML: " + e.getProblem(), advice(text));
    } catch (YamlEngineException e) {
      problems.add(start, "not valid YAML: " + e.getMessage(), advice(text));
    }
    return Optional.empty();
  }

  /// Like [#read], for files that must be a mapping of keys to values.
  public static Optional<YamlNode.Mapping> readMapping(
      String file, String text, Problems problems) {
    Optional<YamlNode> root = read(file, text, problems);
    if (root.isPresent() && !(root.get() instanceof YamlNode.Mapping)) {
      problems.add(root.get().position(), "the file must consist of 'key: value' lines");
    }
    return root.filter(YamlNode.Mapping.class::isInstance).map(YamlNode.Mapping.class::cast);
  }

  static Position position(String file, Mark mark) {
    return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static LoadSettings settings(String file) {
    return LoadSettings.builder()
        .setLabel(file)
        .setUseMarks(true)
        .setCodePointLimit(MAX_CHARACTERS)
        .build();
  }

  private static String advice(String text) {
    return text.indexOf('\t') >= 0
        ? "indent with spaces, not tabs"
        : "check indentation, quotes and the space after ':'";
  }
}
