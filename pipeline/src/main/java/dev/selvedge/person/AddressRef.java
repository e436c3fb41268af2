package dev.selvedge.person;

import dev.selvedge.ContentHash;
import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import java.util.Optional;

/// Names what a target keeps of an e-mail address, as the origin of ledger entries: a target mails
/// addresses and knows of no records. The kind is reserved: no source may have records of it, so
/// that none of theirs is ever taken for an address.
public final class AddressRef {
  private static final RecordKind KIND = new RecordKind("address");
  private static final int READABLE = 100;

  private AddressRef() {}

  /// Whether a source may not give records of this kind.
  public static boolean reserves(RecordKind kind) {
    return kind.equals(KIND);
  }

  /// Whether an origin is an address that a target keeps, and not a record.
  public static boolean names(RecordRef origin) {
    return origin.kind().equals(KIND);
  }

  /// The address an origin names, as [#key] writes it.
  public static Optional<String> addressIn(RecordRef origin) {
    return names(origin) ? Optional.of(origin.key()) : Optional.empty();
  }

  /// The origin of what a target says of an address.
  ///
  /// @param email normalised
  public static RecordRef of(SystemName target, String email) {
    return new RecordRef(target, KIND, key(email));
  }

  /// How an address is written there; one too long for a record's key is cut and told apart by its
  /// hash.
  public static String key(String email) {
    return email.length() <= RecordRef.MAX_KEY
        ? email
        : email.substring(0, READABLE) + '#' + ContentHash.of(email);
  }
}
