package dev.selvedge.mapping.rule.expression;

import dev.selvedge.mapping.function.Datum;
import dev.selvedge.mapping.function.Path;

/// Where a rule gets its value: a path, an expression or a constant. Thread-safe.
@FunctionalInterface
interface Source {
  Datum find(Scope scope);

  static Source path(Path path) {
    return path.isFromTop()
        ? scope -> path.find(scope.run().top())
        : scope -> path.find(scope.item());
  }

  static Source constant(Datum value) {
    return scope -> value;
  }
}
