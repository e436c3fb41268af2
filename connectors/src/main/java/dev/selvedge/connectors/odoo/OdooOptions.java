package dev.selvedge.connectors.odoo;

import dev.selvedge.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The checked options of one Odoo. Immutable.
///
/// @param endpoint where it answers, with a slash at its end
/// @param database sent with every call; empty to let the host decide
/// @param language a code such as `en_GB`; empty for the terms as they are written in the source
/// @param subjects what is read
/// @param further fields to read besides, by what they are fields of
/// @param list the name of the only mailing list that is read; empty for all
/// @param pageSize records a page, 2 to 1000
/// @param overlap how late a transaction may commit a stamp
/// @param timeout how long an answer may take
record OdooOptions(
    URI endpoint,
    String database,
    Secret apiKey,
    String language,
    List<Subject> subjects,
    Map<Subject, List<String>> further,
    String list,
    int pageSize,
    Duration overlap,
    Duration timeout) {
  OdooOptions {
    subjects = List.copyOf(subjects);
    further = Map.copyOf(further);
  }

  /// The same database with another key.
  OdooOptions with(Secret itsKey) {
    return new OdooOptions(
        endpoint, database, itsKey, language, subjects, further, list, pageSize, overlap, timeout);
  }
}
