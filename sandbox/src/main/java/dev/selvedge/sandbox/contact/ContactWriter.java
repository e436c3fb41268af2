package dev.selvedge.sandbox.contact;

import dev.selvedge.sandbox.setting.Settings;
import dev.selvedge.sandbox.setting.Switches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Applies wanted changes to contacts: the upsert rules of single calls and imports.
///
/// Guarded by the account's lock.
public final class ContactWriter {
  private final Contacts contacts;
  private final Settings.Source settings;
  private final PackedFields.Packing packing = new PackedFields.Packing();
  private @Nullable Object[] slots = new Object[16];

  ContactWriter(Contacts contacts, Settings.Source settings) {
    this.contacts = contacts;
    this.settings = settings;
  }

  /// How a change is to be taken.
  ///
  /// @param merge what happens to values that are there
  /// @param strict whether one bad part refuses the whole
  /// @param now when, as epoch milliseconds
  public record Manner(MergeOption merge, boolean strict, long now) {}

  /// What one field is to become.
  private record Value(FieldDefinition field, Object value) {}

  /// Finds the contact or makes it, and applies the change.
  public Upserted upsert(ContactChange change, Manner manner) {
    if (!change.fatal.isEmpty()) {
      return new Upserted.Refused(change.fatal);
    }
    if (!contacts.book().knows(change.matchIdentifier)) {
      return refused(
          "invalidMatchIdentifier", "Unknown identifier '" + change.matchIdentifier + "'");
    }
    Contact found = contacts.book().find(change.matchIdentifier, change.matchValue);
    for (Map.Entry<String, String> sent : change.identifiers().entrySet()) {
      Contact other = contacts.book().find(sent.getKey(), sent.getValue());
      if (other != null && other != found) {
        if (found == null && other.binned) {
          found = other;
        } else if (!other.binned) {
          return new Upserted.Conflict(
              new Failure(
                  "duplicateIdentifier",
                  "The value of '" + sent.getKey() + "' belongs to another contact"));
        }
      }
    }
    return found == null ? create(change, manner) : update(found, change, manner);
  }

  private Upserted create(ContactChange change, Manner manner) {
    if (change.email == null && change.mobile == null) {
      return change.matchIdentifier.equalsIgnoreCase("contactId")
          ? new Upserted.Unknown(new Failure("contactNotFound", "There is no such contact"))
          : refused(
              "noValidIdentifiers", "An email or a mobile number is needed to create a contact");
    }
    if (change.matchIdentifier.equalsIgnoreCase("contactId")) {
      return new Upserted.Unknown(new Failure("contactNotFound", "There is no such contact"));
    }
    List<Failure> failures = new ArrayList<>(change.partial);
    List<Value> values = converted(change, failures);
    if (manner.strict && !failures.isEmpty()) {
      return new Upserted.Refused(failures);
    }
    Contact contact = contacts.book().create(manner.now);
    identify(contact, change);
    if (change.optInType != null) {
      contact.optInType = change.optInType;
    }
    Switches switches = settings.get().switches();
    if (contact.email != null) {
      if (contacts.suppressions().globallySuppressed(contact.email)) {
        contacts.statuses().become(contact, EmailStatus.SHARED_SUPPRESSION, manner.now);
      } else if (change.emailStatus == null || change.emailStatus == EmailStatus.SUBSCRIBED) {
        contacts.statuses().start(contact, switches.doubleOptIn(), manner.now);
      } else {
        contacts.statuses().become(contact, change.emailStatus, manner.now);
      }
    }
    if (contact.mobile != null && switches.mobileSubscribed()) {
      contact.sms = PhoneStatus.SUBSCRIBED;
    }
    applyRest(contact, change, values, manner);
    joinLists(contact, change, failures);
    return new Upserted.Created(contact, failures);
  }

  private Upserted update(Contact contact, ContactChange change, Manner manner) {
    List<Failure> failures = new ArrayList<>(change.partial);
    List<Value> values = converted(change, failures);
    if (manner.strict && !failures.isEmpty()) {
      return new Upserted.Refused(failures);
    }
    contacts.book().restore(contact);
    boolean hadEmail = contact.email != null;
    identify(contact, change);
    contact.updated = manner.now;
    if (change.optInType != null) {
      contact.optInType = change.optInType;
    }
    if (!hadEmail && contact.email != null && change.emailStatus == null) {
      contacts.statuses().start(contact, settings.get().switches().doubleOptIn(), manner.now);
    } else if (change.emailStatus != null) {
      contacts.statuses().write(contact, change.emailStatus, change.challenge, manner.now);
    }
    applyRest(contact, change, values, manner);
    joinLists(contact, change, failures);
    return new Upserted.Updated(contact, failures);
  }

  private void identify(Contact contact, ContactChange change) {
    if (change.email != null) {
      evict("email", change.email, contact);
      contacts.book().setEmail(contact, change.email);
    }
    if (change.mobile != null) {
      evict("mobileNumber", change.mobile, contact);
      contacts.book().setMobile(contact, change.mobile);
    }
    change.custom.forEach(
        (name, value) -> {
          evict(name, value, contact);
          contacts.book().setCustom(contact, name, value);
        });
  }

