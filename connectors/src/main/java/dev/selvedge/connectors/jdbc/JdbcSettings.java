package dev.selvedge.connectors.jdbc;

import dev.selvedge.RecordKind;
import dev.selvedge.connectors.jdbc.session.Access;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// The checked options of one database system. Immutable.
record JdbcSettings(Access access, List<Table> tables) {
  JdbcSettings {
    tables = List.copyOf(tables);
  }

  /// One feed.
  ///
  /// @param columns empty for all
  /// @param reread what is read again from time to time; empty for nothing
  /// @param counts by what its rows are counted day by day; empty where they are not
  record Table(
      RecordKind kind,
      From from,
      List<String> key,
      Watermark watermark,
      List<String> columns,
      SoftDelete softDelete,
      List<Child> children,
      Optional<Reread> reread,
      Optional<Counts> counts,
      int pageSize) {
    Table {
      key = List.copyOf(key);
      columns = List.copyOf(columns);
      children = List.copyOf(children);
    }

    /// The child tables whose own changes make the parent due.
    List<Child> watched() {
      return children.stream().filter(child -> !child.changed().isEmpty()).toList();
    }
  }

  /// Where rows come from.
  sealed interface From {
    /// A table or view, perhaps `schema.table`.
    record Named(String name) implements From {}

    record Query(String sql) implements From {}

    default String shown() {
      return switch (this) {
        case Named named -> named.name();
        case Query ignored -> "the query";
      };
    }
  }

  /// How changes are found.
  ///
  /// @param changed the column with the row's change time; empty only when `transaction` is given
  /// @param transaction the column with the writing transaction's id; empty to go by time
  /// @param zone of change times that carry none
  record Watermark(String changed, String transaction, Duration overlap, ZoneId zone) {
    boolean byTransaction() {
      return !transaction.isEmpty();
    }

    /// The column that rows are ordered by.
    String column() {
      return byTransaction() ? transaction : changed;
    }
  }

  /// Rows that are read again from time to time, whatever their change times say.
  ///
  /// @param since the column with a time of the row, such as when the order was placed
  /// @param reach how long ago that may be
  /// @param where a condition that narrows them, in SQL; empty for none
  /// @param every from the beginning of one such reading to the beginning of the next
  record Reread(String since, Duration reach, String where, Duration every) {}

  /// By what rows are counted and summed up, one day after the other.
  ///
  /// @param placed the column with the time at which an order was placed
  /// @param total the column with what it comes to, in major units; empty for no sums
  /// @param currency the column with the currency of that
  record Counts(String placed, Optional<String> total, Optional<String> currency) {}

  /// Which rows say that the record is gone.
  sealed interface SoftDelete {
    record Never() implements SoftDelete {}

    /// The column holds anything but null, false, zero, `f`, `n`, `no` or nothing.
    record Set(String column) implements SoftDelete {}

    record Equal(String column, String value) implements SoftDelete {}

    /// Empty when there is none.
    default String columnName() {
      return switch (this) {
        case Never ignored -> "";
        case Set set -> set.column();
        case Equal equal -> equal.column();
      };
    }
  }

  /// Rows of another table that become a nested array.
  ///
  /// @param changed empty when the child's changes are not watched
  record Child(
      String name,
      String table,
      String parent,
      List<String> orderBy,
      List<String> columns,
      String changed) {
    Child {
      orderBy = List.copyOf(orderBy);
      columns = List.copyOf(columns);
    }
  }
}
