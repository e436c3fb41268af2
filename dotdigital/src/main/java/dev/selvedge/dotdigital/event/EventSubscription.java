package dev.selvedge.dotdigital.event;

import dev.selvedge.dotdigital.json.View;
import dev.selvedge.dotdigital.json.Word;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A subscription to events of an account. Immutable.
///
/// @param status `active`, or `inactive` after thirty days in which nobody fetched
public record EventSubscription(long id, String name, Word status, List<String> types) {
  public EventSubscription {
    types = List.copyOf(types);
  }

  public boolean isActive() {
    return status.is("active");
  }

  static EventSubscription read(JsonNode body) {
    return read(View.of(body));
  }

  static EventSubscription read(View subscription) {
    return new EventSubscription(
        subscription.requiredNumber("id"),
        subscription.text("name"),
        subscription.word("status"),
        subscription.items("subscribedEventTypes", type -> type.text("eventType")));
  }
}
