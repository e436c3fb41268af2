package dev.selvedge.connectors.bigcommerce;

import dev.selvedge.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The checked options of one store. Immutable.
///
/// @param store the address of its APIs, with a slash at its end
/// @param hash the store's permanent name
/// @param subjects what is read
/// @param hooks how it calls us; empty where it does not
record BigOptions(
    URI store,
    String hash,
    Secret token,
    List<Subject> subjects,
    Reading reading,
    Optional<Hooks> hooks) {
  BigOptions {
    subjects = List.copyOf(subjects);
  }

  /// How lists are read.
  ///
  /// @param pageSize rows a call, 2 to 250
  /// @param overlap how late a stamp may become visible
  /// @param recent how far back orders are read again
  /// @param recheckEvery how often
  /// @param addresses whether the shipping addresses of orders are read, a call for each
  /// @param reserve how many calls of the store's quota are left to others
  /// @param timeout how long an answer may take
  record Reading(
      int pageSize,
      Duration overlap,
      Duration recent,
      Duration recheckEvery,
      boolean addresses,
      int reserve,
      Duration timeout) {}

  /// How the store calls us. Printing it shows no secret.
  ///
  /// @param url how the hub is reached from outside; empty where nobody looks
  /// @param secrets of the app: calls are signed with them
  /// @param token sent by the store as a header of our own, besides or in place of the signature
  /// @param oldest how long ago a call may have been signed
  /// @param register whether a check-up registers what is missing
  record Hooks(
      String url, List<Secret> secrets, Optional<Secret> token, Duration oldest, boolean register) {
    Hooks {
      secrets = List.copyOf(secrets);
    }
  }

  /// The same store with another account.
  BigOptions as(Secret other) {
    return new BigOptions(store, hash, other, subjects, reading, hooks);
  }
}
