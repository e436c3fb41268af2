package dev.selvedge.sandbox.contact;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All contacts with one unique index per identifier; ids are handed out in sequence.
///
/// Binned contacts stay findable, so that a write with their identifier restores them.
/// Guarded by the account's lock.
public final class ContactBook {
  /// Ids lie where both int32 and realistic sizes are satisfied.
  private static final int FIRST_ID = 100_000_001;

  private final List<@Nullable Contact> contacts = new ArrayList<>();
  private final Map<String, Contact> byEmail = new HashMap<>();
  private final Map<String, Contact> byMobile = new HashMap<>();
  private final Map<String, Map<String, Contact>> byCustom = new LinkedHashMap<>();
  private final Map<String, Long> customCreated = new LinkedHashMap<>();
  private int live;

  Contact create(long now) {
    Contact contact = new Contact(FIRST_ID + contacts.size(), now);
    contacts.add(contact);
    live++;
    return contact;
  }

  /// The contact with that identifier, also from the recycle bin.
  public @Nullable Contact find(String identifier, String value) {
    if (identifier.equals("email")) {
      return byEmail.get(email(value));
    }
    return switch (identifier.toLowerCase(Locale.ROOT)) {
      case "email" -> byEmail.get(email(value));
      case "mobilenumber" -> byMobile.get(mobile(value));
      case "contactid" -> byId(value);
      default -> {
        Map<String, Contact> index = byCustom.get(identifier);
        yield index == null ? null : index.get(value);
      }
    };
  }

  /// The contact with that identifier, unless it is in the recycle bin.
  public @Nullable Contact findLive(String identifier, String value) {
    Contact contact = find(identifier, value);
    return contact == null || contact.binned ? null : contact;
  }

  /// The contact named by a number or an e-mail address, as paths of the older framework do.
  public @Nullable Contact findByIdOrEmail(String idOrEmail) {
    return findLive(idOrEmail.indexOf('@') < 0 ? "contactId" : "email", idOrEmail);
  }

  public @Nullable Contact byId(long id) {
    long index = id - FIRST_ID;
    return index < 0 || index >= contacts.size() ? null : contacts.get((int) index);
  }

  private @Nullable Contact byId(String id) {
    try {
      return byId(Long.parseLong(id.strip()));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /// Whether contacts can be found by an identifier of that name.
  public boolean knows(String identifier) {
    return identifier.equals("email") || knowsOther(identifier);
  }

  private boolean knowsOther(String identifier) {
    return switch (identifier.toLowerCase(Locale.ROOT)) {
      case "email", "mobilenumber", "contactid" -> true;
      default -> byCustom.containsKey(identifier);
    };
  }

  void setEmail(Contact contact, String email) {
    release(byEmail, contact.email, contact);
    contact.email = email;
    byEmail.put(email(email), contact);
  }

  void setMobile(Contact contact, String mobile) {
    release(byMobile, contact.mobile, contact);
    contact.mobile = mobile(mobile);
    byMobile.put(contact.mobile, contact);
  }

  void setCustom(Contact contact, String name, String value) {
    Map<String, Contact> index = byCustom.get(name);
    if (index != null) {
      release(index, contact.custom().get(name), contact);
      contact.identify(name, value);
      index.put(value, contact);
    }
  }

  private static void release(Map<String, Contact> index, @Nullable String value, Contact contact) {
    if (value != null) {
      index.remove(email(value), contact);
      index.remove(value, contact);
    }
  }

  void bin(Contact contact) {
    if (!contact.binned) {
      contact.binned = true;
      live--;
    }
  }

  void restore(Contact contact) {
    if (contact.binned) {
      contact.binned = false;
      live++;
    }
  }

  /// Takes everything that says who a contact is away from it, and the contact with it.
  void forget(Contact contact) {
    bin(contact);
    release(byEmail, contact.email, contact);
    release(byMobile, contact.mobile, contact);
    contact
        .custom()
        .forEach(
            (name, value) -> release(byCustom.getOrDefault(name, new HashMap<>()), value, contact));
    contacts.set(contact.id - FIRST_ID, null);
  }

  /// Removes what lies in the recycle bin for good.
  public void emptyBin() {
    for (int i = 0; i < contacts.size(); i++) {
      Contact contact = contacts.get(i);
      if (contact != null && contact.binned) {
        forget(contact);
      }
    }
  }

  /// The next live contact with an id greater than the given one, in order of id.
  public @Nullable Contact after(long id) {
    for (int i = (int) Math.max(0, id - FIRST_ID + 1); i < contacts.size(); i++) {
      Contact contact = contacts.get(i);
      if (contact != null && !contact.binned) {
        return contact;
      }
    }
    return null;
  }

  /// How many contacts there are, without the recycle bin.
  public int size() {
    return live;
  }

  public Set<String> customIdentifiers() {
    return customCreated.keySet();
  }

  public long customCreated(String name) {
    return customCreated.getOrDefault(name, 0L);
  }

  public void addCustomIdentifier(String name, long now) {
    byCustom.put(name, new HashMap<>());
    customCreated.put(name, now);
  }

  public boolean customInUse(String name) {
    return !byCustom.getOrDefault(name, Map.of()).isEmpty();
  }

  public void removeCustomIdentifier(String name) {
    byCustom.remove(name);
    customCreated.remove(name);
  }

  static String email(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }

  /// Numbers are kept as digits without the plus sign.
  static String mobile(String mobile) {
    String digits = mobile.strip();
    return digits.startsWith("+") ? digits.substring(1) : digits;
  }
}
