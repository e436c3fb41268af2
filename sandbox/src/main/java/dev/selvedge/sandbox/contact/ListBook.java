package dev.selvedge.sandbox.contact;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The lists of the account ("address books" in the older framework) and who opted out of each.
///
/// Guarded by the account's lock.
public final class ListBook {
  private static final int ALL_CONTACTS = 50_000;
  private static final int TEST = 50_001;
  private static final int NEWSLETTER = 50_117;

  private final Map<Integer, Listing> lists = new LinkedHashMap<>();
  private int nextId = NEWSLETTER;

  public ListBook() {
    lists.put(ALL_CONTACTS, new Listing(ALL_CONTACTS, "All Contacts", "Private", false));
    lists.put(TEST, new Listing(TEST, "Test", "Private", false));
    add("Newsletter", "Public");
  }

  public Listing add(String name, String visibility) {
    Listing list = new Listing(nextId++, name, visibility, true);
    lists.put(list.id, list);
    return list;
  }

  public Optional<Listing> find(long id) {
    return Optional.ofNullable(lists.get((int) id)).filter(list -> list.id == id);
  }

  public Optional<Listing> named(String name) {
    return lists.values().stream().filter(list -> list.name.equalsIgnoreCase(name)).findFirst();
  }

  public Collection<Listing> all() {
    return Collections.unmodifiableCollection(lists.values());
  }

  public void remove(Listing list) {
    lists.remove(list.id);
  }

  /// Puts a contact on a list; false if there is no such list or nobody may write to it.
  public boolean join(Contact contact, int id) {
    Listing list = lists.get(id);
    if (list == null || !list.writable) {
      return false;
    }
    if (!contact.onList(id)) {
      contact.lists = Arrays.copyOf(contact.lists, contact.lists.length + 1);
      contact.lists[contact.lists.length - 1] = id;
      list.members++;
    }
    return true;
  }

  /// Takes a contact off a list.
  public void leave(Contact contact, int id) {
    if (contact.onList(id)) {
      contact.lists = Arrays.stream(contact.lists).filter(member -> member != id).toArray();
      Listing list = lists.get(id);
      if (list != null) {
        list.members--;
      }
    }
  }

  /// One list. Guarded by the account's lock.
  public static final class Listing {
    private final int id;
    private final boolean writable;
    private final Map<Integer, Instant> optOuts = new LinkedHashMap<>();
    private String name;
    private String visibility;
    private int members;

    private Listing(int id, String name, String visibility, boolean writable) {
      this.id = id;
      this.name = name;
      this.visibility = visibility;
      this.writable = writable;
    }

    public int id() {
      return id;
    }

    public String name() {
      return name;
    }

    public String visibility() {
      return visibility;
    }

    public boolean writable() {
      return writable;
    }

    public int members() {
      return members;
    }

    public void rename(String newName, String newVisibility) {
      name = newName;
      visibility = newVisibility;
    }

    /// Who opted out of this list alone, by contact id, and when.
    public Map<Integer, Instant> optOuts() {
      return Collections.unmodifiableMap(optOuts);
    }

    public void optOut(Contact contact, Instant now) {
      optOuts.put(contact.id(), now);
      contact.updated = now.toEpochMilli();
    }

    public void optIn(Contact contact) {
      optOuts.remove(contact.id());
    }
  }
}
