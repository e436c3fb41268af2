package dev.selvedge.dotdigital.insight;

import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.http.Target;

/// To whom a record belongs.
public sealed interface Owner {
  /// The account itself.
  record Account() implements Owner {}

  /// One contact, who must exist: a record never creates its owner.
  record OfContact(ContactKey key) implements Owner {}

  /// The path of the owner's collections.
  private Target path() {
    Target insight = Target.of("/insightData/v3");
    return switch (this) {
      case Account() -> insight.fixed("/account");
      case OfContact(var key) ->
          insight.fixed("/contacts").segment(key.name()).segment(key.value());
    };
  }

  /// The path of one of the owner's records.
  default Target record(CollectionName collection, String recordKey) {
    return collection(collection).segment(recordKey);
  }

  /// The path of the owner's part of a collection.
  default Target collection(CollectionName collection) {
    return path().segment(collection.value());
  }

  /// The path for deleting several records, which for the account alone is in the plural
  /// (Dotdigital OpenAPI: insight data v3).
  default Target deletion(CollectionName collection) {
    Target target =
        this instanceof Account
            ? Target.of("/insightData/v3/accounts").segment(collection.value())
            : collection(collection);
    return target.fixed("/deleteRecords");
  }
}
