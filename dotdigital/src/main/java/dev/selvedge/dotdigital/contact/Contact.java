package dev.selvedge.dotdigital.contact;

import dev.selvedge.dotdigital.json.View;
import dev.selvedge.dotdigital.json.Word;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A contact as Dotdigital holds it. Which parts are filled depends on what was asked for. Treat
/// the tree as read-only. Personal details are masked in its text form.
///
/// @param status derived by Dotdigital from the channels; go by [#email] for consent
/// @param email absent channels read as [Channel#NONE]
public record Contact(
    ContactKey.Id id,
    Word status,
    Instant created,
    Instant updated,
    Identifiers identifiers,
    ObjectNode fields,
    EmailChannel email,
    Channel sms,
    Channel whatsApp,
    List<Membership> lists,
    List<PreferenceChoice> preferences,
    List<StoredConsent> consentRecords) {
  public Contact {
    lists = List.copyOf(lists);
    preferences = List.copyOf(preferences);
    consentRecords = List.copyOf(consentRecords);
  }

  /// The state of e-mail for a contact.
  public record EmailChannel(Word status, Word emailType, Word optInType) {
    public static final EmailChannel NONE = new EmailChannel(Word.NONE, Word.NONE, Word.NONE);
  }

  /// The state of SMS or WhatsApp for a contact.
  public record Channel(Word status) {
    public static final Channel NONE = new Channel(Word.NONE);
  }

  /// One list the contact is on.
  public record Membership(int listId, String name, Word status) {}

  /// A consent record as Dotdigital kept it; dates it wrote unreadably are absent. Masked in its
  /// text form.
  public record StoredConsent(
      String text,
      @Nullable Instant dateTimeConsented,
      String url,
      String ipAddress,
      String userAgent,
      @Nullable Instant dateTimeCreated) {
    @Override
    public String toString() {
      return "StoredConsent[masked]";
    }
  }

  static Contact read(JsonNode node) {
    return read(View.of(node));
  }

  static Contact read(View contact) {
    var channels = contact.object("channelProperties");
    return new Contact(
        new ContactKey.Id(contact.requiredNumber("contactId")),
        contact.word("status"),
        contact.requiredInstant("created"),
        contact.requiredInstant("updated"),
        Identifiers.read(contact, "identifiers"),
        contact.tree("dataFields"),
        channels.flatMap(c -> c.object("email")).map(Contact::email).orElse(EmailChannel.NONE),
        channels.flatMap(c -> c.object("sms")).map(Contact::channel).orElse(Channel.NONE),
        channels.flatMap(c -> c.object("whatsApp")).map(Contact::channel).orElse(Channel.NONE),
        contact.items("lists", Contact::membership),
        contact.items("preferences", Contact::preference),
        contact.items("consentRecords", Contact::consent));
  }

  private static EmailChannel email(View channel) {
    return new EmailChannel(
        channel.word("status"), channel.word("emailType"), channel.word("optInType"));
  }

  private static Channel channel(View channel) {
    return new Channel(channel.word("status"));
  }

  private static Membership membership(View list) {
    return new Membership((int) list.number("id"), list.text("name"), list.word("status"));
  }

  private static PreferenceChoice preference(View preference) {
    return new PreferenceChoice((int) preference.number("id"), preference.flag("isOptedIn"));
  }

  private static StoredConsent consent(View consent) {
    return new StoredConsent(
        consent.text("text"),
        consent.instant("dateTimeConsented").orElse(null),
        consent.text("url"),
        consent.text("ipAddress"),
        consent.text("userAgent"),
        consent.instant("dateTimeCreated").orElse(null));
  }

  @Override
  public String toString() {
    return "Contact[" + id.number() + ", status=" + status + "]";
  }
}
