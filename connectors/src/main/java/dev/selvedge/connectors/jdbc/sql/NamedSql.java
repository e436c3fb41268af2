package dev.selvedge.connectors.jdbc.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A statement whose values are named, `:key`; they are bound and never written into its text.
/// Immutable.
///
/// @param text with a question mark for each name
/// @param names in the order of the question marks
/// @param guarding the names that stand after the last `where`
public record NamedSql(String text, List<String> names, List<String> guarding) {
  /// Whatever a name cannot stand in, a cast, a name, or the end of a statement.
  private static final Pattern PIECE =
      Pattern.compile(
          "'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|--[^\\n]*|/\\*.*?\\*/"
              + "|::|:(?<name>[a-z_][a-z_0-9]*)|(?<end>;)|(?<mark>\\?)|(?<where>\\bwhere\\b)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  public NamedSql {
    names = List.copyOf(names);
    guarding = List.copyOf(guarding);
  }

  /// Reads a statement with `:name` where values stand.
  ///
  /// @throws IllegalArgumentException with what is wrong, as it goes on from the option's name
  public static NamedSql parse(String sql) {
    String stripped = sql.strip();
    Matcher pieces = PIECE.matcher(stripped);
    StringBuilder text = new StringBuilder();
    List<String> names = new ArrayList<>();
    int where = 0;
    while (pieces.find()) {
      String name = pieces.group("name");
      if (pieces.group("end") != null && pieces.end() < stripped.length()) {
        throw new IllegalArgumentException("must be one statement");
      }
      if (pieces.group("mark") != null) {
        throw new IllegalArgumentException("must name its values, ':key', not mark them '?'");
      }
      if (pieces.group("where") != null) {
        where = names.size();
      }
      if (name != null) {
        names.add(name);
      }
      String put = name != null ? "?" : pieces.group("end") != null ? "" : pieces.group();
      pieces.appendReplacement(text, Matcher.quoteReplacement(put));
    }
    pieces.appendTail(text);
    return new NamedSql(text.toString(), names, names.subList(where, names.size()));
  }

  /// What is bound for a name.
  public sealed interface Bound {
    record Text(String text) implements Bound {}

    record Whole(long number) implements Bound {}

    record Flag(boolean flag) implements Bound {}

    /// A time in no zone.
    record Local(LocalDateTime time) implements Bound {}

    record Nothing() implements Bound {}
  }

  /// The statement with its values, for the caller to close.
  public PreparedStatement prepare(
      Connection connection, Dialect dialect, String prefix, Map<String, Bound> values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(prefix + text);
    try {
      for (int i = 0; i < names.size(); i++) {
        Bound value = values.getOrDefault(names.get(i), new Bound.Nothing());
        bind(statement, i + 1, value, dialect.guessesTypes());
      }
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  private static void bind(
      PreparedStatement statement, int index, Bound value, boolean guessesTypes)
      throws SQLException {
    switch (value) {
      case Bound.Text(String text) -> statement.setString(index, text);
      case Bound.Whole(long number) -> statement.setLong(index, number);
      case Bound.Local(LocalDateTime time) -> statement.setObject(index, time);
      case Bound.Flag(boolean flag) -> {
        if (guessesTypes) {
          statement.setBoolean(index, flag);
        } else {
          statement.setInt(index, flag ? 1 : 0);
        }
      }
      case Bound.Nothing ignored ->
          statement.setNull(index, guessesTypes ? Types.NULL : Types.VARCHAR);
    }
  }
}
