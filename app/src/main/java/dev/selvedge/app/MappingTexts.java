package dev.selvedge.app;

import dev.selvedge.app.flow.FlowPage.MappingFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The texts of a project's mappings, as they stand in its folder now. Safe for use by many
/// threads.
record MappingTexts(Path folder) {
  private static final int LONGEST = 200_000;

  /// That of a flow of the project; empty where it has none, or one that cannot be shown.
  ///
  /// @param flow `system/kind` of a flow that the project has: both are names that lead nowhere
  Optional<MappingFile> of(String flow) {
    String name = flow.replace('/', '.') + ".yaml";
    Path file = folder.resolve("mappings").resolve(name);
    try {
      return Files.isRegularFile(file) && Files.size(file) <= LONGEST
          ? Optional.of(
              new MappingFile("mappings/" + name, Files.readString(file, StandardCharsets.UTF_8)))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
