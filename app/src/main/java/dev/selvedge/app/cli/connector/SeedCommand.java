package dev.selvedge.app.cli.connector;

import dev.selvedge.SystemName;
import dev.selvedge.app.cli.CommandException;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.connectors.openapi.OpenApiSeed;
import dev.selvedge.yaml.Problem;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `selvedge connector seed`: the beginning of a system's description, from its OpenAPI file.
@Command(
    name = "seed",
    description = {
      "Print the beginning of a system for the connector 'rest', made from an OpenAPI file: put it"
          + " below 'systems:' and look at what says 'look:'. Calls nobody and changes nothing."
    })
final class SeedCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();

  @Option(
      names = "--openapi",
      required = true,
      paramLabel = "file",
      description = "An OpenAPI 3 or Swagger 2 file, YAML or JSON.")
  private Path file = Path.of("openapi.yaml");

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
    OpenApiSeed seed =
        OpenApiSeed.of(file.toString(), text(), name.value(), problems)
            .orElseThrow(() -> unreadable(problems.sorted().getFirst()));
    Printer printer = new Printer(desk.terminal(), shared);
    if (shared.json()) {
      printer.json(document(seed));
    } else {
      printer.line(seed.yaml().stripTrailing());
      seed.passedOver().forEach(path -> printer.note("# no list of records: " + path));
    }
    return (seed.feeds().isEmpty() ? ExitCode.PROBLEMS : ExitCode.OK).number();
  }

  private SystemName name() {
    try {
      return new SystemName(system);
    } catch (IllegalArgumentException unfit) {
      throw new CommandException(
          ExitCode.USAGE, String.valueOf(unfit.getMessage()), "write --system erp", unfit);
    }
  }

  private String text() {
    try {
      if (Files.size(file) > 4L * YamlReader.MAX_CHARACTERS) {
        throw new CommandException(
            ExitCode.FAILED, file + " is too long", "cut out the parts that are not read");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED, file + " cannot be read", "name an OpenAPI file that is there", e);
    }
  }

  private static CommandException unreadable(Problem problem) {
    return new CommandException(
        ExitCode.FAILED, problem.position() + ": " + problem.message(), problem.fix());
  }

  private static ObjectNode document(OpenApiSeed seed) {
    ObjectNode document = JsonNodeFactory.instance.objectNode().put("yaml", seed.yaml());
    ArrayNode feeds = document.putArray("feeds");
    seed.feeds().forEach(feeds::add);
    ArrayNode passedOver = document.putArray("passedOver");
    seed.passedOver().forEach(passedOver::add);
    return document;
  }
}
