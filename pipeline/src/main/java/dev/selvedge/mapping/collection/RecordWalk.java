package dev.selvedge.mapping.collection;

import dev.selvedge.mapping.collection.Fit.Misfit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NumericNode;
import tools.jackson.databind.node.ObjectNode;

/// One walk through a record: writes it anew with each value as its type wants it, and keeps the
/// first thing that does not fit. Used once.
final class RecordWalk {
  static final String MEND = "Mend it at its source or in the mapping";

  /// Known by error names only, not by numbers; these are believed (facts: insight data).
  private static final int NAME_MAX = 128;

  private static final int TEXT_MAX = 4000;

  /// What the binary fractions of 64 bits reach to, in which Dotdigital keeps numbers.
  private static final BigDecimal LARGEST = new BigDecimal("1.7976931348623157E+308");

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");
  private static final Pattern DATED = Pattern.compile("\\d{4}-\\d\\d-\\d\\d([T ].*)?");

  private final boolean open;
  private Optional<Misfit> misfit = Optional.empty();

  /// @param open whether records may hold more than is declared
  RecordWalk(boolean open) {
    this.open = open;
  }

  Optional<Misfit> misfit() {
    return misfit;
  }

  private void say(String at, String value, String why, String advice) {
    if (misfit.isEmpty()) {
      misfit = Optional.of(new Misfit(at, value, why, advice));
    }
  }

  ObjectNode object(JsonNode given, String path, List<Column> declared, List<Column> known) {
    Map<String, Column> wanted = byName(declared, open);
    Map<String, Column> there = byName(known, false);
    ObjectNode fitting = JSON.objectNode();
    Set<String> joined = new HashSet<>();
    for (Map.Entry<String, JsonNode> property : given.properties()) {
      String name = property.getKey();
      String at = path.isEmpty() ? name : path + "." + name;
      name(name, at, joined);
      Optional<Column> want = Optional.ofNullable(wanted.get(Column.folded(name, open)));
      if (want.isEmpty() && !open) {
        say(at, "", "is not declared", "Declare it in collections.yaml, or leave it out");
      }
      if (!property.getValue().isNull()) {
        Place place = new Place(at, want, Optional.ofNullable(there.get(name)));
        JsonNode value = value(property.getValue(), place);
        // Nobody knows which type Dotdigital takes from what holds nothing.
        if (!value.isContainer() || !value.isEmpty()) {
          fitting.set(name, value);
        }
      }
    }
    return fitting;
  }

  private void name(String name, String at, Set<String> joined) {
    if (name.length() > NAME_MAX || !NAME.matcher(name).matches()) {
      say(
          at,
          "",
          "is not a name there, which is 1 to " + NAME_MAX + " letters, digits, '_' and '-'",
          "Take another name in the mapping");
    }
    if (!joined.add(name.replace('-', '_'))) {
      say(
          at,
          "",
          "differs from another name by '-' and '_' alone",
          "Take another name in the mapping");
    }
  }

  private JsonNode value(JsonNode given, Place place) {
    if (!given.isArray()) {
      listed(false, place);
      return single(given, place);
    }
    ArrayNode list = JSON.arrayNode();
    if (!given.isEmpty()) {
      listed(true, place);
    }
    int number = 0;
    for (JsonNode element : given) {
      number++;
      Place each = new Place(place.at() + "[" + number + "]", place.wanted(), place.there());
      if (element.isArray()) {
        say(each.at(), "", "is a list directly in a list", MEND);
      } else if (!element.isNull()) {
        JsonNode one = single(element, each);
        if (!one.isContainer() || !one.isEmpty()) {
          list.add(one);
        }
      }
    }
    return list;
  }

  private void listed(boolean list, Place place) {
    String is = list ? "is a list, but " : "is no list, but ";
    place
        .wanted()
        .filter(column -> column.repeated() != list)
        .ifPresent(column -> say(place.at(), "", is + column.words() + " is declared", MEND));
    place
        .there()
        .filter(column -> column.repeated() != list)
        .ifPresent(
            column -> say(place.at(), "", is + column.words() + " is what Dotdigital takes", MEND));
  }