  /// A binned contact loses its claim on an identifier that a live one takes.
  private void evict(String identifier, String value, Contact taker) {
    Contact holder = contacts.book().find(identifier, value);
    if (holder != null && holder != taker) {
      contacts.book().forget(holder);
    }
  }

  private void applyRest(Contact contact, ContactChange change, List<Value> values, Manner manner) {
    if (!values.isEmpty()) {
      merge(contact, values, manner.merge);
    }
    if (change.plainText != null) {
      contact.plainText = change.plainText;
    }
    if (change.sms != null) {
      contact.sms = change.sms;
    }
    if (change.whatsApp != null) {
      contact.whatsApp = change.whatsApp;
    }
    if (!change.consents.isEmpty()) {
      boolean once = settings.get().switches().consentsOnce();
      contact.agree(
          change.consents.stream()
              .filter(record -> !once || contact.consents.stream().noneMatch(record::same))
              .map(record -> record.arrived(manner.now))
              .toList());
    }
    for (PreferenceChoice choice : change.preferences) {
      contact.choose(new PreferenceChoice(choice.preference(), choice.optedIn(), manner.now));
    }
  }

  private void joinLists(Contact contact, ContactChange change, List<Failure> failures) {
    for (int list : change.lists) {
      if (!contacts.lists().join(contact, list)) {
        failures.add(new Failure("invalidAddressBookIds", "There is no writable list " + list));
      }
    }
  }

  private List<Value> converted(ContactChange change, List<Failure> failures) {
    if (change.fields.isEmpty()) {
      return List.of();
    }
    List<Value> values = new ArrayList<>(change.fields.size());
    for (Map.Entry<String, Object> sent : change.fields.entrySet()) {
      FieldDefinition field = contacts.fields().find(sent.getKey());
      Object value = sent.getValue();
      if (field == null) {
        if (settings.get().switches().refuseUnknownFields()) {
          failures.add(
              new Failure("invalidDataField", "There is no data field '" + sent.getKey() + "'"));
        }
      } else {
        Object kept =
            value == ContactChange.Clear.CLEAR ? value : contacts.fields().convert(field, value);
        if (kept == null) {
          failures.add(
              new Failure(
                  "invalidDataField",
                  "The value for '" + field.name() + "' is not a " + field.type().wire()));
        } else {
          values.add(new Value(field, kept));
        }
      }
    }
    return values;
  }

  private void merge(Contact contact, List<Value> values, MergeOption merge) {
    @Nullable Object[] slots = unpacked(contact);
    for (Value sent : values) {
      int index = sent.field.index();
      Object value = sent.value;
      boolean blank = value == ContactChange.Clear.CLEAR || value.equals("");
      boolean wanted =
          switch (merge) {
            case OVERWRITE -> true;
            case OVERWRITE_IF_NOT_EMPTY -> !blank;
            case OVERWRITE_IF_EMPTY -> slots[index] == null || slots[index].equals("");
          };
      if (wanted) {
        slots[index] = value == ContactChange.Clear.CLEAR ? null : value;
      }
    }
    contact.fields = packing.pack(slots);
  }

  /// Sets one field as a marketer does in the app; false if it does not take the value.
  public boolean setByHand(Contact contact, String name, String value, long now) {
    FieldDefinition field = contacts.fields().find(name);
    Object kept = field == null ? null : contacts.fields().convert(field, value);
    if (field == null || kept == null) {
      return false;
    }
    set(contact, field, kept);
    contact.updated = now;
    return true;
  }

  /// Writes one value past all rules, as the platform itself does.
  void set(Contact contact, FieldDefinition field, Object value) {
    @Nullable Object[] slots = unpacked(contact);
    slots[field.index()] = value;
    contact.fields = packing.pack(slots);
  }

  /// Puts a contact in the place of what was there; lists and statuses stay unless they are sent.
  ///
  /// What the real service does with omitted lists and statuses is not documented.
  public Upserted replace(Contact contact, ContactChange change, Manner manner) {
    List<Failure> failures = new ArrayList<>(change.partial);
    converted(change, failures);
    if (change.fatal.isEmpty() && failures.isEmpty() && !clashes(contact, change)) {
      contact.fields = PackedFields.NONE;
    }
    return upsert(change, manner);
  }

  private boolean clashes(Contact contact, ContactChange change) {
    return change.identifiers().entrySet().stream()
        .map(sent -> contacts.book().findLive(sent.getKey(), sent.getValue()))
        .anyMatch(other -> other != null && !other.equals(contact));
  }

  private @Nullable Object[] unpacked(Contact contact) {
    if (slots.length < contacts.fields().slots()) {
      slots = new Object[contacts.fields().slots() * 2];
    }
    Arrays.fill(slots, null);
    PackedFields.unpack(contact.fields, slots);
    return slots;
  }

  private static Upserted refused(String code, String description) {
    return new Upserted.Refused(List.of(new Failure(code, description)));
  }
}
