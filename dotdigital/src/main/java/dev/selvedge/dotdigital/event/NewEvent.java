package dev.selvedge.dotdigital.event;

import dev.selvedge.dotdigital.contact.ContactKey;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/// Something that happened to a contact, to be told. Shows no personal details.
///
/// @param type 1 to 80 characters; a collection gets this name
/// @param id the caller's own: told again under the same, it is the same event
/// @param data what belongs to it
public record NewEvent(ContactKey contact, String type, String id, Instant at, ObjectNode data) {
  @Override
  public String toString() {
    return "NewEvent[type=" + type + ", id=" + id + "]";
  }
}
