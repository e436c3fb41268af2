package dev.selvedge.connectors.tryton;

import java.util.List;

/// A list of records sorted by one stamp: those never written again by `create_date`, the others by
/// `write_date`. A record that is written moves from the one to the end of the other.
///
/// @param via the field that leads to what is read; `id` where these are what is read
/// @param written whether these are the ones that were written again
record Sorting(String model, String via, boolean written) {
  static final String ID = "id";

  /// Of a model, those never written again and the others.
  static List<Sorting> both(String model, String via) {
    return List.of(new Sorting(model, via, false), new Sorting(model, via, true));
  }

  String stampField() {
    return written ? "write_date" : "create_date";
  }
}
