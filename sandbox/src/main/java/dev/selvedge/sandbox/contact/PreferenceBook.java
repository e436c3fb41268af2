package dev.selvedge.sandbox.contact;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The marketing preferences of the account and their categories.
///
/// Guarded by the account's lock.
public final class PreferenceBook {
  private final Map<Integer, Preference> preferences = new LinkedHashMap<>();
  private int nextId = 7;

  public PreferenceBook(Instant now) {
    int topics = add(new Preference(0, "Topics", "topics", false, true, 0, now, now)).id();
    add(new Preference(0, "Offers", "offers", true, true, topics, now, now));
    add(new Preference(0, "New arrivals", "new-arrivals", true, true, 0, now, now));
  }

  /// Adds it under a number of its own.
  public Preference add(Preference wanted) {
    Preference preference = wanted.withId(nextId++);
    preferences.put(preference.id(), preference);
    return preference;
  }

  public void replace(Preference preference) {
    preferences.put(preference.id(), preference);
  }

  public void remove(int id) {
    preferences.remove(id);
  }

  public Optional<Preference> find(long id) {
    return Optional.ofNullable(preferences.get((int) id));
  }

  public Collection<Preference> all() {
    return Collections.unmodifiableCollection(preferences.values());
  }
}
