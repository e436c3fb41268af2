package dev.selvedge.dotdigital.inward;

import dev.selvedge.ContentHash;
import dev.selvedge.Payload;
import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.dotdigital.json.Json;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.ConsentClaim.Timing;
import dev.selvedge.mapping.EmailAddress;
import dev.selvedge.mapping.EmailRules;
import dev.selvedge.mapping.Topic;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// One thing a feed tells about the will of one person. Immutable; it is made into the same bytes
/// whenever it is read. Masked in its text form.
///
/// @param kind tells it from what other feeds, lists and preferences tell of the same address: each
///     is a record of its own
/// @param stamp when it was decided; absent where that cannot be read
/// @param evidence where it was read and what else was told
record Observation(
    RecordKind kind,
    Who who,
    Topic topic,
    Choice choice,
    Timing timing,
    SourceRecord.Stamp stamp,
    Map<String, String> evidence) {
  static final String EMAIL = "email";
  static final String TOPIC = "topic";
  static final String CHOICE = "choice";
  static final String TIMING = "timing";
  static final String AT = "at";
  static final String EVIDENCE = "evidence";

  /// In the evidence: the vendor's own word for how it came to be.
  static final String STATUS = "status";

  Observation {
    evidence = Map.copyOf(evidence);
  }

  /// @param contact the number of the contact, 0 when not told
  record Who(long contact, String email) {}

  /// @param emails which spellings are one mailbox
  SourceRecord record(SystemName system, EmailRules emails, Instant now, SourceRecord.Pace pace) {
    return new SourceRecord(
        new RecordRef(system, kind, key(emails)),
        stamp,
        now,
        SourceRecord.Change.UPSERT,
        pace,
        body());
  }

  /// The address by which people are known, so that all that was said of one can be found by it.
  /// One that is no address is known by its contact, and parked when it is mapped.
  private String key(EmailRules emails) {
    return EmailAddress.normalise(who.email())
        .map(emails::known)
        .filter(address -> address.length() <= RecordRef.MAX_KEY)
        .orElseGet(
            () ->
                who.contact() > 0
                    ? "contact-" + who.contact()
                    : "address-" + ContentHash.of(who.email()));
  }

  private Payload body() {
    ObjectNode body = Json.object().put(EMAIL, who.email()).put(TOPIC, topic.text());
    body.put(CHOICE, choice.name()).put(TIMING, timing.name());
    stamp.instant().ifPresent(at -> body.put(AT, at.toString()));
    ObjectNode told = body.putObject(EVIDENCE);
    new TreeMap<>(evidence).forEach(told::put);
    return Payload.of(Json.bytes(body));
  }

  @Override
  public String toString() {
    return "Observation[" + kind + ", " + topic.words() + ", " + choice + "]";
  }
}
