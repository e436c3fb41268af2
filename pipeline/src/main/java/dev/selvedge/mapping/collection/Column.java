package dev.selvedge.mapping.collection;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// One property of a collection's records. Immutable.
///
/// @param repeated whether it is a list of such values
/// @param columns what a [ColumnType#RECORD] holds; of others nothing
public record Column(String name, ColumnType type, boolean repeated, List<Column> columns) {
  private static final Pattern JOINTS = Pattern.compile("[_-]");

  public Column {
    columns = List.copyOf(columns);
  }

  /// A single value.
  public static Column of(String name, ColumnType type) {
    return new Column(name, type, false, List.of());
  }

  public static Column record(String name, Column... columns) {
    return new Column(name, ColumnType.RECORD, false, List.of(columns));
  }

  /// A list of records that hold these columns.
  public static Column records(String name, Column... columns) {
    return new Column(name, ColumnType.RECORD, true, List.of(columns));
  }

  /// By what a property is found: where a collection is open, its records are the hub's own, and
  /// the two spellings of a name are one.
  public static String folded(String name, boolean open) {
    return open ? JOINTS.matcher(name).replaceAll("").toLowerCase(Locale.ROOT) : name;
  }

  /// As a sentence names what it takes.
  String words() {
    return repeated ? "a list, each of it " + type.words() : type.words();
  }
}
