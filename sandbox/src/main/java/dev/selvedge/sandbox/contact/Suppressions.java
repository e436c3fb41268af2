package dev.selvedge.sandbox.contact;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who is suppressed, since when and why, and the list of addresses nobody may mail.
///
/// Guarded by the account's lock.
public final class Suppressions {
  private final Map<Integer, Entry> entries = new LinkedHashMap<>();
  private final Set<String> global = new HashSet<>();

  void add(Contact contact, long now) {
    entries.remove(contact.id);
    entries.put(contact.id, new Entry(contact.id, contact.emailStatus, now));
  }

  void lift(Contact contact) {
    entries.remove(contact.id);
  }

  /// Those suppressed at or after an instant, oldest first.
  public List<Entry> since(long epochMillis) {
    List<Entry> since = new ArrayList<>();
    for (Entry entry : entries.values()) {
      if (entry.removed >= epochMillis) {
        since.add(entry);
      }
    }
    since.sort((a, b) -> Long.compare(a.removed, b.removed));
    return since;
  }

  /// Puts an address, or a domain written as `@example.com`, on the platform's own list.
  public void banGlobally(String addressOrDomain) {
    global.add(ContactBook.email(addressOrDomain));
  }

  public Set<String> global() {
    return Collections.unmodifiableSet(global);
  }

  /// Whether the platform itself refuses to mail an address.
  boolean globallySuppressed(String email) {
    if (global.isEmpty()) {
      return false;
    }
    String address = ContactBook.email(email);
    return global.contains(address) || global.contains(address.substring(address.indexOf('@')));
  }

  /// One suppressed contact.
  ///
  /// @param contact whose
  /// @param reason why
  /// @param removed since when, as epoch milliseconds
  public record Entry(int contact, EmailStatus reason, long removed) {}
}
