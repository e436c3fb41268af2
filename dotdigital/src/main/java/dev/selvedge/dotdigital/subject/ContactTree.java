package dev.selvedge.dotdigital.subject;

import dev.selvedge.dotdigital.contact.Contact;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A contact as Dotdigital told it, for the person it is about.
final class ContactTree {
  private ContactTree() {}

  static void write(Contact contact, ObjectNode node) {
    node.put("status", contact.status().text())
        .put("created", contact.created().toString())
        .put("updated", contact.updated().toString());
    ObjectNode identifiers = node.putObject("identifiers");
    contact.identifiers().values().forEach(identifiers::put);
    node.set("data_fields", contact.fields());
    ObjectNode channels = node.putObject("channels");
    channels
        .putObject("email")
        .put("status", contact.email().status().text())
        .put("email_type", contact.email().emailType().text())
        .put("opt_in_type", contact.email().optInType().text());
    channels.putObject("sms").put("status", contact.sms().status().text());
    channels.putObject("whatsapp").put("status", contact.whatsApp().status().text());
    ArrayNode lists = node.putArray("lists");
    contact
        .lists()
        .forEach(
            list ->
                lists
                    .addObject()
                    .put("name", list.name())
                    .put("number", list.listId())
                    .put("status", list.status().text()));
    ArrayNode preferences = node.putArray("preferences");
    contact
        .preferences()
        .forEach(
            one ->
                preferences.addObject().put("number", one.id()).put("opted_in", one.isOptedIn()));
    ArrayNode consents = node.putArray("consent_records");
    contact
        .consentRecords()
        .forEach(
            one ->
                consents
                    .addObject()
                    .put("text", one.text())
                    .put("consented", text(one.dateTimeConsented()))
                    .put("url", one.url())
                    .put("ip_address", one.ipAddress())
                    .put("user_agent", one.userAgent())
                    .put("created", text(one.dateTimeCreated())));
  }

  private static String text(@Nullable Instant instant) {
    return instant == null ? "" : instant.toString();
  }
}
