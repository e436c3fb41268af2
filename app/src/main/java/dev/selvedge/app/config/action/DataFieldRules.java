package dev.selvedge.app.config.action;

import java.util.Optional;

/// What a project says of names of data fields.
public interface DataFieldRules {
  /// What is wrong with a name, if anything.
  Optional<String> complaint(String dataField);

  /// What to do about it.
  String advice();

  /// Takes a name, so that nothing else of the project writes it.
  ///
  /// @param by who takes it, in words
  /// @return who has it already, if anybody
  Optional<String> take(String dataField, String by);
}
