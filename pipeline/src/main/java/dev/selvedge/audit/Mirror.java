package dev.selvedge.audit;

import dev.selvedge.SystemName;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.mapping.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Reads back what a target holds; changes nothing. Every method makes one call, and now and then
/// one more to see how a collection is spelt; calls end within a time-out, or throw
/// [dev.selvedge.connector.SourceException] with a sentence. Used by one thread at a time.
public interface Mirror {
  SystemName target();

  /// What sentences call it.
  String title();

  /// The collections that the hub feeds.
  List<Shelf> shelves();

  /// The lists of which its contacts show whether they are on them.
  default Set<Topic> lists() {
    return Set.of();
  }

  /// So many contacts from a place on, with the data fields the hub writes.
  Sheet<Shown.Contact> contacts(String place);

  /// One contact: by its number, or by its address where the number is empty.
  Optional<Shown.Contact> contact(String remoteId, String address);

  /// So many records of a collection from a place on.
  Sheet<Shown.Entry> entries(Shelf shelf, String place);

  /// One record.
  ///
  /// @param owner the number of the contact whose it is; empty for one of the account
  Optional<Shown.Entry> entry(Shelf shelf, String owner, String key);

  /// A record as it is written there: spelt as the collection has it.
  ObjectNode written(Shelf shelf, String key, ObjectNode json);

  /// Whether contacts that nobody stands behind any more are left as they are.
  boolean keepsRetired();

  /// Whether who left, and agreed anew, is asked first, and is shown as one who left until they
  /// answer.
  default boolean asksBack() {
    return false;
  }

  /// What a contact says its person decided about e-mail, as a record that the hub takes in like
  /// any other; empty for one who is mailed. Calls nobody.
  Optional<SourceRecord> decision(Shown.Contact contact, Instant now);

  /// How many contacts come with one call.
  int contactsOnSheet();

  /// How many records come with one call.
  int entriesOnSheet();

  /// The counter of the target's allowance that a call is taken from; empty for none.
  String counter(Call call);

  /// A kind of call.
  enum Call {
    CONTACTS,
    CONTACT,
    ENTRIES,
    ENTRY
  }
}
