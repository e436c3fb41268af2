package dev.selvedge.mapping.rule.expression;

import dev.cel.common.CelErrorCode;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.selvedge.mapping.cel.CelEnvironment;
import dev.selvedge.mapping.function.Cause;
import dev.selvedge.mapping.function.Datum;
import dev.selvedge.mapping.function.Kind;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import java.util.Map;
import java.util.Optional;

/// Compiles and type-checks the CEL of mappings. Thread-safe.
///
/// An expression sees `record`; inside a list's rules also `item`.
final class CelExpressions {
  private static final String SEES =
      "expressions see 'record', and inside lists 'item'; texts stand in quotes";
  private static final CelEnvironment OF_RECORD =
      CelEnvironment.of(Map.of("record", SimpleType.DYN), SEES);
  private static final CelEnvironment OF_ITEM =
      CelEnvironment.of(Map.of("record", SimpleType.DYN, "item", SimpleType.DYN), SEES);

  private CelExpressions() {}

  /// A compiled expression and the kind it gives.
  record Expression(Source source, Kind gives) {}

  /// The expression of a scalar, unless it is not one, and then `problems` says where and why.
  static Optional<Expression> compile(YamlNode.Scalar scalar, boolean inList, Problems problems) {
    return (inList ? OF_ITEM : OF_RECORD)
        .compile(scalar, problems)
        .map(
            compiled ->
                new Expression(
                    scope -> evaluate(compiled.program(), scope, inList), kind(compiled.gives())));
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
}
