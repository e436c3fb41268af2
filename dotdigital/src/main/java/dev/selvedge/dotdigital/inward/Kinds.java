package dev.selvedge.dotdigital.inward;

import dev.selvedge.RecordKind;

/// The kinds of record that carry what people decided.
final class Kinds {
  static final RecordKind SUPPRESSION = new RecordKind("suppression");
  static final RecordKind LIST_OPT_OUT = new RecordKind("list-optout");
  static final RecordKind PREFERENCE = new RecordKind("preference");
  static final RecordKind CONTACT_CHANGE = new RecordKind("contact-change");
  static final RecordKind RESUBSCRIPTION = new RecordKind("resubscription");
  static final RecordKind SMS_STATUS = new RecordKind("sms-status");

  /// seen by an audit on the contact itself
  static final RecordKind AUDITED = new RecordKind("audited");

  static final RecordKind EVENT = new RecordKind("event");

  private Kinds() {}

  /// The kind of what is told about one list or preference: an address may have something said
  /// about several of them, at the same moment even.
  static RecordKind ofOne(RecordKind kind, int number) {
    return new RecordKind(kind.value() + "-" + number);
  }
}
