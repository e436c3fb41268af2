package dev.selvedge.automation;

import dev.selvedge.mapping.Value;
import java.util.Map;
import java.util.Optional;

/// A value that an action hands on. Immutable.
public sealed interface Given {
  /// The project wrote it down.
  record Fixed(Value value) implements Given {}

  /// It is taken from what is known in the moment of acting.
  ///
  /// @param name one of those that [Scene#types] offers
  record Taken(String name) implements Given {}

  /// What it comes to where so much is known; empty where nothing is known of it.
  default Optional<Value> in(Map<String, Value> known) {
    return switch (this) {
      case Fixed(Value value) -> Optional.of(value);
      case Taken(String name) -> Optional.ofNullable(known.get(name));
    };
  }

  /// The same, looked up where it can be.
  default Given filled(Map<String, Value> known) {
    return in(known).<Given>map(Fixed::new).orElse(this);
  }
}
