package dev.selvedge.sandbox.contact;

import dev.selvedge.sandbox.json.Json;
import dev.selvedge.sandbox.time.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads a contact as the newer framework sends it; what cannot be read becomes a failure.
public final class ChangeReader {
  private static final int MOST_CONSENTS = 5;

  private ChangeReader() {}

  /// The wanted change; identifiers may be absent.
  public static ContactChange read(JsonNode body) {
    ContactChange change = new ContactChange();
    JsonNode identifiers = body.get("identifiers");
    if (identifiers != null && identifiers.isObject()) {
      readIdentifiers(identifiers, change);
    }
    JsonNode fields = body.get("dataFields");
    if (fields != null && fields.isObject()) {
      change.fields = values(fields, change);
    }
    JsonNode channels = body.get("channelProperties");
    if (channels != null && channels.isObject()) {
      readEmail(Json.find(channels, "email"), change);
      change.sms = phone(Json.find(channels, "sms"), change);
      change.whatsApp = phone(Json.find(channels, "whatsApp"), change);
    }
    readLists(body.get("lists"), change);
    readPreferences(body.get("preferences"), change);
    readConsents(body.get("consentRecords"), change);
    return change;
  }

  /// A change that says nothing but whom it is about.
  public static ContactChange addressed(String email) {
    ContactChange change = new ContactChange().matching("email", email);
    readAddress(email, change);
    return change;
  }

  private static void readIdentifiers(JsonNode identifiers, ContactChange change) {
    for (Map.Entry<String, JsonNode> sent : identifiers.properties()) {
      Optional<String> value = Json.scalar(sent.getValue());
      if (value.isPresent()) {
        readIdentifier(sent.getKey(), value.get(), change);
      }
    }
  }

  private static void readIdentifier(String name, String value, ContactChange change) {
    switch (name) {
      case "email" -> readAddress(value, change);
      case "mobileNumber" -> {
        change.mobile = value;
        if (!validMobile(value)) {
          change.fatal.add(new Failure("invalidPhoneNumber", "Invalid value for 'mobileNumber'"));
        }
      }
      case "contactId" -> change.contactId = value;
      default -> {
        if (change.custom.isEmpty()) {
          change.custom = new LinkedHashMap<>(2);
        }
        change.custom.put(name, value);
      }
    }
  }

  static void readAddress(String value, ContactChange change) {
    change.email = value.strip();
    if (!validEmail(value.strip())) {
      change.fatal.add(new Failure("invalidEmail", "Invalid value for 'email'"));
    }
  }

