package dev.selvedge.sandbox.contact;

import dev.selvedge.sandbox.setting.Settings;
import java.time.Instant;

/// Everything the account knows about people: the books and the one writer that changes contacts.
///
/// Guarded by the account's lock.
public final class Contacts {
  private final ContactBook book = new ContactBook();
  private final FieldBook fields;
  private final ListBook lists = new ListBook();
  private final PreferenceBook preferences;
  private final Suppressions suppressions = new Suppressions();
  private final ContactWriter writer;
  private final ContactStatusWriter statuses;

  public Contacts(Settings.Source settings, Instant now) {
    fields = new FieldBook(settings);
    preferences = new PreferenceBook(now);
    statuses = new ContactStatusWriter(this);
    writer = new ContactWriter(this, settings);
  }

  public ContactBook book() {
    return book;
  }

  public FieldBook fields() {
    return fields;
  }

  public ListBook lists() {
    return lists;
  }

  public PreferenceBook preferences() {
    return preferences;
  }

  public Suppressions suppressions() {
    return suppressions;
  }

  public ContactWriter writer() {
    return writer;
  }

  public ContactStatusWriter statuses() {
    return statuses;
  }
}
