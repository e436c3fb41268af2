package dev.selvedge.dotdigital.insight;

import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.http.Payload;
import dev.selvedge.dotdigital.json.ImportBody;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ObjectNode;

/// The records of one import into one collection, written as compact JSON while they are added, so
/// that the size is known exactly at every moment. For one thread; used once.
///
/// A record with the same key replaces the one before. Keys of a contact's records seem to be
/// unique across the whole collection, not for each contact (inferred from the vendor's failure
/// reasons).
public final class InsightBatch {
  private final ImportBody body;
  private final Scope scope;

  private InsightBatch(ImportBody body, Scope scope) {
    this.body = body;
    this.scope = scope;
  }

  /// A batch of records that belong to contacts.
  public static InsightBatch ofContacts(
      CollectionName collection, CollectionType type, int maxRecords, int maxBytes) {
    return batch(collection, type, Scope.CONTACT, maxRecords, maxBytes);
  }

  /// A batch of records that belong to the account.
  public static InsightBatch ofAccount(
      CollectionName collection, CollectionType type, int maxRecords, int maxBytes) {
    return batch(collection, type, Scope.ACCOUNT, maxRecords, maxBytes);
  }

  private static InsightBatch batch(
      CollectionName collection, CollectionType type, Scope scope, int maxRecords, int maxBytes) {
    String head =
        "{\"collectionName\":\"%s\",\"collectionScope\":\"%s\",\"collectionType\":\"%s\",\"records\":["
            .formatted(collection.value(), scope.wire(), type.wire());
    return new InsightBatch(ImportBody.startingWith(head, maxRecords, maxBytes), scope);
  }

  /// Adds a contact's record.
  ///
  /// @return false when the record did not fit and was left out; it belongs in the next batch
  public boolean add(ContactKey owner, String key, ObjectNode content) {
    require(Scope.CONTACT);
    return body.add(
        json -> {
          json.writeStartObject();
          json.writeName("contactIdentity");
          json.writeStartObject();
          json.writeStringProperty("identifier", owner.name());
          json.writeStringProperty("value", owner.value());
          json.writeEndObject();
          writeContent(json, key, content);
        });
  }

  /// Adds a record of the account.
  ///
  /// @return false when the record did not fit and was left out; it belongs in the next batch
  public boolean add(String key, ObjectNode content) {
    require(Scope.ACCOUNT);
    return body.add(
        json -> {
          json.writeStartObject();
          writeContent(json, key, content);
        });
  }

  private void require(Scope needed) {
    if (scope != needed) {
      throw new IllegalStateException("this batch is for records of scope " + scope.wire());
    }
  }

  private static void writeContent(JsonGenerator json, String key, ObjectNode content) {
    if (key.isBlank()) {
      throw new IllegalArgumentException("a record needs a key");
    }
    json.writeStringProperty("key", key);
    json.writeName("json");
    json.writeTree(content);
    json.writeEndObject();
  }

  public int count() {
    return body.count();
  }

  /// {@return the exact size of the body if no more is added}
  public int bytes() {
    return body.bytes();
  }

  public boolean isEmpty() {
    return body.count() == 0;
  }

  Payload finish() {
    return body.finish();
  }

  @Override
  public String toString() {
    return "InsightBatch[records=" + count() + ", bytes=" + bytes() + "]";
  }
}
