package dev.selvedge.dotdigital.contact;

import dev.selvedge.dotdigital.json.Json;
import dev.selvedge.dotdigital.json.Moments;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ObjectNode;

/// One contact to be written: whom it is about, what shall be true of their e-mail channel, and
/// what is known of them. Immutable once built; personal details are masked in its text form.
///
/// **Why the e-mail status comes first.** A write that is silent about it *subscribes* the contact
/// if it does not exist yet, and one that says `subscribed` *lifts an opt-out without asking the
/// person* unless told otherwise (Dotdigital OpenAPI: contacts v3). Both are defaults of the
/// service, and nobody may be mailed because of a default. So there are only two ways to begin a
/// write:
///
/// - [#stating] says the status, and with `subscribed` also what happens to somebody who opted out;
/// - [#keepingStatus] says nothing about it, and therefore only changes a contact known by its id,
///   and cannot name an e-mail address, without which nobody can be mailed. A mobile number it
/// names
///   with the state of SMS alone; that of WhatsApp stays, as of an existing contact it does.
///
/// A change of address by contact id is begun with [#stating], too: which status a changed address
/// starts with is not documented.
public final class ContactWrite {
  private static final int MAX_LISTS = 100;
  /// The most consent records one write carries.
  public static final int MAX_CONSENT_RECORDS = 5;

  private static final String EMAIL = "email";
  private static final String MOBILE = "mobileNumber";

  private final ContactKey match;
  private final ObjectNode identifiers;
  private final ObjectNode content;

  private ContactWrite(ContactKey match, ObjectNode identifiers, ObjectNode content) {
    this.match = match;
    this.identifiers = identifiers;
    this.content = content;
  }

  /// Begins a write that says what shall be true of the e-mail channel.
  ///
  /// @param match whom it is about; unless it is a contact id it is also written as an identifier
  public static Builder stating(ContactKey match, EmailStatus status) {
    var builder = new Builder(match, false);
    builder.state(status);
    return builder;
  }

  /// Begins a write that leaves the channels of an existing contact as they are.
  public static Builder keepingStatus(ContactKey.Id contact) {
    return new Builder(contact, true);
  }

  public ContactKey match() {
    return match;
  }

  /// Writes the body of a single write.
  void writeSingle(JsonGenerator json) {
    json.writeStartObject();
    if (!identifiers.isEmpty()) {
      json.writeName("identifiers");
      json.writeTree(identifiers);
    }
    writeContent(json);
    json.writeEndObject();
  }

  /// Writes one item of an import.
  void writeItem(JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("matchIdentifier", match.name());
    json.writeName("identifiers");
    json.writeStartObject();
    if (match instanceof ContactKey.Id(var number)) {
      json.writeNumberProperty(match.name(), number);
    }
    identifiers.forEachEntry((name, value) -> json.writeStringProperty(name, value.stringValue()));
    json.writeEndObject();
    writeContent(json);
    json.writeEndObject();
  }

  private void writeContent(JsonGenerator json) {
    content.forEachEntry(
        (name, value) -> {
          json.writeName(name);
          json.writeTree(value);
        });
  }

  @Override
  public String toString() {
    return "ContactWrite[match=" + match + ", parts=" + content.propertyNames() + "]";
  }

  /// Collects the parts of one write. For one thread; used once.
  public static final class Builder {
    private final ContactKey match;
    private final boolean keeping;
    private boolean smsAlone;
    private final ObjectNode identifiers = Json.object();
    private final ObjectNode content = Json.object();

    private Builder(ContactKey match, boolean keeping) {
      this.match = match;
      this.keeping = keeping;
      if (!(match instanceof ContactKey.Id)) {
        identifiers.put(match.name(), match.value());
      }
    }

    private void state(EmailStatus status) {
      ObjectNode email = channel(EMAIL);
      switch (status) {
        case EmailStatus.Subscribed(var ifOptedOut) -> {
          email.put("status", "subscribed");
          resubscribe(email.putObject("resubscribeOptions"), ifOptedOut);
        }
        case EmailStatus.Unsubscribed() -> email.put("status", "unsubscribed");
        case EmailStatus.Suppressed() -> email.put("status", "suppressed");
      }
    }

    private static void resubscribe(ObjectNode options, EmailStatus.Resubscription how) {
      switch (how) {
        case EmailStatus.Resubscription.WithNoChallenge() ->
            options.put("resubscribeWithNoChallenge", true);
        case EmailStatus.Resubscription.WithChallenge(var locale, var url) -> {
          options.put("resubscribeWithNoChallenge", false);
          if (!locale.isEmpty()) {
            options.put("preferredLocale", locale);
          }
          if (!url.isEmpty()) {
            options.put("redirectUrlAfterChallenge", url);
          }
        }
      }
    }

