package dev.selvedge.mapping.cel;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.selvedge.yaml.Nearest;
import dev.selvedge.yaml.Position;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the expressions of one kind see. Compiles and type-checks them, within bounds of size,
/// nesting and iterations. Thread-safe.
public final class CelEnvironment {
  private static final int MAX_ITERATIONS = 10_000;
  private static final int MAX_CHARACTERS = 4_000;
  private static final int MAX_NESTING = 50;
  private static final int MAX_PATTERN = 1_000;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .comprehensionMaxIterations(MAX_ITERATIONS)
          .maxExpressionCodePointSize(MAX_CHARACTERS)
          .maxParseRecursionDepth(MAX_NESTING)
          .maxRegexProgramSize(MAX_PATTERN)
          .enableHeterogeneousNumericComparisons(true)
          .build();

  private static final Pattern PATH = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*");

  private final Cel cel;
  private final Set<String> names;
  private final String sees;

  private CelEnvironment(Cel cel, Set<String> names, String sees) {
    this.cel = cel;
    this.names = Set.copyOf(names);
    this.sees = sees;
  }

  /// What expressions may name.
  ///
  /// @param variables name → type
  /// @param sees what is said to people who write something else, a sentence
  public static CelEnvironment of(Map<String, CelType> variables, String sees) {
    CelBuilder builder =
        CelFactory.plannerCelBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addCompilerLibraries(
                CelExtensions.strings(),
                CelExtensions.math(),
                CelExtensions.sets(OPTIONS),
                CelExtensions.lists(),
                CelExtensions.optional())
            .addRuntimeLibraries(
                CelExtensions.strings(),
                CelExtensions.math(),
                CelExtensions.sets(OPTIONS),
                CelExtensions.lists(),
                CelExtensions.optional());
    variables.forEach(builder::addVar);
    return new CelEnvironment(builder.build(), variables.keySet(), sees);
  }

  /// A compiled expression and the type it gives.
  public record Compiled(CelRuntime.Program program, CelType gives) {}

  /// The expression of a scalar, unless it is not one, and then `problems` says where and why.
  public Optional<Compiled> compile(YamlNode.Scalar scalar, Problems problems) {
    CelValidationResult result = cel.compile(scalar.text());
    if (result.hasError()) {
      for (CelIssue issue : result.getErrors()) {
        String path = path(scalar.text(), issue);
        problems.add(
            at(scalar, issue),
            "the expression is not right: "
                + (path.isEmpty() ? message(issue) : "there is no '" + path + "' here"),
            advice(issue, path));
      }
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Compiled(cel.createProgram(result.getAst()), result.getAst().getResultType()));
    } catch (CelValidationException | CelEvaluationException e) {
      problems.add(scalar.position(), "the expression cannot be compiled: " + e.getMessage());
      return Optional.empty();
    }
  }

  /// Where in the file. A text with line breaks is a block whose first line is the next one.
  private static Position at(YamlNode.Scalar scalar, CelIssue issue) {
    Position start = scalar.position();
    int line = Math.max(1, issue.getSourceLocation().getLine());
    int column = Math.max(0, issue.getSourceLocation().getColumn());
    boolean block = scalar.text().indexOf('\n') >= 0;
    return block
        ? new Position(start.file(), start.line() + line, column + 1)
        : new Position(
            start.file(), start.line(), start.column() + column + (scalar.plain() ? 0 : 1));
  }

  private String advice(CelIssue issue, String path) {
    if (!isUndeclared(issue)) {
      return "";
    }
    return path.isEmpty()
        ? sees
        : Nearest.of(path, names).map(near -> "did you mean '" + near + "'?").orElse(sees);
  }

  private static boolean isUndeclared(CelIssue issue) {
    return issue.getMessage().startsWith("undeclared reference");
  }

  /// The whole name that is not known, of which CEL names the first part only; empty where names
  /// have no parts.
  private String path(String text, CelIssue issue) {
    if (!isUndeclared(issue) || names.stream().noneMatch(name -> name.indexOf('.') >= 0)) {
      return "";
    }
    String[] lines = text.split("\n", -1);
    int line = Math.min(lines.length, Math.max(1, issue.getSourceLocation().getLine()));
    Matcher name = PATH.matcher(lines[line - 1]);
    int column = Math.max(0, issue.getSourceLocation().getColumn());
    return column <= lines[line - 1].length() && name.find(column) ? name.group() : "";
  }

  /// CEL lists every overload there is; the first part says it.
  private static String message(CelIssue issue) {
    String message = issue.getMessage().replace(" (in container '')", "");
    int candidates = message.indexOf(" (candidates:");
    return candidates < 0 ? message : message.substring(0, candidates);
  }
}
