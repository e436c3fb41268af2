package dev.selvedge.connectors.peoplevox;

import dev.selvedge.Secret;
import dev.selvedge.connectors.warehouse.Reading;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeFormatter;

/// The checked options of one Peoplevox site. Immutable.
///
/// @param url of the integration service
/// @param client the site's own name
record PeoplevoxSettings(
    URI url, String client, String username, Secret password, Report report, Reading reading) {

  /// The report that is read.
  ///
  /// @param name as Peoplevox lists it
  /// @param number the column with the number of a despatch
  /// @param date the column with the time at which it left
  /// @param form how that time is written
  /// @param least the shortest time that is told apart by it
  record Report(String name, String number, String date, DateTimeFormatter form, Duration least) {}
}
