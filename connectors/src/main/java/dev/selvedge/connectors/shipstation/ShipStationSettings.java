package dev.selvedge.connectors.shipstation;

import dev.selvedge.Secret;
import dev.selvedge.connectors.warehouse.Reading;
import dev.selvedge.connectors.warehouse.SecretAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// The checked options of one ShipStation account. Immutable.
///
/// @param url where the API answers
/// @param store of which parcels are read; empty for all
/// @param hook what ShipStation calls; empty where it calls nobody
record ShipStationSettings(
    URI url,
    Secret key,
    Secret secret,
    List<Subject> subjects,
    String store,
    Optional<SecretAddress> hook,
    Reading reading) {
  ShipStationSettings {
    subjects = List.copyOf(subjects);
  }
}
