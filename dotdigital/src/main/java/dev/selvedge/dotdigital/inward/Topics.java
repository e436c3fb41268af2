package dev.selvedge.dotdigital.inward;

import dev.selvedge.RecordKind;

/// What decisions are about, and the kinds of record that carry them.
final class Topics {
  static final String EMAIL = "EMAIL";
  static final String SMS = "SMS";

  static final RecordKind SUPPRESSION = new RecordKind("suppression");
  static final RecordKind LIST_OPT_OUT = new RecordKind("list-optout");
  static final RecordKind PREFERENCE = new RecordKind("preference");
  static final RecordKind CONTACT_CHANGE = new RecordKind("contact-change");
  static final RecordKind RESUBSCRIPTION = new RecordKind("resubscription");
  static final RecordKind SMS_STATUS = new RecordKind("sms-status");
  static final RecordKind EVENT = new RecordKind("event");

  private Topics() {}

  static String list(String name) {
    return "EMAIL/list/" + name;
  }

  static String preference(String name) {
    return "EMAIL/preference/" + name;
  }

  /// The kind of what is told about one list or preference: an address may have something said
  /// about several of them, at the same moment even.
  static RecordKind ofOne(RecordKind kind, int number) {
    return new RecordKind(kind.value() + "-" + number);
  }
}
