package dev.selvedge.dotdigital.event;

import dev.selvedge.dotdigital.json.View;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/// One thing that happened in an account. Its data differ from type to type and are documented
/// nowhere; treat the tree as read-only. Masked in its text form.
///
/// @param id unique; an event may be handed out more than once
public record ExportedEvent(String id, String type, Instant at, ObjectNode data) {
  static ExportedEvent read(View event) {
    return new ExportedEvent(
        event.requiredText("id"),
        event.requiredText("type"),
        event.requiredInstant("eventDate"),
        event.tree("data"));
  }

  @Override
  public String toString() {
    return "ExportedEvent[" + id + ", type=" + type + ", at=" + at + "]";
  }
}
