package dev.selvedge.sandbox.contact;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one caller wants of one contact, read but not yet applied.
///
/// Built by one thread and read by one other afterwards.
public final class ContactChange {
  /// Stands for a JSON null among the values: clear the field.
  enum Clear {
    CLEAR
  }

  String matchIdentifier = "";
  String matchValue = "";
  @Nullable String email;
  @Nullable String mobile;
  String contactId = "";
  Map<String, String> custom = Map.of();
  Map<String, Object> fields = Map.of();
  @Nullable EmailStatus emailStatus;
  @Nullable OptInType optInType;
  @Nullable Boolean plainText;
  boolean challenge;
  @Nullable PhoneStatus sms;
  @Nullable PhoneStatus whatsApp;
  int[] lists = new int[0];
  List<PreferenceChoice> preferences = List.of();
  List<ConsentRecord> consents = List.of();

  private Map<String, String> identifiers = Map.of();

  /// Parts that cannot be applied although the contact itself can.
  final List<Failure> partial = new ArrayList<>(0);

  /// Reasons to leave the contact alone.
  final List<Failure> fatal = new ArrayList<>(0);

  /// Names the contact the change is for, where the body does not.
  public ContactChange matching(String identifier, String value) {
    matchIdentifier = identifier;
    matchValue = value;
    return this;
  }

  public String matchIdentifier() {
    return matchIdentifier;
  }

  public String matchValue() {
    return matchValue;
  }

  public List<Failure> fatal() {
    return fatal;
  }

  /// Makes the change fail, whatever it says.
  public void failWith(Failure failure) {
    fatal.add(failure);
  }

  /// Leaves out the part that a failure code speaks of, if it speaks of one.
  void withhold(String code) {
    switch (code.toLowerCase(Locale.ROOT)) {
      case "consentrecordsnotapplied" -> consents = List.of();
      case "invalidaddressbookids" -> lists = new int[0];
      case "invaliddatafield" -> fields = Map.of();
      default -> {
        // a code of the whole contact, or one nobody knows
      }
    }
  }

  /// Whether an identifier or the value of a data field is this.
  public boolean holds(String value) {
    for (String identifier : identifiers().values()) {
      if (identifier.equalsIgnoreCase(value)) {
        return true;
      }
    }
    for (Object sent : fields.values()) {
      String text = sent instanceof BigDecimal number ? number.toPlainString() : sent.toString();
      if (text.equals(value)) {
        return true;
      }
    }
    return false;
  }

  /// The identifiers as they were sent; to be asked for when everything has been read.
  public Map<String, String> identifiers() {
    if (identifiers.isEmpty()) {
      identifiers = collected();
    }
    return identifiers;
  }

  private Map<String, String> collected() {
    Map<String, String> sent = LinkedHashMap.newLinkedHashMap(custom.size() + 3);
    if (!contactId.isEmpty()) {
      sent.put("contactId", contactId);
    }
    if (email != null) {
      sent.put("email", email);
    }
    if (mobile != null) {
      sent.put("mobileNumber", mobile);
    }
    sent.putAll(custom);
    return Collections.unmodifiableMap(sent);
  }
}