  private JsonNode single(JsonNode given, Place place) {
    if (given.isObject()) {
      take(place, ColumnType.RECORD, "");
      return object(
          given,
          place.at(),
          place.wanted().map(Column::columns).orElse(List.of()),
          place.there().map(Column::columns).orElse(List.of()));
    }
    if (given.isNumber()) {
      return number(given, place);
    }
    if (given.isBoolean()) {
      take(place, ColumnType.BOOLEAN, given.asString());
      return given;
    }
    return text(given.asString(), place);
  }

  private JsonNode number(JsonNode given, Place place) {
    boolean finite = given instanceof NumericNode numeric && !numeric.isNaN();
    if (!finite || given.decimalValue().abs().compareTo(LARGEST) > 0) {
      say(place.at(), given.asString(), "it is too large a number", MEND);
      return given;
    }
    BigDecimal number = given.decimalValue();
    boolean whole = number.stripTrailingZeros().scale() <= 0;
    boolean wholeWanted =
        place.type().map(type -> type == ColumnType.INTEGER).orElseGet(given::isIntegralNumber);
    boolean asWhole = whole && wholeWanted;
    take(place, asWhole ? ColumnType.INTEGER : ColumnType.FLOAT, number.toPlainString());
    return asWhole
        ? JSON.numberNode(number.toBigInteger())
        : JSON.numberNode(
            number.scale() < 1 ? number.setScale(1, RoundingMode.UNNECESSARY) : number);
  }

  private JsonNode text(String text, Place place) {
    if (text.length() > TEXT_MAX) {
      String most = "a text is at most " + TEXT_MAX + " characters long";
      say(place.at(), text, most, "Cut it in the mapping ('truncate')");
    }
    boolean dated = DATED.matcher(text).matches();
    boolean time = dated && (isDay(text) || isInstant(text));
    ColumnType type = place.type().orElse(time ? ColumnType.TIMESTAMP : ColumnType.STRING);
    if (text.isEmpty() && type != ColumnType.STRING) {
      say(
          place.at(),
          "",
          "is empty where " + type.words() + " belongs",
          "Fill it at its source, or leave it out in the mapping where there is none");
    } else if (type == ColumnType.STRING && dated && place.there().isEmpty()) {
      say(
          place.at(),
          text,
          "it reads like a date and is the first text there, so that the field would become a date"
              + " for ever",
          "Let another record go first, or put a word before it in the mapping");
    }
    take(place, time && type == ColumnType.TIMESTAMP ? type : ColumnType.STRING, text);
    return JSON.stringNode(text);
  }

  private void take(Place place, ColumnType type, String value) {
    place.wanted().ifPresent(column -> take(column, type, value, place.at(), "is declared"));
    place
        .there()
        .ifPresent(column -> take(column, type, value, place.at(), "is all that goes there"));
  }

  private void take(Column column, ColumnType type, String value, String at, String says) {
    boolean fits =
        column.type() == type
            || (column.type() == ColumnType.FLOAT && type == ColumnType.INTEGER)
            || (column.type() == ColumnType.STRING && type == ColumnType.TIMESTAMP);
    if (!fits) {
      String group = value.isEmpty() ? "holds something else, but " : "";
      say(at, value, group + column.type().words() + " " + says, MEND);
    }
  }

  private static boolean isDay(String text) {
    try {
      LocalDate.parse(text);
      return true;
    } catch (DateTimeException other) {
      return false;
    }
  }

  private static boolean isInstant(String text) {
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeException other) {
      return false;
    }
  }

  private static Map<String, Column> byName(List<Column> columns, boolean open) {
    Map<String, Column> byName = new HashMap<>();
    columns.forEach(column -> byName.put(Column.folded(column.name(), open), column));
    return byName;
  }

  /// Where a value goes.
  ///
  /// @param at its path
  /// @param wanted what is declared
  /// @param there what the account has
  private record Place(String at, Optional<Column> wanted, Optional<Column> there) {
    /// What the account has counts, since it cannot be changed.
    Optional<ColumnType> type() {
      return there.or(() -> wanted).map(Column::type);
    }
  }
}
