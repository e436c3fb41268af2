package dev.selvedge.app.config.field;

import dev.selvedge.app.config.action.DataFieldRules;
import dev.selvedge.app.config.setting.DataFieldNames;
import java.util.Optional;

/// The data fields that automations may write.
///
/// @param taken those that are spoken for
public record FreeDataFields(TakenDataFields taken) implements DataFieldRules {
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
