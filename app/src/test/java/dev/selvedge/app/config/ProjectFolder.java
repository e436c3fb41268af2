package dev.selvedge.app.config;

import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// A project's folder in the making.
public final class ProjectFolder {
  static final String SETTINGS =
      """
      project: trial
      dotdigital: { endpoint: https://r1-api.dotdigital.com, user: api-user, password: "${env:PW}" }
      systems:
        shop: { connector: kinds, options: { kinds: [customer, order] } }
      """;
  static final String FIELDS =
      """
      fields:
        first_name: { type: String, owners: [shop], to: FIRSTNAME }
      """;
  static final String MAPPING =
      """
      system: shop
      kind: KIND
      person: { email: email }
      """;

  private final Path folder;

  public ProjectFolder(Path folder) {
    this.folder = folder;
    write("selvedge.yaml", SETTINGS);
    write("fields.yaml", FIELDS);
    write("mappings/shop.customer.yaml", mapping("shop", "customer"));
    write("mappings/shop.order.yaml", mapping("shop", "order"));
  }

  static String mapping(String system, String kind) {
    return MAPPING.replace("shop", system).replace("KIND", kind);
  }

  public ProjectFolder write(String file, String text) {
    try {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ProjectFolder remove(String file) {
    try {
      Files.delete(folder.resolve(file));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Loaded load() {
    return new ProjectLoader(
            new Environment(Map.of("PW", "s3cret")),
            List.of(new KindsConnector()),
            InstantSource.fixed(Instant.EPOCH))
        .load(folder);
  }

  public Project project() {
    return switch (load()) {
      case Loaded.Ready(Project project) -> project;
      case Loaded.Faulty(List<Problem> problems) -> throw new AssertionError(problems);
    };
  }

  public List<String> problems() {
    return switch (load()) {
      case Loaded.Ready ignored -> List.of();
      case Loaded.Faulty(List<Problem> problems) ->
          problems.stream().map(Problem::toString).toList();
    };
  }
}
