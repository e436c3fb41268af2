package dev.selvedge.dotdigital.delivery.guard;

import dev.selvedge.dotdigital.insight.Schema;
import dev.selvedge.mapping.collection.Column;
import dev.selvedge.mapping.collection.ColumnType;
import java.util.List;

/// The account's schema in the words of declarations.
final class Columns {
  private Columns() {}

  /// Properties of a type nobody knows are left out: of these Dotdigital itself tells.
  static List<Column> of(Schema schema) {
    return columns(schema.content());
  }

  private static List<Column> columns(List<Schema.Column> inferred) {
    return inferred.stream()
        .flatMap(
            column ->
                ColumnType.of(column.type().text()).stream()
                    .map(
                        type ->
                            new Column(
                                column.name(),
                                type,
                                column.mode().is("REPEATED"),
                                columns(column.columns()))))
        .toList();
  }
}
