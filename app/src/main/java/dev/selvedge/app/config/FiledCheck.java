package dev.selvedge.app.config;

import dev.selvedge.mapping.collection.Column;
import dev.selvedge.mapping.collection.ColumnType;
import dev.selvedge.mapping.collection.Declaration;
import dev.selvedge.mapping.collection.Declaration.Kind;
import dev.selvedge.mapping.collection.Declaration.Scope;
import dev.selvedge.mapping.collection.Declarations;
import dev.selvedge.mapping.rule.FiledMapping;
import dev.selvedge.yaml.Nearest;
import dev.selvedge.yaml.Problems;
import java.util.List;
import java.util.Optional;

/// Holds what a mapping file says of a record of the project's own against what is declared of its
/// collection.
record FiledCheck(Problems problems, FiledMapping mapping) {

  void against(Declarations declarations) {
    Optional<Declaration> found =
        declarations.find(mapping.collection()).filter(one -> one.kind() == Kind.CUSTOM);
    if (found.isEmpty()) {
      problems.add(
          mapping.position(),
          "there is no collection '" + mapping.collection() + "' to map records to",
          "declare it in collections.yaml with 'type: custom' and its fields");
      return;
    }
    Declaration declared = found.get();
    if (!declared.name().equals(mapping.collection())) {
      problems.add(
          mapping.position(),
          "the collection '" + mapping.collection() + "' is declared as '" + declared.name() + "'",
          "write it alike: records of one collection are told apart by its name");
    }
    if (declared.scope() == Scope.CONTACT && !mapping.somebodys()) {
      problems.add(
          mapping.position(),
          "the records of " + declared.name() + " are somebody's, but the file does not say whose",
          "add 'person', or declare the collection with 'scope: account'");
    }
    if (declared.scope() == Scope.ACCOUNT && mapping.somebodys()) {
      problems.add(
          mapping.position(),
          "the records of " + declared.name() + " are the account's, but the file maps a 'person'",
          "remove 'person', or declare the collection with 'scope: contact'");
    }
    columns("", mapping.columns(), declared.columns());
  }

  private void columns(String path, List<Column> given, List<Column> declared) {
    for (Column column : given) {
      String at = path.isEmpty() ? column.name() : path + '.' + column.name();
      declared.stream()
          .filter(one -> one.name().equals(column.name()))
          .findFirst()
          .ifPresentOrElse(
              one -> compare(at, column, one),
              () ->
                  problems.add(
                      mapping.position(),
                      "'" + at + "' is not a field of " + mapping.collection(),
                      Nearest.suggestion(
                          column.name(), declared.stream().map(Column::name).toList())));
    }
  }

  private void compare(String at, Column given, Column declared) {
    if (given.repeated() != declared.repeated() || !fits(given.type(), declared.type())) {
      problems.add(
          mapping.position(),
          "'" + at + "' is mapped as " + words(given) + ", but declared as " + words(declared),
          "a collection has one type for it, for ever: map it as it is declared");
    }
    if (given.type() == ColumnType.RECORD) {
      columns(at, given.columns(), declared.columns());
    }
  }

  /// A numeric value may be whole; whether it is shows with the record.
  private static boolean fits(ColumnType given, ColumnType declared) {
    return given == declared || (given == ColumnType.FLOAT && declared == ColumnType.INTEGER);
  }

  private static String words(Column column) {
    return column.repeated()
        ? "a list, each of it " + column.type().words()
        : column.type().words();
  }
}
