package dev.selvedge.connectors.value;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A way to a value inside JSON: `customer.id`, `lines.0.sku`; `$` begins at the whole body and
/// everything else at the record. A text that begins with a slash is a JSON pointer from the
/// record, for names that hold dots: `/@odata.nextLink`. Immutable.
public record DottedPath(String text) {
  /// The longest number that counts as a text.
  public static final int MOST_DIGITS = 1_000;

  private static final String ROOT = "$";

  public boolean fromRoot() {
    return text.equals(ROOT) || text.startsWith("$.");
  }

  /// The value, missing when there is none.
  public JsonNode in(JsonNode root, JsonNode item) {
    JsonNode at = fromRoot() ? root : item;
    for (String step : steps()) {
      at = at.isArray() && isIndex(step) ? at.path(Integer.parseInt(step)) : at.path(step);
    }
    return at;
  }

  /// The value as a text, when it is a text or a number and not blank. A number of more digits than
  /// [#MOST_DIGITS], written out, is none: `1e999999999` would fill the memory.
  public Optional<String> scalar(JsonNode root, JsonNode item) {
    JsonNode value = in(root, item);
    if (value.isNumber()) {
      return Optional.of(value.decimalValue())
          .filter(number -> Math.abs((long) number.scale()) + number.precision() <= MOST_DIGITS)
          .map(BigDecimal::toPlainString);
    }
    return value.isString()
        ? Optional.of(value.stringValue()).filter(each -> !each.isBlank())
        : Optional.empty();
  }

  private List<String> steps() {
    if (text.startsWith("/")) {
      return Arrays.stream(text.substring(1).split("/", -1))
          .map(step -> step.replace("~1", "/").replace("~0", "~"))
          .toList();
    }
    String rest = text.equals(ROOT) ? "" : fromRoot() ? text.substring(2) : text;
    return rest.isEmpty() ? List.of() : List.of(rest.split("\\.", -1));
  }

  private static boolean isIndex(String step) {
    return !step.isEmpty() && step.length() < 9 && step.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
