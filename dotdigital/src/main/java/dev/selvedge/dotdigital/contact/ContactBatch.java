package dev.selvedge.dotdigital.contact;

import dev.selvedge.dotdigital.http.Payload;
import dev.selvedge.dotdigital.json.ImportBody;

/// The contacts of one import, written as compact JSON while they are added, so that the size is
/// known exactly at every moment and nothing is serialised twice. For one thread; used once.
///
/// Dotdigital takes at most 50 MB in one import and no two imports in flight should hold the same
/// contact, because the order in which they are applied is not documented.
public final class ContactBatch {
  private final ImportBody body;

  private ContactBatch(ImportBody body) {
    this.body = body;
  }

  /// Begins an empty batch.
  ///
  /// @param maxBytes the largest body; the vendor's limit is [ImportBody#VENDOR_MAX_BYTES]
  public static ContactBatch upTo(int maxContacts, int maxBytes, MergeOption merge) {
    String head = "{\"mergeOption\":\"" + merge.inBody() + "\",\"contacts\":[";
    return new ContactBatch(ImportBody.startingWith(head, maxContacts, maxBytes));
  }

  /// {@return false when the contact did not fit and was left out; it belongs in the next batch}
  ///
  /// @throws IllegalArgumentException when it does not even fit into an empty batch
  public boolean add(ContactWrite contact) {
    return body.add(contact::writeItem);
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
    return "ContactBatch[contacts=" + count() + ", bytes=" + bytes() + "]";
  }
}
