package dev.selvedge.app.config;

import dev.selvedge.app.config.action.DataFieldRules;
import java.util.Optional;

/// The data fields that automations may write.
///
/// @param taken those that are spoken for
record FreeDataFields(TakenDataFields taken) implements DataFieldRules {
  @Override
  public Optional<String> complaint(String dataField) {
    return DataFieldNames.complaint(dataField);
  }

  @Override
  public String advice() {
    return DataFieldNames.RULE;
  }

  @Override
  public Optional<String> take(String dataField, String by) {
    return taken.take(dataField, by);
  }
}
