package dev.selvedge.app.cli;

import dev.selvedge.app.automation.example.AutomationExamples;
import dev.selvedge.app.cli.console.Ink;
import dev.selvedge.app.config.Loaded;
import dev.selvedge.app.config.Project;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.mapping.rule.MappingExamples;
import dev.selvedge.yaml.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `selvedge check`: everything that is wrong with a project, at once.
@Command(
    name = "check",
    description =
        "Check a project: its files, and the worked examples of its mappings and automations; with"
            + " --online also its systems and its Dotdigital account.")
final class CheckCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectFolder folder = new ProjectFolder();

  @Option(names = "--online", description = "Also ask every system and Dotdigital.")
  private boolean online;

  CheckCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Printer printer = new Printer(desk.terminal(), shared);
    Loaded loaded = desk.load(folder.path());
    List<Problem> problems =
        switch (loaded) {
          case Loaded.Ready(Project project) -> examples(project);
          case Loaded.Faulty(List<Problem> found) -> found;
        };
    List<Connector.Finding> findings =
        switch (loaded) {
          case Loaded.Ready(Project project) when online -> examine(project);
          case Loaded.Ready ignored -> List.of();
          case Loaded.Faulty ignored -> List.of();
        };
    if (shared.json()) {
      printer.json(document(problems, findings));
    } else {
      print(loaded, problems, findings, printer);
    }
    boolean healthy = findings.stream().allMatch(Connector.Finding::healthy);
    return (problems.isEmpty() && healthy ? ExitCode.OK : ExitCode.PROBLEMS).number();
  }

  /// What worked examples come to that they should not.
  private List<Problem> examples(Project project) {
    List<Problem> problems = new ArrayList<>(MappingExamples.run(project.mappings()));
    problems.addAll(AutomationExamples.run(project.examples(), desk.backstage().rules(project)));
    return problems;
  }

  private List<Connector.Finding> examine(Project project) {
    List<Connector.Finding> findings = new ArrayList<>();
    for (Project.SourceSystem system : project.systems()) {
      try (Connector.Opened opened = system.plan().open()) {
        opened.examine().forEach(finding -> findings.add(of(system, finding)));
      }
      for (Project.Told told : system.told()) {
        try (ConsentTarget target = told.plan().open()) {
          target.examine().forEach(finding -> findings.add(of(system, finding)));
        }
      }
    }
    findings.addAll(desk.backstage().examineTarget(project));
    return findings;
  }

  private static Connector.Finding of(Project.SourceSystem system, Connector.Finding finding) {
    return new Connector.Finding(
        finding.healthy(), system.name() + ": " + finding.what(), finding.advice());
  }

  private void print(
      Loaded loaded, List<Problem> problems, List<Connector.Finding> findings, Printer printer) {
    ProblemList.print(problems, printer);
    Ink ink = printer.ink();
    for (Connector.Finding finding : findings) {
      printer.line((finding.healthy() ? ink.good("✓ ") : ink.bad("✗ ")) + finding.what());
      if (!finding.healthy() && !finding.advice().isEmpty()) {
        printer.line("    → " + finding.advice());
      }
    }
    if (!problems.isEmpty()) {
      printer.line(ink.bad(Words.count(problems.size(), "problem") + " in " + shown()));
    } else if (loaded instanceof Loaded.Ready(Project project)) {
      printer.note(summary(project));
    }
  }

  private static String summary(Project project) {
    return "The project '"
        + project.name()
        + "' is in order: "
        + Words.count(project.systems().size(), "system")
        + ", "
        + Words.count(project.feeds().size(), "feed")
        + ", "
        + Words.count(project.fields().fields().size(), "field")
        + ", "
        + automations(project)
        + Words.count(
            MappingExamples.count(project.mappings()) + project.examples().size(), "worked example")
        + ".";
  }

  private static String automations(Project project) {
    int count = project.automations().rules().size();
    return count == 0 ? "" : Words.count(count, "automation") + ", ";
  }

  private String shown() {
    return folder.path().toAbsolutePath().normalize().toString();
  }

  private static ObjectNode document(List<Problem> problems, List<Connector.Finding> findings) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.set("problems", ProblemList.json(problems));
    ArrayNode list = document.putArray("findings");
    for (Connector.Finding finding : findings) {
      list.addObject()
          .put("healthy", finding.healthy())
          .put("what", finding.what())
          .put("advice", finding.advice());
    }
    return document;
  }
}
