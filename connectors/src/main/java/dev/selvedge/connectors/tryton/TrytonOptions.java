package dev.selvedge.connectors.tryton;

import dev.selvedge.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The checked options of one ERP. Immutable.
///
/// @param endpoint where the database answers, with a slash at its end
/// @param subjects what is read
/// @param further fields to read besides, by what they are fields of
/// @param list the name of the only list of marketing e-mail that is read; empty for all
/// @param pageSize records a page, 2 to 1000
/// @param overlap how late a transaction may commit a stamp
/// @param timeout how long an answer may take
record TrytonOptions(
    URI endpoint,
    String username,
    Secret password,
    List<Subject> subjects,
    Map<Subject, List<String>> further,
    String list,
    int pageSize,
    Duration overlap,
    Duration timeout) {
  TrytonOptions {
    subjects = List.copyOf(subjects);
    further = Map.copyOf(further);
  }

  /// The same database as another user.
  TrytonOptions as(String user, Secret itsPassword) {
    return new TrytonOptions(
        endpoint, user, itsPassword, subjects, further, list, pageSize, overlap, timeout);
  }
}
