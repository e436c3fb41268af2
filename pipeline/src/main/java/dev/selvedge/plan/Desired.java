package dev.selvedge.plan;

import dev.selvedge.ContentHash;
import dev.selvedge.PersonId;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.Value;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/// What a target should hold for a subject: a pure function of the canonical record. Immutable.
public sealed interface Desired {

  /// A contact.
  ///
  /// @param email normalised
  /// @param mail whether the ledger allows marketing e-mail; always sent, never left to a default
  /// @param dataFields the target's field name → value
  /// @param cleared the target's names of fields that are empty because an owner says so; all
  ///     others are left as they are
  record Contact(String email, Mail mail, Map<String, Value> dataFields, Set<String> cleared)
      implements Desired {
    public Contact {
      dataFields = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(dataFields));
      cleared = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(cleared));
    }

    /// One that empties nothing.
    public Contact(String email, Mail mail, Map<String, Value> dataFields) {
      this(email, mail, dataFields, Set.of());
    }

    public boolean mailable() {
      return mail == Mail.ALLOWED;
    }
  }

  /// Whether marketing e-mail may go to a contact.
  enum Mail {
    ALLOWED,
    REFUSED,
    /// nobody ever decided anything: not allowed, and no refusal to tell of
    UNASKED
  }

  /// A record of an insight-data collection that belongs to a contact.
  ///
  /// @param owner whose contact; part of the fingerprint, so that an order that changes hands is
  ///     sent
  /// @param ownerEmail the contact's address; not part of it, since a renamed contact keeps its
  ///     records
  /// @param key in the target's safe alphabet
  /// @param json the record itself
  record Insight(PersonId owner, String ownerEmail, String collection, String key, ObjectNode json)
      implements Desired {}

  /// Someone is started in an automation because of a fact. Its fingerprint is the rule and the
  /// fact alone: whatever changes about the person later, it happens once.
  ///
  /// @param rule the rule's name
  /// @param fact which fact it answers, unique for ever
  /// @param program the target's number of the automation
  /// @param person who is started in it
  /// @param order the order it speaks of, whose record goes first
  /// @param allowed whether it may happen now: consent is looked at in the last moment; false for
  ///     marketing to somebody who did not agree
  /// @param notAfter when it is too late
  record Enrolment(
      String rule,
      String fact,
      int program,
      PersonId person,
      OrderKey order,
      boolean allowed,
      Instant notAfter)
      implements Desired {}

  /// The proof of an opt-in is kept with the contact of whoever gave it. Its fingerprint is what it
  /// says alone, whosever it becomes; how a target shows it comes to the same.
  ///
  /// @param email the contact's address
  record Proof(PersonId person, String email, dev.selvedge.person.Proof said) implements Desired {
    private static final PersonId NOBODY = new PersonId(0);

    /// The fingerprint of what a target shows.
    public static ContentHash hashOf(dev.selvedge.person.Proof shown) {
      return new Proof(NOBODY, "", shown).hash();
    }
  }

  /// Nobody stands behind the contact any more (its records moved to another address, or are gone):
  /// it is not to be mailed.
  record Retired() implements Desired {
    private static final ContentHash HASH = DesiredHash.of(new Retired());
  }

  /// Nobody stands behind an order any more, as when a steward set its record apart: its record is
  /// taken back, so that it counts for nobody there either.
  record Withdrawn(String collection, String key) implements Desired {}

  /// Whether this is the fingerprint of [Retired].
  static boolean isRetired(ContentHash hash) {
    return hash.equals(Retired.HASH);
  }

  /// Equal desired states have equal hashes, in every process and release that does not change the
  /// payload.
  default ContentHash hash() {
    return DesiredHash.of(this);
  }
}
