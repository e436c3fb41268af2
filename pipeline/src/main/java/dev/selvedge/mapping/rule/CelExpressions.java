package dev.selvedge.mapping.rule;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelErrorCode;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.selvedge.mapping.function.Cause;
import dev.selvedge.mapping.function.Datum;
import dev.selvedge.mapping.function.Kind;
import dev.selvedge.yaml.Position;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import java.util.Map;
import java.util.Optional;

/// Compiles and type-checks CEL, within bounds of size, nesting and iterations. Thread-safe.
///
/// An expression sees `record`; inside a list's rules also `item`.
final class CelExpressions {
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
  private static final Cel OF_RECORD = builder().build();
  private static final Cel OF_ITEM = builder().addVar("item", SimpleType.DYN).build();

  private CelExpressions() {}

  /// A compiled expression and the kind it gives.
  record Expression(Source source, Kind gives) {}

  private static CelBuilder builder() {
    return CelFactory.plannerCelBuilder()
        .setOptions(OPTIONS)
        .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
        .addVar("record", SimpleType.DYN)
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
  }

  /// The expression of a scalar, unless it is not one, and then `problems` says where and why.
  static Optional<Expression> compile(YamlNode.Scalar scalar, boolean inList, Problems problems) {
    Cel cel = inList ? OF_ITEM : OF_RECORD;
    CelValidationResult result = cel.compile(scalar.text());
    if (result.hasError()) {
      for (CelIssue issue : result.getErrors()) {
        problems.add(
            at(scalar, issue), "the expression is not right: " + message(issue), advice(issue));
      }
      return Optional.empty();
    }
    try {
      CelRuntime.Program program = cel.createProgram(result.getAst());
      Kind gives = kind(result.getAst().getResultType());
      return Optional.of(new Expression(scope -> evaluate(program, scope, inList), gives));
    } catch (CelValidationException | CelEvaluationException e) {
      problems.add(scalar.position(), "the expression cannot be compiled: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Datum evaluate(CelRuntime.Program program, Scope scope, boolean inList) {
    Object top = scope.run().forExpressions();
    try {
      return CelValues.datum(
          program.eval(
              inList
                  ? Map.of("record", top, "item", CelValues.value(scope.item()))
                  : Map.of("record", top)));
    } catch (CelEvaluationException e) {
      return failed(e.getErrorCode());
    }
  }

  /// A member that is not there makes the value missing, as it does for a path.
  private static Datum failed(CelErrorCode code) {
    return switch (code) {
      case ATTRIBUTE_NOT_FOUND, INDEX_OUT_OF_BOUNDS -> Datum.Absent.MISSING;
      case OVERLOAD_NOT_FOUND, AMBIGUOUS_OVERLOAD, INVALID_ARGUMENT, BAD_FORMAT ->
          wrong(
              "comes from an expression that does not fit the types found in this record",
              "convert with int(…), double(…) or string(…), or test with has(…)");
      case DIVIDE_BY_ZERO -> wrong("comes from an expression that divides by zero", "guard it");
      case NUMERIC_OVERFLOW -> wrong("comes from an expression that gives too large a number", "");
      case ITERATION_BUDGET_EXCEEDED ->
          wrong("comes from an expression that takes too many steps", "use a simpler expression");
      case INTERNAL_ERROR, DUPLICATE_ATTRIBUTE, TYPE_NOT_FOUND ->
          wrong("comes from an expression that failed", "");
    };
  }

  private static Datum wrong(String says, String advice) {
    return new Datum.Wrong(Cause.EXPRESSION, "", says, advice);
  }

  private static Kind kind(CelType type) {
    return switch (type.kind()) {
      case STRING -> Kind.TEXT;
      case INT, UINT, DOUBLE -> Kind.NUMBER;
      case BOOL -> Kind.FLAG;
      case TIMESTAMP -> Kind.TIME;
      case LIST -> Kind.LIST;
      default -> Kind.ANY;
    };
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

  private static String advice(CelIssue issue) {
    return issue.getMessage().startsWith("undeclared reference")
        ? "expressions see 'record', and inside lists 'item'; texts stand in quotes"
        : "";
  }

  /// CEL lists every overload there is; the first part says it.
  private static String message(CelIssue issue) {
    String message = issue.getMessage().replace(" (in container '')", "");
    int candidates = message.indexOf(" (candidates:");
    return candidates < 0 ? message : message.substring(0, candidates);
  }
}
