package dev.selvedge.mapping;

import java.util.List;

/// What mapping a source record came to. Immutable.
public sealed interface Mapped {

  /// It has something to say. `warnings` are for the trail (a text cut short, a SKU cleaned).
  record Mappable(Contribution contribution, List<String> warnings) implements Mapped {
    public Mappable {
      warnings = List.copyOf(warnings);
    }
  }

  /// A target says what somebody decided; it holds nobody at an address.
  record Decided(List<AddressDecision> decisions) implements Mapped {
    public Decided {
      decisions = List.copyOf(decisions);
    }
  }

  /// A person must look.
  record Unmappable(List<FieldProblem> problems) implements Mapped {
    public Unmappable {
      problems = List.copyOf(problems);
    }
  }

  /// The mapping says to leave it out (`only_if` was false).
  record Skipped(String why) implements Mapped {}

  /// What is wrong with one field.
  ///
  /// @param cause groups problems of one kind, for example `mapping.not-a-number`
  /// @param rule file and line of the rule
  /// @param field the target field
  /// @param value the offending value, masked
  /// @param sentence what a marketer reads
  record FieldProblem(String cause, String rule, String field, String value, String sentence) {}
}
