package dev.selvedge.connectors.mintsoft;

import dev.selvedge.Secret;
import dev.selvedge.connectors.warehouse.Reading;
import dev.selvedge.connectors.warehouse.SecretAddress;
import java.net.URI;
import java.util.Optional;

/// The checked options of one Mintsoft account. Immutable.
///
/// @param url where the API answers, without a path
/// @param client whose orders are read; empty for all that the key sees
/// @param hook what Mintsoft calls; empty where it calls nobody
record MintsoftSettings(
    URI url, Access access, String client, Optional<SecretAddress> hook, Reading reading) {

  /// How the hub proves who it is.
  sealed interface Access {
    /// A key that does not end.
    record Key(Secret key) implements Access {}

    /// A user, for whom Mintsoft makes a key that ends after a day.
    record LogIn(String username, Secret password) implements Access {}
  }
}
