package dev.selvedge.dotdigital.delivery.guard;

import dev.selvedge.dotdigital.insight.Schema;
import dev.selvedge.mapping.collection.Column;
import dev.selvedge.mapping.collection.ColumnType;
import dev.selvedge.mapping.collection.Declaration;
import dev.selvedge.mapping.collection.OrderSpelling;
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
    compare(declared.open(), declared.columns(), Columns.of(schema), "", clashes);
    return clashes;
  }

  /// Whether the account has orders in both of the spellings that there are.
  public static boolean spellsTwice(Declaration declared, Schema schema) {
    return declared.kind() == Declaration.Kind.ORDERS && OrderSpelling.isMixed(Columns.of(schema));
  }

  /// How orders are spelled from now on.
  public static OrderSpelling spelling(OrderSpelling wanted, Schema schema) {
    return wanted.settled(Columns.of(schema));
  }

  private static void compare(
      boolean open, List<Column> declared, List<Column> known, String path, List<String> clashes) {
    Map<String, Column> there =
        known.stream()
            .collect(
                Collectors.toMap(
                    column -> Column.folded(column.name(), open),
                    Function.identity(),
                    (a, b) -> a));
    for (Column want : declared) {
      Column has = there.get(Column.folded(want.name(), open));
      if (has == null) {
        continue;
      }
      String at = path + has.name();
      if (has.type() != want.type() || has.repeated() != want.repeated()) {
        clashes.add(at + " is " + words(has) + " and declared as " + words(want));
      } else if (want.type() == ColumnType.RECORD) {
        compare(open, want.columns(), has.columns(), at + ".", clashes);
      }
    }
  }

  private static String words(Column column) {
    return column.type() + (column.repeated() ? " (a list)" : "");
  }
}
