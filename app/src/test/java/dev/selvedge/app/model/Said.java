package dev.selvedge.app.model;

import dev.selvedge.mapping.ConsentClaim.Choice;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// One thing that a record said, as the oracle keeps it.
///
/// @param ref system/kind/key
/// @param changed the system's time of it
/// @param seen when it was first seen, unlike any other
/// @param email in small letters, without white space around; empty for none
/// @param owner the record it belongs to; empty for none
/// @param gone it says that the record is no more
/// @param fields name → value, as JSON
record Said(
    String ref,
    Instant changed,
    Instant seen,
    String email,
    String owner,
    boolean gone,
    Map<String, String> fields,
    Optional<Line> word) {

  String system() {
    return ref.substring(0, ref.indexOf('/'));
  }

  boolean isOrder() {
    return ref.contains("/order/");
  }

  boolean isNewerThan(Said other) {
    return changed.isAfter(other.changed)
        || (changed.equals(other.changed) && seen.isAfter(other.seen));
  }

  /// A line about consent.
  ///
  /// @param origin a record's ref, or an address
  /// @param flag without a time of its own
  /// @param bounce the reason of a suppression is the address
  record Line(
      String origin, Choice choice, boolean flag, Instant at, boolean bounce, Instant entered) {}
}
