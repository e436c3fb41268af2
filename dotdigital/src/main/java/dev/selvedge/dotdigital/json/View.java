package dev.selvedge.dotdigital.json;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A forgiving look at one JSON object: names are found in any case, what is not asked for is
/// ignored, an absent or `null` property reads as nothing, and only what the caller calls required
/// must be there. Immutable as long as the tree beneath it is left alone.
public final class View {
  private final JsonNode node;

  private View(JsonNode node) {
    this.node = node;
  }

  /// Looks at an object.
  ///
  /// @throws Unreadable unless the node is one
  public static View of(JsonNode node) {
    if (!node.isObject()) {
      throw new Unreadable("an object was expected");
    }
    return new View(node);
  }

  /// Reads an array of objects.
  ///
  /// @throws Unreadable unless the node is an array of objects
  public static <T> List<T> list(JsonNode node, Function<View, T> reader) {
    if (!node.isArray()) {
      throw new Unreadable("an array was expected");
    }
    var read = new ArrayList<T>(node.size());
    for (JsonNode item : node) {
      read.add(reader.apply(of(item)));
    }
    return List.copyOf(read);
  }

  public JsonNode node() {
    return node;
  }

  /// {@return the text of the property, a number or boolean as text, empty when there is none}
  public String text(String name) {
    JsonNode found = find(name);
    return found == null || !found.isValueNode() ? "" : found.asString();
  }

  public String requiredText(String name) {
    String text = text(name);
    if (text.isEmpty()) {
      throw missing(name);
    }
    return text;
  }

  public Word word(String name) {
    String text = text(name);
    return text.isEmpty() ? Word.NONE : new Word(text);
  }

  /// {@return the whole number, 0 when there is none}
  public long number(String name) {
    return optionalNumber(name).orElse(0L);
  }

  public long requiredNumber(String name) {
    return optionalNumber(name).orElseThrow(() -> missing(name));
  }

  public Optional<Long> optionalNumber(String name) {
    String text = text(name);
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(text));
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  public boolean flag(String name) {
    return "true".equalsIgnoreCase(text(name));
  }

  public Optional<Instant> instant(String name) {
    return Moments.read(text(name));
  }

  public Instant requiredInstant(String name) {
    return instant(name).orElseThrow(() -> missing(name));
  }

  public Optional<View> object(String name) {
    JsonNode found = find(name);
    return found != null && found.isObject() ? Optional.of(new View(found)) : Optional.empty();
  }

  /// {@return the nested object itself, an empty one when there is none}
  public ObjectNode tree(String name) {
    return find(name) instanceof ObjectNode found ? found : Json.object();
  }

  /// {@return the objects of the array, none when there is no array; other items are passed over}
  public <T> List<T> items(String name, Function<View, T> reader) {
    var read = new ArrayList<T>();
    if (find(name) instanceof ArrayNode found) {
      for (JsonNode item : found) {
        if (item.isObject()) {
          read.add(reader.apply(new View(item)));
        }
      }
    }
    return List.copyOf(read);
  }

  /// {@return the plain values of the array as text}
  public List<String> texts(String name) {
    var read = new ArrayList<String>();
    if (find(name) instanceof ArrayNode found) {
      for (JsonNode item : found) {
        if (item.isValueNode() && !item.isNull()) {
          read.add(item.asString());
        }
      }
    }
    return List.copyOf(read);
  }

  private @Nullable JsonNode find(String name) {
    JsonNode exact = node.get(name);
    if (exact == null) {
      for (Map.Entry<String, JsonNode> property : node.properties()) {
        if (property.getKey().equalsIgnoreCase(name)) {
          exact = property.getValue();
          break;
        }
      }
    }
    return exact == null || exact.isNull() ? null : exact;
  }

  private static Unreadable missing(String name) {
    return new Unreadable("the property '" + name + "' is missing or not readable");
  }

  @Override
  public String toString() {
    return "View" + node.propertyNames();
  }
}
