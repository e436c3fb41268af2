package dev.selvedge.sandbox.contact;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One contact, kept small: a million of them must fit a modest heap.
///
/// Guarded by the account's lock; changed only by this package.
public final class Contact {
  final int id;
  final long created;
  long updated;
  @Nullable String email;
  @Nullable String mobile;
  @Nullable Map<String, String> custom;
  byte[] fields = PackedFields.NONE;
  EmailStatus emailStatus = EmailStatus.NO_SUBSCRIPTION;
  OptInType optInType = OptInType.UNKNOWN;
  PhoneStatus sms = PhoneStatus.NO_SUBSCRIPTION;
  PhoneStatus whatsApp = PhoneStatus.NO_SUBSCRIPTION;
  boolean plainText;
  boolean binned;
  boolean challenged;
  int[] lists = new int[0];
  List<PreferenceChoice> preferences = List.of();
  List<ConsentRecord> consents = List.of();

  Contact(int id, long now) {
    this.id = id;
    this.created = now;
    this.updated = now;
  }

  public int id() {
    return id;
  }

  public Optional<String> email() {
    return Optional.ofNullable(email);
  }

  public Optional<String> mobile() {
    return Optional.ofNullable(mobile);
  }

  public Map<String, String> custom() {
    return custom == null ? Map.of() : Collections.unmodifiableMap(custom);
  }

  public EmailStatus emailStatus() {
    return emailStatus;
  }

  public OptInType optInType() {
    return optInType;
  }

  public PhoneStatus sms() {
    return sms;
  }

  public PhoneStatus whatsApp() {
    return whatsApp;
  }

  public String emailType() {
    return plainText ? "PlainText" : "Html";
  }

  /// Whether a confirmation mail went out and nobody has answered it yet.
  public boolean challenged() {
    return challenged;
  }

  public boolean binned() {
    return binned;
  }

  public long createdMillis() {
    return created;
  }

  public long updatedMillis() {
    return updated;
  }

  public Instant created() {
    return Instant.ofEpochMilli(created);
  }

  public Instant updated() {
    return Instant.ofEpochMilli(updated);
  }

  public int[] lists() {
    return lists.clone();
  }

  public boolean onList(int list) {
    return Arrays.stream(lists).anyMatch(member -> member == list);
  }

  public List<PreferenceChoice> preferences() {
    return preferences;
  }

  public List<ConsentRecord> consents() {
    return consents;
  }

  void identify(String name, String value) {
    if (custom == null) {
      custom = new TreeMap<>();
    }
    custom.put(name, value);
  }

  void choose(PreferenceChoice choice) {
    List<PreferenceChoice> next = new ArrayList<>(preferences);
    next.removeIf(old -> old.preference() == choice.preference());
    next.add(choice);
    preferences = List.copyOf(next);
  }

  void agree(List<ConsentRecord> records) {
    List<ConsentRecord> next = new ArrayList<>(consents);
    next.addAll(records);
    consents = List.copyOf(next);
  }
}
