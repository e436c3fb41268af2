package dev.selvedge.sandbox.contact;

import dev.selvedge.sandbox.json.Json;
import dev.selvedge.sandbox.time.Times;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes contacts as the newer framework returns them.
public final class ContactJson {
  private static final Map<String, String> COUNTRY =
      Map.ofEntries(
          Map.entry("1", "US"),
          Map.entry("31", "NL"),
          Map.entry("32", "BE"),
          Map.entry("33", "FR"),
          Map.entry("34", "ES"),
          Map.entry("39", "IT"),
          Map.entry("41", "CH"),
          Map.entry("43", "AT"),
          Map.entry("44", "GB"),
          Map.entry("45", "DK"),
          Map.entry("46", "SE"),
          Map.entry("47", "NO"),
          Map.entry("48", "PL"),
          Map.entry("49", "DE"),
          Map.entry("61", "AU"),
          Map.entry("64", "NZ"),
          Map.entry("65", "SG"),
          Map.entry("351", "PT"),
          Map.entry("353", "IE"),
          Map.entry("358", "FI"));

  private final Contacts contacts;

  public ContactJson(Contacts contacts) {
    this.contacts = contacts;
  }

  /// The whole contact.
  public ObjectNode whole(Contact contact) {
    ObjectNode json = brief(contact);
    json.set("dataFields", fields(contact, _ -> true));
    include(contact, Set.of("channelProperties", "lists", "preferences", "consentRecords"), json);
    return json;
  }

  /// Ids, identifiers, status and times: what a list shows when nothing else is asked for.
  public ObjectNode brief(Contact contact) {
    ObjectNode json = Json.object();
    json.put("contactId", contact.id);
    json.put("status", status(contact));
    json.put("created", Times.wire(contact.created));
    json.put("updated", Times.wire(contact.updated));
    json.set("identifiers", identifiers(contact));
    return json;
  }

  /// Adds the named parts.
  public void include(Contact contact, Set<String> parts, ObjectNode json) {
    if (parts.contains("channelProperties")) {
      json.set("channelProperties", channels(contact));
    }
    if (parts.contains("lists")) {
      json.set("lists", lists(contact));
    }
    if (parts.contains("preferences")) {
      json.set("preferences", preferences(contact));
    }
    if (parts.contains("consentRecords")) {
      json.set("consentRecords", consents(contact));
    }
  }

  public ObjectNode identifiers(Contact contact) {
    ObjectNode json = Json.object();
    contact.email().ifPresent(email -> json.put("email", email));
    contact.mobile().ifPresent(mobile -> json.put("mobileNumber", mobile));
    contact.custom().forEach(json::put);
    return json;
  }

  /// The values of the fields whose names are wanted.
  public ObjectNode fields(Contact contact, Predicate<String> wanted) {
    ObjectNode json = Json.object();
    @Nullable Object[] slots = slots(contact);
    contacts
        .fields()
        .byIndex()
        .forEach(
            (index, field) -> {
              Object value = slots[index];
              if (value != null && wanted.test(field.name())) {
                put(json, field.name(), value);
              }
            });
    return json;
  }

  /// One value as text, as the older framework shows it; nothing if the field is empty.
  public @Nullable String text(Contact contact, FieldDefinition field) {
    return switch (slots(contact)[field.index()]) {
      case null -> null;
      case Boolean truth -> truth ? "True" : "False";
      case Instant date -> Times.compact(date.toEpochMilli());
      case BigDecimal number -> number.toPlainString();
      case Object other -> other.toString();
    };
  }

  private @Nullable Object[] slots(Contact contact) {
    @Nullable Object[] slots = new Object[contacts.fields().slots()];
    PackedFields.unpack(contact.fields, slots);
    return slots;
  }

  private static void put(ObjectNode json, String name, Object value) {
    switch (value) {
      case Boolean truth -> json.put(name, truth);
      case BigDecimal number -> json.put(name, number);
      case Instant date -> json.put(name, Times.compact(date.toEpochMilli()));
      default -> json.put(name, value.toString());
    }
  }

  private static String status(Contact contact) {
    if (contact.binned) {
      return EmailStatus.BINNED.wire();
    }
    if (contact.email != null) {
      return contact.emailStatus.contactStatus();
    }
    return contact.sms == PhoneStatus.BOUNCED ? PhoneStatus.SUPPRESSED.wire() : contact.sms.wire();
  }

  private static ObjectNode channels(Contact contact) {
    ObjectNode json = Json.object();
    if (contact.email != null) {
      json.putObject("email")
          .put("emailType", contact.emailType())
          .put("optInType", contact.optInType.wire())
          .put("status", contact.emailStatus.wire());
    }
    if (contact.mobile != null) {
      json.putObject("sms")
          .put("countryCode", country(contact.mobile))
          .put("status", contact.sms.wire());
      json.putObject("whatsApp").put("status", contact.whatsApp.wire());
    }
    return json;
  }

  private ArrayNode lists(Contact contact) {
    ArrayNode json = Json.array();
    for (int id : contact.lists) {
      contacts
          .lists()
          .find(id)
          .ifPresent(
              list ->
                  json.addObject()
                      .put("id", id)
                      .put("name", list.name())
                      .put(
                          "status",
                          list.optOuts().containsKey(contact.id) || contact.emailStatus.suppressed()
                              ? "suppressed"
                              : contact.emailStatus == EmailStatus.PENDING_OPT_IN
                                  ? "pending"
                                  : "subscribed"));
    }
    return json;
  }

  private ArrayNode preferences(Contact contact) {
    ArrayNode json = Json.array();
    for (PreferenceChoice choice : contact.preferences) {
      contacts
          .preferences()
          .find(choice.preference())
          .ifPresent(
              preference ->
                  json.addObject()
                      .put("id", preference.id())
                      .put("isOptedIn", choice.optedIn())
                      .put("publicName", preference.publicName())
                      .put("privateName", preference.privateName()));
    }
    return json;
  }

  private static ArrayNode consents(Contact contact) {
    ArrayNode json = Json.array();
    for (ConsentRecord record : contact.consents) {
      json.addObject()
          .put("text", record.text())
          .put("dateTimeConsented", Times.compact(record.consented()))
          .put("url", record.url())
          .put("ipAddress", record.ipAddress())
          .put("userAgent", record.userAgent())
          .put("dateTimeCreated", Times.compact(record.created()));
    }
    return json;
  }

  private static String country(String mobile) {
    for (int length = 3; length >= 1; length--) {
      String country = COUNTRY.get(mobile.substring(0, length));
      if (country != null) {
        return country;
      }
    }
    return "GB";
  }
}