  private static Map<String, Object> values(JsonNode fields, ContactChange change) {
    Map<String, Object> values = LinkedHashMap.newLinkedHashMap(fields.size());
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      JsonNode value = field.getValue();
      if (value.isNull()) {
        values.put(field.getKey(), ContactChange.Clear.CLEAR);
      } else if (value.isString()) {
        values.put(field.getKey(), value.stringValue());
      } else if (value.isNumber()) {
        values.put(field.getKey(), value.decimalValue());
      } else if (value.isBoolean()) {
        values.put(field.getKey(), value.booleanValue());
      } else {
        change.partial.add(
            new Failure("invalidDataField", "The value for '" + field.getKey() + "' is no value"));
      }
    }
    return values;
  }

  private static void readEmail(@Nullable JsonNode email, ContactChange change) {
    if (email == null || !email.isObject()) {
      return;
    }
    Json.text(email, "status")
        .ifPresent(
            text -> {
              change.emailStatus =
                  EmailStatus.read(text).filter(ChangeReader::writable).orElse(null);
              if (change.emailStatus == null) {
                change.fatal.add(invalidStatus(text));
              }
            });
    Json.text(email, "emailType")
        .ifPresent(text -> change.plainText = text.equalsIgnoreCase("PlainText"));
    Json.text(email, "optInType")
        .ifPresent(text -> change.optInType = OptInType.read(text).orElse(null));
    JsonNode options = Json.find(email, "resubscribeOptions");
    if (options != null) {
      change.challenge = !Json.truth(options, "resubscribeWithNoChallenge").orElse(true);
    }
  }

  private static boolean writable(EmailStatus status) {
    return status == EmailStatus.SUBSCRIBED
        || status == EmailStatus.UNSUBSCRIBED
        || status == EmailStatus.SUPPRESSED;
  }

  private static @Nullable PhoneStatus phone(@Nullable JsonNode channel, ContactChange change) {
    Optional<String> text = channel == null ? Optional.empty() : Json.text(channel, "status");
    if (text.isEmpty()) {
      return null;
    }
    PhoneStatus status = PhoneStatus.read(text.get()).orElse(null);
    if (status == null) {
      change.fatal.add(invalidStatus(text.get()));
    }
    return status;
  }

  private static Failure invalidStatus(String text) {
    return new Failure("invalidContactStatus", "The status '" + text + "' cannot be set");
  }

  private static void readLists(@Nullable JsonNode lists, ContactChange change) {
    if (lists == null || !lists.isArray()) {
      return;
    }
    List<Integer> ids = new ArrayList<>();
    for (JsonNode list : lists) {
      Json.scalar(list)
          .flatMap(Json::whole)
          .ifPresentOrElse(
              id -> ids.add(id.intValue()),
              () -> change.partial.add(new Failure("invalidAddressBookIds", "Not a list id")));
    }
    change.lists = ids.stream().mapToInt(Integer::intValue).toArray();
  }

  private static void readPreferences(@Nullable JsonNode preferences, ContactChange change) {
    if (preferences == null || !preferences.isArray()) {
      return;
    }
    List<PreferenceChoice> choices = new ArrayList<>();
    for (JsonNode preference : preferences) {
      Optional<Long> id = Json.whole(preference, "id");
      Optional<Boolean> optedIn = Json.truth(preference, "isOptedIn");
      if (id.isPresent() && optedIn.isPresent()) {
        choices.add(new PreferenceChoice(id.get().intValue(), optedIn.get(), 0));
      }
    }
    change.preferences = choices;
  }

  private static void readConsents(@Nullable JsonNode records, ContactChange change) {
    if (records == null || !records.isArray()) {
      return;
    }
    List<ConsentRecord> consents = new ArrayList<>();
    for (JsonNode record : records) {
      Optional<Instant> consented = Json.text(record, "dateTimeConsented").flatMap(Times::read);
      Optional<String> text = Json.text(record, "text").filter(sent -> !sent.isBlank());
      Optional<String> url = Json.text(record, "url");
      Optional<String> address = Json.text(record, "ipAddress");
      Optional<String> agent = Json.text(record, "userAgent").filter(sent -> !sent.isBlank());
      if (consented.isEmpty()
          || text.isEmpty()
          || url.isEmpty()
          || address.filter(ChangeReader::validAddress).isEmpty()
          || agent.isEmpty()) {
        change.partial.add(
            new Failure("consentRecordsNotApplied", "A consent record is not complete"));
        return;
      }
      consents.add(
          new ConsentRecord(
              text.get(),
              consented.get().toEpochMilli(),
              url.get(),
              address.get(),
              agent.get(),
              0));
    }
    if (consents.size() > MOST_CONSENTS) {
      change.partial.add(new Failure("consentRecordsNotApplied", "More than five consent records"));
      return;
    }
    change.consents = consents;
  }

  private static boolean validAddress(String address) {
    return address.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")
        || address.matches("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  }

  /// One at-sign, no blanks, and a dot inside the domain.
  public static boolean validEmail(String email) {
    int at = email.indexOf('@');
    int dot = email.lastIndexOf('.');
    if (at < 1 || at != email.lastIndexOf('@') || dot < at + 2 || dot == email.length() - 1) {
      return false;
    }
    for (int i = 0; i < email.length(); i++) {
      char c = email.charAt(i);
      if (c <= ' ' || c == ',' || c == ';' || c == '<' || c == '>' || c == '"') {
        return false;
      }
    }
    return email.charAt(at + 1) != '.' && email.length() <= 254;
  }

  private static boolean validMobile(String mobile) {
    String digits = ContactBook.mobile(mobile);
    return digits.length() >= 7
        && digits.length() <= 15
        && digits.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
