package dev.selvedge.sandbox.v2;

import dev.selvedge.sandbox.contact.Contact;
import dev.selvedge.sandbox.contact.ContactJson;
import dev.selvedge.sandbox.contact.Contacts;
import dev.selvedge.sandbox.contact.EmailStatus;
import dev.selvedge.sandbox.contact.FieldDefinition;
import dev.selvedge.sandbox.json.Json;
import dev.selvedge.sandbox.time.Times;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Contacts as the older framework writes and reads them.
final class OldContactJson {
  private OldContactJson() {}

  /// The contact; data fields are null unless asked for.
  static ObjectNode write(Contacts contacts, Contact contact, boolean withFields) {
    ObjectNode json = Json.object().put("id", contact.id());
    json.put("email", contact.email().orElse(""));
    json.put("optInType", contact.optInType().wire());
    json.put("emailType", contact.emailType());
    if (withFields) {
      ContactJson values = new ContactJson(contacts);
      ArrayNode fields = json.putArray("dataFields");
      for (FieldDefinition field : contacts.fields().all()) {
        fields.addObject().put("key", field.name()).put("value", values.text(contact, field));
      }
    } else {
      json.putNull("dataFields");
    }
    json.put("status", contact.emailStatus().v2());
    return json;
  }

  /// One line of a suppression feed.
  static ObjectNode suppressed(
      Contacts contacts, Contact contact, EmailStatus reason, long removed) {
    ObjectNode json = Json.object();
    json.set("suppressedContact", write(contacts, contact, false));
    return json.put("dateRemoved", Times.wire(removed)).put("reason", reason.v2());
  }

  /// The contact as the newer framework would have sent it, so that one reader serves both.
  static ObjectNode translate(JsonNode old) {
    ObjectNode json = Json.object();
    Json.text(old, "email").ifPresent(email -> json.putObject("identifiers").put("email", email));
    ObjectNode email = json.putObject("channelProperties").putObject("email");
    Json.text(old, "emailType").ifPresent(type -> email.put("emailType", type));
    Json.text(old, "optInType").ifPresent(type -> email.put("optInType", type));
    JsonNode fields = Json.find(old, "dataFields");
    if (fields != null && fields.isArray()) {
      ObjectNode values = json.putObject("dataFields");
      for (JsonNode field : fields) {
        Json.text(field, "key")
            .ifPresent(
                key -> {
                  JsonNode value = Json.find(field, "value");
                  if (value == null) {
                    values.putNull(key);
                  } else {
                    values.set(key, value);
                  }
                });
      }
    }
    return json;
  }
}
