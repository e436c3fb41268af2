package dev.selvedge.app.cli.connector;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// The file from which a description is begun: one of two kinds.
final class SeedFile {
  @ArgGroup(exclusive = true, multiplicity = "1")
  private Which which = new Which();

  /// One of two.
  static final class Which {
    @Option(
        names = "--openapi",
        paramLabel = "file",
        description = "An OpenAPI 3 or Swagger 2 file, YAML or JSON.")
    private @Nullable Path openApi;

    @Option(
        names = "--postman",
        paramLabel = "file",
        description = "A Postman collection, exported as v2.1 or v2.0.")
    private @Nullable Path postman;
  }

  /// The Postman collection, when it is one.
  Optional<Path> postman() {
    return Optional.ofNullable(which.postman);
  }

  /// The OpenAPI file, when it is one.
  Optional<Path> openApi() {
    return Optional.ofNullable(which.openApi);
  }
}
