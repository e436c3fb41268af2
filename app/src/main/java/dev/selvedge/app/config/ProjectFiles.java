package dev.selvedge.app.config;

import dev.selvedge.yaml.Position;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The files of a project's folder.
final class ProjectFiles {
  static final String SETTINGS = "selvedge.yaml";
  static final String FIELDS = "fields.yaml";
  static final String AUTOMATIONS = "automations.yaml";
  static final String COLLECTIONS = "collections.yaml";
  static final String MAPPINGS = "mappings";

  private final Path folder;
  private final Problems problems;

  ProjectFiles(Path folder, Problems problems) {
    this.folder = folder;
    this.problems = problems;
  }

  /// A file of settings that must be there.
  ///
  /// @param advice what to do when it is not
  Optional<YamlNode.Mapping> read(String file, String advice) {
    return text(file, advice).flatMap(text -> YamlReader.readMapping(file, text, problems));
  }

  /// A file of settings that may be missing.
  Optional<YamlNode.Mapping> readIfThere(String file) {
    return Files.exists(folder.resolve(file)) ? read(file, "") : Optional.empty();
  }

  /// The text of a file that must be there.
  Optional<String> text(String file, String advice) {
    Position start = new Position(file, 1, 1);
    try {
      return Optional.of(Files.readString(folder.resolve(file)));
    } catch (NoSuchFileException e) {
      problems.add(start, "the file is missing", advice);
    } catch (CharacterCodingException e) {
      problems.add(start, "the file is not text in UTF-8", "save it as UTF-8");
    } catch (IOException e) {
      problems.add(start, "the file cannot be read", "check its permissions");
    }
    return Optional.empty();
  }

  /// The mapping files, from the project's folder, sorted.
  List<String> mappings() {
    Path mappings = folder.resolve(MAPPINGS);
    if (!Files.isDirectory(mappings)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(mappings)) {
      return files
          .map(Path::getFileName)
          .map(Path::toString)
          .filter(name -> !name.startsWith("."))
          .filter(name -> name.endsWith(".yaml") || name.endsWith(".yml"))
          .sorted()
          .map(name -> MAPPINGS + '/' + name)
          .toList();
    } catch (IOException e) {
      problems.add(
          new Position(MAPPINGS, 1, 1), "the folder cannot be read", "check its permissions");
      return List.of();
    }
  }
}
