package dev.selvedge.app.cli.connector;

import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectFolder;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.app.jar.ConnectorJars;
import dev.selvedge.connector.Connector;
import dev.selvedge.yaml.Problem;
import dev.selvedge.yaml.Problems;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `selvedge connector list`: what systems can be read.
@Command(
    name = "list",
    description = {
      "List the connectors: those that come with the program, and those in the jars of the project's"
          + " folder 'connectors', each jar with the fingerprint (SHA-256) of its content. Ends with"
          + " 1 where a jar is not in order."
    })
final class ListCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectFolder folder = new ProjectFolder();

  ListCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Map<String, Connector> builtIn = new TreeMap<>();
    desk.backstage().connectors().forEach(one -> builtIn.put(one.name(), one));
    Problems problems = new Problems();
    Map<String, ConnectorJars.Known> known =
        new ConnectorJars(builtIn).of(folder.path().toAbsolutePath().normalize(), problems);
    Printer printer = new Printer(desk.terminal(), shared);
    if (shared.json()) {
      printer.json(json(known, problems));
    } else {
      known.forEach((name, one) -> tell(name, one, printer));
      problems.sorted().forEach(problem -> printer.complain(problem.toString()));
    }
    return (problems.isEmpty() ? ExitCode.OK : ExitCode.FAILED).number();
  }

  private static void tell(String name, ConnectorJars.Known one, Printer printer) {
    printer.line("%-16s %s".formatted(name, one.connector().summary()));
    if (!one.jar().isEmpty()) {
      printer.line("%-16s from %s, SHA-256 %s".formatted("", one.jar(), one.fingerprint()));
    }
  }

  private static ObjectNode json(Map<String, ConnectorJars.Known> known, Problems problems) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode connectors = json.putObject("connectors");
    known.forEach(
        (name, one) -> {
          ObjectNode node = connectors.putObject(name).put("summary", one.connector().summary());
          if (!one.jar().isEmpty()) {
            node.put("jar", one.jar()).put("sha256", one.fingerprint());
          }
        });
    ArrayNode wrong = json.putArray("problems");
    problems.sorted().stream().map(Problem::toString).forEach(wrong::add);
    return json;
  }
}
