package dev.selvedge.connectors.openapi;

import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The beginning of a system's description, made from its OpenAPI file: the entry below `systems`,
/// with a feed for each list that was recognised and a comment where a person has to look.
///
/// @param yaml the text, ready to be put below `systems:`
/// @param feeds the kinds, in the order of the file
/// @param passedOver paths that are read and seem to be no lists of records
public record OpenApiSeed(String yaml, List<String> feeds, List<String> passedOver) {
  public OpenApiSeed {
    feeds = List.copyOf(feeds);
    passedOver = List.copyOf(passedOver);
  }

  /// Reads a file. Nothing when it cannot be read, and then `problems` says why.
  ///
  /// @param file its name, for problems
  /// @param system what the system is to be called
  public static Optional<OpenApiSeed> of(
      String file, String text, String system, Problems problems) {
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
    Map<String, FeedGuess> feeds = new LinkedHashMap<>();
    List<String> passedOver = new ArrayList<>();
    for (ApiDocument.Operation operation : document.reads()) {
      Optional<FeedGuess> guess = FeedGuess.of(document, operation);
      if (guess.isPresent()) {
        feeds.put(free(Names.kind(operation.path()), feeds), guess.get());
      } else if (!operation.isSingle()) {
        passedOver.add(operation.path());
      }
    }
    return Optional.of(
        new OpenApiSeed(text(document, system, feeds), List.copyOf(feeds.keySet()), passedOver));
  }

  private static String free(String kind, Map<String, FeedGuess> taken) {
    String name = kind;
    for (int more = 2; taken.containsKey(name); more++) {
      name = kind + "-" + more;
    }
    return name;
  }

  private static String text(ApiDocument document, String system, Map<String, FeedGuess> feeds) {
    StringBuilder out = new StringBuilder();
    out.append("# Begun from an OpenAPI file. What is guessed or missing says 'look:'.\n");
    out.append(system).append(":\n  connector: rest\n  every: 15m\n  options:\n");
    new AccessText(document, system).write(out);
    out.append(
        feeds.isEmpty() ? "    feeds: {}  # look: no list was recognised\n" : "    feeds:\n");
    feeds.forEach((kind, guess) -> FeedText.write(out, kind, guess));
    return out.toString();
  }

  /// A value of the file as YAML, always in quotation marks: whatever it is, it is nothing but a
  /// text, and names no variable.
  static String quoted(String text) {
    return '"'
        + text.replace("${", "$ {")
            .replaceAll("[\\x00-\\x1f]", " ")
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
        + '"';
  }

  /// What stands for an environment variable.
  static String variable(String system, String what) {
    return "\"${env:" + system.toUpperCase(Locale.ROOT).replace('-', '_') + "_" + what + "}\"";
  }

  static String scalar(JsonNode node, String name) {
    return node.path(name).asString("");
  }
}
