package dev.selvedge.person;

import dev.selvedge.ContentHash;
import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;

/// Names what a target keeps of an e-mail address, as the origin of ledger entries: a target mails
/// addresses and knows of no records.
public final class AddressRef {
  private static final RecordKind KIND = new RecordKind("address");
  private static final int READABLE = 100;

  private AddressRef() {}

  /// Whether an origin is an address that a target keeps, and not a record.
  public static boolean names(RecordRef origin) {
    return origin.kind().equals(KIND);
  }

  /// The origin of what a target says of an address.
  ///
  /// @param email normalised; one too long for a record's key is cut and told apart by its hash
  public static RecordRef of(SystemName target, String email) {
    String key =
        email.length() <= RecordRef.MAX_KEY
            ? email
            : email.substring(0, READABLE) + '#' + ContentHash.of(email);
    return new RecordRef(target, KIND, key);
  }
}
