package dev.selvedge.connectors.seed;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a value of an answer looks like, as a schema or an example tells it.
public sealed interface Shape {
  /// A text, a number or anything else that is no object and no list.
  ///
  /// @param example one value; empty where none is known
  record Plain(String example) implements Shape {}

  /// An object.
  ///
  /// @param properties by their names, in the order of the file
  record Thing(Map<String, Shape> properties) implements Shape {
    public Thing {
      properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }
  }

  /// A list.
  ///
  /// @param item what each of it looks like
  record Rows(Shape item) implements Shape {}

  /// One of which nothing is known.
  static Shape unknown() {
    return new Plain("");
  }

  /// The properties of an object; none for anything else.
  default Map<String, Shape> inside() {
    return this instanceof Thing thing ? thing.properties() : Map.of();
  }

  /// The value of an example; empty where there is none.
  default String text() {
    return this instanceof Plain plain ? plain.example() : "";
  }

  /// Whether it is a list of objects.
  default boolean listsRecords() {
    return this instanceof Rows rows && !rows.item().inside().isEmpty();
  }
}
