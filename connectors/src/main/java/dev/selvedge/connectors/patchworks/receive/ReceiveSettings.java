package dev.selvedge.connectors.patchworks.receive;

import dev.selvedge.RecordKind;
import dev.selvedge.connectors.push.KindRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is taken in of Patchworks, checked. Immutable.
///
/// @param header the one that carries the token
/// @param statusIfRefused what a call is answered of which some records are refused
public record ReceiveSettings(
    StaticToken token,
    String header,
    int maxBody,
    int maxRecords,
    int statusIfRefused,
    Map<RecordKind, KindRule> kinds) {
  public ReceiveSettings {
    kinds = Map.copyOf(kinds);
  }

  /// The kinds of records that are taken in, by name.
  public List<RecordKind> told() {
    return kinds.keySet().stream().sorted().toList();
  }

  Optional<KindRule> kind(String name) {
    return told().stream()
        .filter(kind -> kind.value().equals(name))
        .map(kind -> Optional.ofNullable(kinds.get(kind)))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
