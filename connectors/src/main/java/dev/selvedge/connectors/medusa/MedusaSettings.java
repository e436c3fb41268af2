package dev.selvedge.connectors.medusa;

import dev.selvedge.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// The checked options of one shop. Immutable.
///
/// @param shop its address, ends in a slash
/// @param key a secret API key
/// @param products whether products are read
/// @param secrets one of which signs what the shop's subscriber tells; none where it tells nothing
record MedusaSettings(
    URI shop, Secret key, boolean products, Reading reading, List<Secret> secrets) {
  MedusaSettings {
    secrets = List.copyOf(secrets);
  }

  /// How it is read.
  ///
  /// @param pageSize records a page, 2 to 1000
  /// @param overlap how late a transaction may commit a stamp
  /// @param recheckDays orders that changed within so many days are read again
  /// @param recheckEvery how often they are
  /// @param productsEvery how often all products are
  /// @param timeout how long an answer may take
  record Reading(
      int pageSize,
      Duration overlap,
      int recheckDays,
      Duration recheckEvery,
      Duration productsEvery,
      Duration timeout) {}

  /// The subjects that are read, in their order.
  List<Subject> subjects() {
    return products
        ? List.of(Subject.CUSTOMER, Subject.ORDER, Subject.PRODUCT)
        : List.of(Subject.CUSTOMER, Subject.ORDER);
  }

  /// The same shop with another key.
  MedusaSettings with(Secret other) {
    return new MedusaSettings(shop, other, products, reading, secrets);
  }
}
