package dev.selvedge.connectors.tryton;

import java.util.ArrayList;
import java.util.List;

/// A list of records to walk, sorted by one stamp: those never written again by `create_date`, the
/// others by `write_date`. A record that is written moves from the one to the end of the other.
///
/// @param via the field that leads to what is read; `id` where these are what is read
/// @param written whether these are the ones that were written again
record Leg(String model, String via, boolean written) {
  static final String ID = "id";

  /// All that have to be walked for a feed.
  static List<Leg> of(Subject subject) {
    List<Leg> legs = new ArrayList<>(pair(subject.model(), ID));
    for (Subject.Part part : subject.parts()) {
      legs.addAll(pair(part.model(), part.via()));
    }
    return List.copyOf(legs);
  }

  private static List<Leg> pair(String model, String via) {
    return List.of(new Leg(model, via, false), new Leg(model, via, true));
  }

  String stampField() {
    return written ? "write_date" : "create_date";
  }
}
