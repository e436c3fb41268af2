package dev.selvedge.automation;

import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.selvedge.mapping.cel.CelEnvironment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import java.util.Map;
import java.util.Optional;

/// What must hold for an automation to go, as its project writes it. Two of the same text are the
/// same. Thread-safe.
public final class Condition {
  private final String text;
  private final CelRuntime.Program program;

  private Condition(String text, CelRuntime.Program program) {
    this.text = text;
    this.program = program;
  }

  /// The condition of a scalar, unless it is none, and then `problems` says where and why.
  public static Optional<Condition> compile(
      YamlNode.Scalar scalar, CelEnvironment environment, Problems problems) {
    Optional<CelEnvironment.Compiled> compiled = environment.compile(scalar, problems);
    if (compiled.filter(one -> !one.gives().equals(SimpleType.BOOL)).isPresent()) {
      problems.add(
          scalar.position(),
          "the condition is neither true nor false: it gives " + compiled.get().gives().name(),
          "compare it with something: order.total > 100.0");
      return Optional.empty();
    }
    return compiled.map(one -> new Condition(scalar.text(), one.program()));
  }

  /// Why it does not hold of this, a sentence; empty where it holds.
  ///
  /// @param seen the variables, see [Seen]
  public Optional<String> objection(Map<String, Object> seen) {
    try {
      return Boolean.TRUE.equals(program.eval(seen))
          ? Optional.empty()
          : Optional.of("its condition does not hold: " + text);
    } catch (CelEvaluationException e) {
      return Optional.of("its condition cannot be worked out (" + e.getErrorCode() + "): " + text);
    }
  }

  @Override
  public boolean equals(@org.jspecify.annotations.Nullable Object other) {
    return other instanceof Condition that && that.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
