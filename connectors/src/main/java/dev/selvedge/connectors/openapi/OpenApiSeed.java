package dev.selvedge.connectors.openapi;

import dev.selvedge.connectors.seed.FeedGuess;
import dev.selvedge.connectors.seed.Seed;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The beginning of a system's description, made from its OpenAPI file.
public final class OpenApiSeed {
  private OpenApiSeed() {}

  /// Reads a file. Nothing when it cannot be read, and then `problems` says why.
  ///
  /// @param file its name, for problems
  /// @param system what the system is to be called
  public static Optional<Seed> of(String file, String text, String system, Problems problems) {
    Optional<YamlNode.Mapping> mapping = YamlReader.readMapping(file, text, problems);
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    ApiDocument document = new ApiDocument(mapping.get());
    if (!document.isGenuine()) {
      problems.add(
          mapping.get().position(),
          "this is no OpenAPI file",
          "it begins with 'openapi: 3…' or 'swagger: \"2.0\"' and has 'paths'");
      return Optional.empty();
    }
    List<ApiDocument.Operation> reads = document.reads();
    List<FeedGuess.Single> singles =
        reads.stream()
            .filter(ApiDocument.Operation::isSingle)
            .map(read -> new FeedGuess.Single(read.path(), document.shape(read)))
            .toList();
    List<FeedGuess> feeds = new ArrayList<>();
    List<String> passedOver = new ArrayList<>();
    for (ApiDocument.Operation read : reads) {
      if (!read.isSingle()) {
        FeedGuess.of(read.path(), document.shape(read), document.call(read), singles)
            .ifPresentOrElse(feeds::add, () -> passedOver.add(read.path()));
      }
    }
    return Optional.of(
        Seed.write(
            "an OpenAPI file", system, new AccessGuess(document).access(), feeds, passedOver));
  }
}
