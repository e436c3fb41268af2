package dev.selvedge.app.cli.connector;

import dev.selvedge.RecordKind;
import dev.selvedge.app.cli.CommandException;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectFolder;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.app.config.Project;
import dev.selvedge.mapping.rule.MappingExamples;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `selvedge connector postman`: the calls that a system makes to this hub, for the tool they are
/// made with.
@Command(
    name = "postman",
    description = {
      "Print a Postman collection of the calls that a system of the project makes to this hub, with"
          + " the mappings' own examples: Patchworks imports it as a connector. Address and token"
          + " are variables; it holds no secret. Calls nobody and changes nothing."
    })
final class PostmanCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectFolder folder = new ProjectFolder();

  @Option(
      names = "--system",
      paramLabel = "name",
      description = "Which system. Default: the only one that has such a collection.")
  private String wanted = "";

  PostmanCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Project project = desk.project(folder.path());
    Map<String, String> collections = new TreeMap<>();
    for (Project.SourceSystem system : project.systems()) {
      Map<RecordKind, String> examples = new TreeMap<>();
      MappingExamples.records(project.mappings())
          .forEach(
              (feed, text) -> {
                if (feed.system().equals(system.name())) {
                  examples.put(feed.kind(), text);
                }
              });
      system
          .plan()
          .postman(examples)
          .ifPresent(text -> collections.put(system.name().value(), text));
    }
    if (collections.isEmpty()) {
      throw new CommandException(
          ExitCode.FAILED,
          "no system of this project has a collection",
          "add 'receive' to a system with the connector 'patchworks'");
    }
    String only = collections.size() == 1 ? collections.keySet().iterator().next() : "";
    String collection = collections.get(wanted.isEmpty() ? only : wanted);
    if (collection == null) {
      throw new CommandException(
          ExitCode.USAGE,
          wanted.isEmpty()
              ? "more than one system has a collection"
              : "the system '" + wanted + "' has no collection",
          "write --system with one of: " + String.join(", ", collections.keySet()));
    }
    new Printer(desk.terminal(), shared).line(collection.stripTrailing());
    return ExitCode.OK.number();
  }
}
