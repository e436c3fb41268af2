package dev.selvedge.connectors.walk;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// The latest time at which a system says that anything in a record changed: the greatest of some
/// stamps anywhere in it. The record's own stamp will not do where it stands still while a part
/// changes.
///
/// Some content may change without any stamp, the name of a product in a line for example. Then
/// both readings have the same stamp, and since a version is compared by its stamp and then by the
/// time of observation, the one read last wins. For that nothing here invents a time: with the time
/// of reading as a stamp every reading would differ, and none would be recognised as a repeat.
///
/// @param names the members that hold stamps
/// @param passed members that are not looked into
/// @param time reads one; nothing for what is not a time
public record LatestStamp(
    Set<String> names, Set<String> passed, Function<JsonNode, Optional<Instant>> time) {

  /// Keeps the names as they are now.
  public LatestStamp {
    names = Set.copyOf(names);
    passed = Set.copyOf(passed);
  }

  /// The greatest stamp, or nothing where there is none.
  public Optional<Instant> of(JsonNode value) {
    Optional<Instant> latest = Optional.empty();
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      if (!passed.contains(member.getKey())) {
        boolean stamp = names.contains(member.getKey());
        latest = later(latest, stamp ? time.apply(member.getValue()) : of(member.getValue()));
      }
    }
    if (value.isArray()) {
      for (JsonNode element : value) {
        latest = later(latest, of(element));
      }
    }
    return latest;
  }

  private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    return one.get().isAfter(other.get()) ? one : other;
  }
}
