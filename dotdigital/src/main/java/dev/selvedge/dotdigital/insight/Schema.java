package dev.selvedge.dotdigital.insight;

import dev.selvedge.dotdigital.json.View;
import dev.selvedge.dotdigital.json.Word;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The types Dotdigital has inferred for a collection. Immutable. They are fixed: a record may add
/// properties, but never change the type of one (Dotdigital OpenAPI: insight data v3, schema).
public record Schema(String collectionName, Word collectionType, List<Column> columns) {
  public Schema {
    columns = List.copyOf(columns);
  }

  /// One property and what may stand in it.
  ///
  /// @param type `STRING`, `FLOAT`, `INTEGER`, `TIMESTAMP`, `BOOLEAN` or `RECORD`
  /// @param mode `NULLABLE`, `REQUIRED` or `REPEATED`; often not told
  public record Column(String name, Word type, Word mode, List<Column> columns) {
    public Column {
      columns = List.copyOf(columns);
    }

    static Column read(View column) {
      return new Column(
          column.requiredText("name"),
          column.word("type"),
          column.word("mode"),
          column.items("fields", Column::read));
    }
  }

  static Schema read(JsonNode body) {
    View schema = View.of(body);
    return new Schema(
        schema.text("collectionName"),
        schema.word("collectionType"),
        schema.items("schema", Column::read));
  }

  /// {@return the properties of the records themselves, without Dotdigital's own around them}
  public List<Column> content() {
    Optional<Column> json =
        columns.stream().filter(column -> column.name.equals("json")).findFirst();
    return json.map(Column::columns).orElse(List.of());
  }
}
