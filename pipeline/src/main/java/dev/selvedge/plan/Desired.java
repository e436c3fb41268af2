package dev.selvedge.plan;

import dev.selvedge.ContentHash;
import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.automation.Action;
import dev.selvedge.automation.Cap;
import dev.selvedge.automation.EnrolmentKey;
import dev.selvedge.connector.ConsentTarget.Held;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.Topic;
import dev.selvedge.mapping.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /// Whether they may be sent marketing e-mail.
    public boolean mailable() {
      return mail == Mail.ALLOWED;
    }

    /// The same, were it decided otherwise whether it may be mailed.
    public Contact with(Mail other) {
      return new Contact(email, other, dataFields, cleared);
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
      implements Desired {
    /// The same, written otherwise.
    public Insight with(ObjectNode other) {
      return new Insight(owner, ownerEmail, collection, key, other);
    }
  }

  /// A record of an insight-data collection that belongs to the account, and to nobody else.
  ///
  /// @param key in the target's safe alphabet
  record Shared(String collection, String key, ObjectNode json) implements Desired {}

  /// Someone is started in an automation because of a fact. Its fingerprint is the rule and the
  /// fact alone: whatever changes about the person later, it happens once.
  ///
  /// @param key rule and fact
  /// @param action what is done; what it takes from elsewhere is filled in as far as it is known
  /// @param person who is started in it
  /// @param leave whether it may happen now: consent, and whatever else may forbid it, is looked at
  ///     in the last moment
  /// @param notAfter when it is too late
  /// @param caps how often it may happen to one person
  /// @param record the record that tells the fact
  record Enrolment(
      EnrolmentKey key,
      Action action,
      PersonId person,
      Leave leave,
      Instant notAfter,
      List<Cap> caps,
      String record)
      implements Desired {
    public Enrolment {
      caps = List.copyOf(caps);
    }

    /// One that may happen as often as its facts come.
    public Enrolment(
        EnrolmentKey key, Action action, PersonId person, Leave leave, Instant notAfter) {
      this(key, action, person, leave, notAfter, List.of(), "");
    }

    /// The rule's name.
    public String rule() {
      return key.rule();
    }

    /// Which fact it answers, unique for ever.
    public String fact() {
      return key.text();
    }

    /// The order it speaks of, whose record goes first.
    public Optional<OrderKey> order() {
      return key.order();
    }
  }

  /// Whether something may happen now.
  sealed interface Leave {
    /// It may.
    ///
    /// @param until when it may not any more for a while, empty for no such time
    record Given(Optional<Instant> until) implements Leave {
      /// It may at any time.
      public Given() {
        this(Optional.empty());
      }
    }

    /// Never.
    ///
    /// @param why a sentence
    record Refused(String why) implements Leave {}

    /// Not any more, unless what cancelled it goes.
    ///
    /// @param why a sentence
    record Over(String why) implements Leave {}

    /// Not before.
    ///
    /// @param why a sentence
    record Later(String why, Instant until) implements Leave {}
  }

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

  /// What a record that can hold it is to hold of its person's decisions. Its fingerprint is the
  /// choices alone: were the times part of it, two systems that each note their own would chase one
  /// another.
  ///
  /// @param email the person's
  /// @param words what was decided about each topic that the record can hold and that anything was
  ///     decided about
  record Consent(RecordRef record, String email, Map<Topic, Word> words) implements Desired {
    public Consent {
      words = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(words));
    }

    /// The topics about which the record is to be told something, with what.
    public Map<Topic, Word> due() {
      Map<Topic, Word> due = new TreeMap<>(words);
      due.values().removeIf(word -> !word.due());
      return due;
    }
  }

  /// What was decided, and what a record knows of it.
  ///
  /// @param optIn the choice; a suppression is an opt-out
  /// @param at when; [ConsentClaim#UNKNOWN_TIME] for an opt-in of unknown age
  /// @param held what the record said last or was told last, whichever was later
  /// @param due whether it differs from that, and is not the record's own word
  record Word(boolean optIn, Instant at, Held held, boolean due) {
    /// What was chosen, in the words of the ledger.
    public Choice choice() {
      return optIn ? Choice.OPT_IN : Choice.OPT_OUT;
    }
  }

  /// What somebody decided about a list, a preference or SMS, as their contact is to hold it. Its
  /// fingerprint is the topic, the choice and the number alone.
  ///
  /// @param email the contact's address
  /// @param number the mobile number that a choice about SMS is about, E.164; empty where none is
  ///     known, and for everything else
  /// @param back whether the target itself said last that they left, so that they come back there
  /// @param ruled whether nobody decided: a rule of the project puts them on a list, or takes them
  ///     off; no word of the ledger's
  record Chosen(
      PersonId person,
      String email,
      Topic topic,
      boolean optIn,
      String number,
      boolean back,
      boolean ruled)
      implements Desired {
    /// What somebody decided.
    public Chosen(
        PersonId person, String email, Topic topic, boolean optIn, String number, boolean back) {
      this(person, email, topic, optIn, number, back, false);
    }

    /// What was chosen, in the words of the ledger.
    public Choice choice() {
      return optIn ? Choice.OPT_IN : Choice.OPT_OUT;
    }
  }

  /// Nobody stands behind the contact any more (its records moved to another address, or are gone):
  /// it is not to be mailed.
  ///
  /// @param declined whether who had its address declined: it is not to be mailed even where such
  ///     contacts are kept
  record Retired(boolean declined) implements Desired {
    private static final Set<ContentHash> HASHES =
        Set.of(DesiredHash.of(new Retired(false)), DesiredHash.of(new Retired(true)));

    /// Of somebody who did not decline.
    public Retired() {
      this(false);
    }
  }

  /// Nobody stands behind an order any more, as when a steward set its record apart: its record is
  /// taken back, so that it counts for nobody there either.
  record Withdrawn(String collection, String key) implements Desired {}

  /// Whether this is the fingerprint of [Retired].
  static boolean isRetired(ContentHash hash) {
    return Retired.HASHES.contains(hash);
  }

  /// Equal desired states have equal hashes, in every process and release that does not change the
  /// payload.
  default ContentHash hash() {
    return DesiredHash.of(this);
  }
}