    /// Names the e-mail address, which for an existing contact changes it.
    public Builder email(String address) {
      return identifier(new ContactKey.Email(address));
    }

    /// Names the mobile number, with the state of both channels that hang on it.
    public Builder mobile(String number, MobileStatus sms, MobileStatus whatsApp) {
      return identifier(new ContactKey.Mobile(number)).mobileChannels(sms, whatsApp);
    }

    /// Says the state of SMS and WhatsApp, as a match by mobile number needs.
    public Builder mobileChannels(MobileStatus sms, MobileStatus whatsApp) {
      channel("sms").put("status", sms.wire());
      channel("whatsApp").put("status", whatsApp.wire());
      return this;
    }

    /// Names the mobile number of a contact known by its id, with the state of SMS. Should the
    /// contact be gone and Dotdigital make one of the number, which is not documented, it has no
    /// address that could be mailed, and SMS as stated.
    public Builder mobile(String number, MobileStatus sms) {
      smsAlone = true;
      return identifier(new ContactKey.Mobile(number)).sms(sms);
    }

    /// Says the state of SMS of a contact known by its id.
    public Builder sms(MobileStatus sms) {
      if (!keeping) {
        throw new IllegalArgumentException(
            "a write that may create a contact says the state of WhatsApp, too");
      }
      channel("sms").put("status", sms.wire());
      return this;
    }

    public Builder identifier(ContactKey.Custom identifier) {
      return identifier((ContactKey) identifier);
    }

    private Builder identifier(ContactKey key) {
      identifiers.put(key.name(), key.value());
      return this;
    }

    public Builder field(String name, String value) {
      fields().put(name, value);
      return this;
    }

    public Builder field(String name, BigDecimal value) {
      fields().put(name, value);
      return this;
    }

    public Builder field(String name, long value) {
      fields().put(name, value);
      return this;
    }

    public Builder field(String name, boolean value) {
      fields().put(name, value);
      return this;
    }

    public Builder field(String name, Instant value) {
      fields().put(name, Moments.written(value));
      return this;
    }

    /// Empties a data field; identifiers cannot be emptied.
    public Builder clear(String name) {
      fields().putNull(name);
      return this;
    }

    public Builder emailType(EmailType type) {
      channel(EMAIL).put("emailType", type.wire());
      return this;
    }

    public Builder optInType(OptInType type) {
      channel(EMAIL).put("optInType", type.wire());
      return this;
    }

    /// Adds the contact to lists; a write never removes from one.
    public Builder lists(Collection<Integer> ids) {
      if (!ids.isEmpty()) {
        var array = content.withArray("lists");
        ids.stream().distinct().forEach(array::add);
      }
      return this;
    }

    public Builder preferences(List<PreferenceChoice> choices) {
      for (PreferenceChoice choice : choices) {
        content
            .withArray("preferences")
            .addObject()
            .put("id", choice.id())
            .put("isOptedIn", choice.isOptedIn());
      }
      return this;
    }

    public Builder consentRecords(List<ConsentRecord> records) {
      for (ConsentRecord evidence : records) {
        content
            .withArray("consentRecords")
            .addObject()
            .put("text", evidence.text())
            .put("dateTimeConsented", Moments.written(evidence.dateTimeConsented()))
            .put("url", evidence.url())
            .put("ipAddress", evidence.ipAddress())
            .put("userAgent", evidence.userAgent());
      }
      return this;
    }

    /// Ends the write.
    ///
    /// @throws IllegalArgumentException when the write would rely on a default of Dotdigital, or
    ///     holds more than a single contact may
    public ContactWrite build() {
      boolean namesPerson = identifiers.has(EMAIL) || (identifiers.has(MOBILE) && !smsAlone);
      if (keeping && namesPerson) {
        throw new IllegalArgumentException(
            "a write that names an e-mail address or mobile number can create a contact, so it must"
                + " state the e-mail status");
      }
      if (identifiers.has(MOBILE) && !content.path("channelProperties").has("sms")) {
        throw new IllegalArgumentException(
            "a write that names a mobile number must state the SMS and WhatsApp status");
      }
      if (content.path("lists").size() > MAX_LISTS) {
        throw new IllegalArgumentException("a contact is added to at most 100 lists at once");
      }
      if (content.path("consentRecords").size() > MAX_CONSENT_RECORDS) {
        throw new IllegalArgumentException("a write carries at most 5 consent records");
      }
      return new ContactWrite(match, identifiers.deepCopy(), content.deepCopy());
    }

    private ObjectNode fields() {
      return content.withObject("/dataFields");
    }

    private ObjectNode channel(String name) {
      return content.withObject("/channelProperties").withObject("/" + name);
    }
  }
}
