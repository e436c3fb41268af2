package dev.selvedge.connector;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connector.Connector.Surroundings;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import java.util.List;

/// A way to tell systems of one sort what somebody decided: describes the options that stand in a
/// system's `consent_target:` and checks them. Stateless.
public interface ConsentOffer {
  /// Every option, from which docs, checks and suggestions are made.
  List<Option> options();

  /// Reads what is written. Whatever is wrong goes to `problems`; what is returned then is of no
  /// use. Touches nothing outside.
  Plan plan(Request request, Problems problems);

  /// What is asked for.
  ///
  /// @param kind of the records that are told
  /// @param topic what they are told about, as the ledger writes it: `EMAIL`, `SMS`,
  /// `EMAIL/list/News`
  /// @param options the system's own options, already checked
  /// @param written the entry below `consent_target`, without the keys that all have in common
  record Request(
      SystemName system,
      RecordKind kind,
      String topic,
      YamlNode.Mapping options,
      YamlNode.Mapping written,
      Surroundings surroundings) {}

  /// Checked and ready to open.
  interface Plan {
    /// Connects lazily: opening does not fail because the system is away.
    ConsentTarget open();
  }
}
