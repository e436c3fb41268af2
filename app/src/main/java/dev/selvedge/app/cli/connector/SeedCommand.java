package dev.selvedge.app.cli.connector;

import dev.selvedge.SystemName;
import dev.selvedge.app.cli.CommandException;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.connectors.openapi.OpenApiSeed;
import dev.selvedge.connectors.postman.PostmanSeed;
import dev.selvedge.connectors.seed.Seed;
import dev.selvedge.yaml.Problem;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `selvedge connector seed`: the beginning of a system's description, from its OpenAPI file or a
/// Postman collection.
@Command(
    name = "seed",
    description = {
      "Print the beginning of a system for the connector 'rest', made from an OpenAPI file or a"
          + " Postman collection: put it below 'systems:' and look at what says 'look:'. Calls"
          + " nobody and changes nothing. No secret of a collection is printed."
    })
final class SeedCommand implements Callable<Integer> {
  /// Collections hold example responses, and are longer than descriptions.
  private static final long LONGEST_COLLECTION = 64_000_000;

  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();

  @Mixin private final SeedFile file = new SeedFile();

  @Option(
      names = "--system",
      paramLabel = "name",
      description = "What the system is to be called. Default: ${DEFAULT-VALUE}.")
  private String system = "system";

  SeedCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    SystemName name = name();
    Problems problems = new Problems();
    Seed seed =
        seed(name.value(), problems).orElseThrow(() -> unreadable(problems.sorted().getFirst()));
    Printer printer = new Printer(desk.terminal(), shared);
    if (shared.json()) {
      printer.json(document(seed));
    } else {
      printer.line(seed.yaml().stripTrailing());
      seed.passedOver().forEach(path -> printer.note("# no list of records: " + path));
      if (!seed.variables().isEmpty()) {
        printer.note("# set in the environment: " + String.join(", ", seed.variables()));
      }
    }
    return (seed.feeds().isEmpty() ? ExitCode.PROBLEMS : ExitCode.OK).number();
  }

  private Optional<Seed> seed(String name, Problems problems) {
    Optional<Path> collection = file.postman();
    if (collection.isPresent()) {
      String text = text(collection.get(), LONGEST_COLLECTION, "a Postman collection");
      return PostmanSeed.of(collection.get().toString(), text, name, problems);
    }
    Path openApi = file.openApi().orElseThrow();
    String text = text(openApi, 4L * YamlReader.MAX_CHARACTERS, "an OpenAPI file");
    return OpenApiSeed.of(openApi.toString(), text, name, problems);
  }

  private SystemName name() {
    try {
      return new SystemName(system);
    } catch (IllegalArgumentException unfit) {
      throw new CommandException(
          ExitCode.USAGE, String.valueOf(unfit.getMessage()), "write --system erp", unfit);
    }
  }

  private static String text(Path file, long longest, String what) {
    try {
      if (Files.size(file) > longest) {
        throw new CommandException(
            ExitCode.FAILED, file + " is too long", "cut out the parts that are not read");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED, file + " cannot be read", "name " + what + " that is there", e);
    }
  }

  private static CommandException unreadable(Problem problem) {
    return new CommandException(
        ExitCode.FAILED, problem.position() + ": " + problem.message(), problem.fix());
  }

  private static ObjectNode document(Seed seed) {
    ObjectNode document = JsonNodeFactory.instance.objectNode().put("yaml", seed.yaml());
    list(document.putArray("feeds"), seed.feeds());
    list(document.putArray("passedOver"), seed.passedOver());
    list(document.putArray("variables"), seed.variables());
    return document;
  }

  private static void list(ArrayNode array, List<String> values) {
    values.forEach(array::add);
  }
}
