package dev.selvedge.mapping.rule;

import dev.selvedge.mapping.collection.Column;
import dev.selvedge.yaml.Position;
import java.util.List;

/// What a mapping file says of a collection that the project declares; whether it is declared so is
/// for the project's check to say. Immutable.
///
/// @param somebodys whether its records are somebody's
/// @param columns what they may hold
public record FiledMapping(
    String collection, Position position, boolean somebodys, List<Column> columns) {
  public FiledMapping {
    columns = List.copyOf(columns);
  }
}
