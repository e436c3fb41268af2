package dev.selvedge.dotdigital.delivery.guard;

import dev.selvedge.dotdigital.insight.Schema;
import dev.selvedge.mapping.collection.Column;
import dev.selvedge.mapping.collection.ColumnType;
import dev.selvedge.mapping.collection.Declaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How what a project declares of a collection differs from what the account has.
public final class Comparison {
  private Comparison() {}

  /// What clashes, one part of a sentence each; what only one of the two knows does not.
  public static List<String> clashes(Declaration declared, Schema schema) {
    List<String> clashes = new ArrayList<>();
    compare(declared.columns(), Columns.of(schema), "", clashes);
    return clashes;
  }

  private static void compare(
      List<Column> declared, List<Column> known, String path, List<String> clashes) {
    Map<String, Column> there =
        known.stream().collect(Collectors.toMap(Column::name, Function.identity(), (a, b) -> a));
    for (Column want : declared) {
      Column has = there.get(want.name());
      if (has == null) {
        continue;
      }
      String at = path + want.name();
      if (has.type() != want.type() || has.repeated() != want.repeated()) {
        clashes.add(at + " is " + words(has) + " and declared as " + words(want));
      } else if (want.type() == ColumnType.RECORD) {
        compare(want.columns(), has.columns(), at + ".", clashes);
      }
    }
  }

  private static String words(Column column) {
    return column.type() + (column.repeated() ? " (a list)" : "");
  }
}
