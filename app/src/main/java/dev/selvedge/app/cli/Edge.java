package dev.selvedge.app.cli;

import dev.selvedge.SelvedgeException;
import dev.selvedge.app.cli.console.Terminal;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The edge of the command line: whatever a command throws becomes a sentence, an advice and an
/// exit code. Immutable.
final class Edge implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final Terminal terminal;

  Edge(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) {
    SharedOptions options = options(commandLine);
    Printer printer = new Printer(terminal, options);
    if (options.debug()) {
      failure.printStackTrace(terminal.err());
    }
    return switch (failure) {
      case FaultyProjectException faulty -> faulty(faulty, options, printer);
      case CommandException known ->
          say(known.exitCode(), text(known), known.advice(), options, printer);
      case SelvedgeException known -> say(ExitCode.FAILED, text(known), "", options, printer);
      case RuntimeException unchecked when isPortTaken(unchecked) ->
          say(
              ExitCode.FAILED,
              "the port is in use already",
              "choose another: 'http.port' in selvedge.yaml, or --port",
              options,
              printer);
      default ->
          say(
              ExitCode.FAILED,
              "unexpected: " + failure.getClass().getSimpleName(),
              options.debug() ? "" : "run it again with --debug to see where",
              options,
              printer);
    };
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine commandLine = failure.getCommandLine();
    terminal.err().println("selvedge: " + failure.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(failure, writer())) {
      terminal
          .err()
          .println("    → see '" + commandLine.getCommandSpec().qualifiedName() + " --help'");
    }
    return ExitCode.USAGE.number();
  }

  private PrintWriter writer() {
    return new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8);
  }

  private static int faulty(FaultyProjectException faulty, SharedOptions options, Printer printer) {
    if (options.json()) {
      ObjectNode document = JsonNodeFactory.instance.objectNode();
      document.set("problems", ProblemList.json(faulty.problems()));
      printer.json(document);
    } else {
      ProblemList.print(faulty.problems(), printer);
      printer.complain("The project has " + Words.count(faulty.problems().size(), "problem") + ".");
    }
    return ExitCode.PROBLEMS.number();
  }

  private static int say(
      ExitCode code, String message, String advice, SharedOptions options, Printer printer) {
    if (options.json()) {
      ObjectNode document = JsonNodeFactory.instance.objectNode();
      printer.json(document.put("error", message).put("advice", advice));
    } else {
      printer.complain("selvedge: " + message);
      if (!advice.isEmpty()) {
        printer.complain("    → " + advice);
      }
    }
    return code.number();
  }

  private static boolean isPortTaken(Throwable failure) {
    return failure instanceof BindException
        || (failure.getCause() != null && isPortTaken(failure.getCause()));
  }

  private static String text(SelvedgeException known) {
    String message = known.getMessage();
    return message == null ? known.getClass().getSimpleName() : message;
  }

  private static SharedOptions options(CommandLine commandLine) {
    return commandLine.getCommandSpec().mixins().values().stream()
        .map(mixin -> mixin.userObject())
        .filter(SharedOptions.class::isInstance)
        .map(SharedOptions.class::cast)
        .findFirst()
        .orElseGet(SharedOptions::new);
  }
}
