package dev.selvedge.connectors.vendure;

import dev.selvedge.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// The checked options of one shop. Immutable.
///
/// @param endpoint the admin API
/// @param channel the token of a channel; empty for the default channel
/// @param customerFields names of custom fields to read
/// @param orderFields names of custom fields to read
/// @param addresses whether customers are read with their addresses
/// @param carts whether carts are read
/// @param pageSize records a page, 2 to 1000
/// @param overlap how late a transaction may commit a stamp
/// @param recheckDays orders placed within so many days are read again
/// @param recheckEvery how often they are
/// @param timeout how long an answer may take
record VendureOptions(
    URI endpoint,
    String username,
    Secret password,
    String channel,
    List<String> customerFields,
    List<String> orderFields,
    boolean addresses,
    boolean carts,
    int pageSize,
    Duration overlap,
    int recheckDays,
    Duration recheckEvery,
    Duration timeout) {
  VendureOptions {
    customerFields = List.copyOf(customerFields);
    orderFields = List.copyOf(orderFields);
  }

  /// The same shop as another user.
  VendureOptions as(String user, Secret itsPassword) {
    return new VendureOptions(
        endpoint,
        user,
        itsPassword,
        channel,
        customerFields,
        orderFields,
        addresses,
        carts,
        pageSize,
        overlap,
        recheckDays,
        recheckEvery,
        timeout);
  }
}
