package dev.selvedge.connectors.netsuite;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// One column of a SuiteQL query and what its text becomes. SuiteQL gives every value as a text,
/// and times in the form of the account, unless it is asked for another. Immutable.
///
/// @param name what it is called in the answer and in the record; lower case
/// @param of where its value comes from, such as `r.email`
record Column(String name, String of, As as) {
  private static final Pattern WRITTEN =
      Pattern.compile("([a-z][a-z0-9_]{0,60})(?::(" + As.words("|") + "))?");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /// What a value is.
  enum As {
    /// A text, as it comes.
    PLAIN,
    /// What a list shows in place of the id of its entry.
    TEXT,
    NUMBER,
    FLAG,
    DATE,
    TIME;

    static String words(String between) {
      return Arrays.stream(values())
          .map(one -> one.name().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(between));
    }
  }

  /// A column of a table.
  ///
  /// @param written a name, or a name and what it is: `custentity_tier:text`
  /// @return nothing for what is no name
  static Optional<Column> read(String table, String written) {
    Matcher matcher = WRITTEN.matcher(written);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    As as =
        matcher.group(2) == null ? As.PLAIN : As.valueOf(matcher.group(2).toUpperCase(Locale.ROOT));
    return Optional.of(new Column(matcher.group(1), table + '.' + matcher.group(1), as));
  }

  /// One of the columns that are read of every account.
  static Column of(String table, String written) {
    return read(table, written).orElseThrow();
  }

  /// As it stands in a query.
  String selected() {
    String value =
        switch (as) {
          case PLAIN, NUMBER, FLAG -> of;
          case TEXT -> "BUILTIN.DF(" + of + ")";
          case DATE -> "TO_CHAR(" + of + ", 'YYYY-MM-DD')";
          case TIME -> LocalTimes.written(of);
        };
    return value + " AS " + name;
  }

  /// What the record holds. What is not of its kind stays as it came: the mapping refuses it where
  /// it is wanted.
  JsonNode plain(JsonNode value, ZoneId zone) {
    if (value.isMissingNode() || value.isNull()) {
      return NODES.nullNode();
    }
    String text = value.asString("").strip();
    return switch (as) {
      case PLAIN, TEXT, DATE -> value;
      case FLAG ->
          switch (text) {
            case "T" -> NODES.booleanNode(true);
            case "F" -> NODES.booleanNode(false);
            default -> value;
          };
      case NUMBER -> number(text).<JsonNode>map(NODES::numberNode).orElse(value);
      case TIME ->
          LocalTimes.read(text, zone)
              .<JsonNode>map(at -> NODES.stringNode(at.toString()))
              .orElse(value);
    };
  }

  private static Optional<BigDecimal> number(String text) {
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException notOne) {
      return Optional.empty();
    }
  }
}
