package dev.selvedge.connectors.woocommerce;

import dev.selvedge.connectors.woocommerce.WooSettings.Reading;
import java.time.Duration;
import java.util.List;

/// One list that is walked for a feed, and how.
///
/// @param every how often it is walked again; zero for at every round
record Leg(Subject subject, Way way, Duration every) {

  /// How a list is walked.
  enum Way {
    /// What changed, by its stamps.
    CHANGED,
    /// The same among what lies in the bin.
    TRASHED,
    /// Those made recently, by their ids: not all that happens to an order moves its stamp.
    RECENT,
    /// Those newer than all that are known, the newest first.
    NEWEST,
    /// All of them, by their ids.
    SWEEP
  }

  /// The legs of a feed: those of every round, then those of now and then. The first one that reads
  /// everything makes the first reading.
  static List<Leg> of(Subject subject, Reading reading) {
    Leg changed = new Leg(subject, Way.CHANGED, Duration.ZERO);
    Leg trashed = new Leg(subject, Way.TRASHED, Duration.ZERO);
    Leg sweep = new Leg(subject, Way.SWEEP, reading.sweepEvery());
    return switch (subject) {
      // The API has no filter for customers that changed.
      case CUSTOMER -> List.of(new Leg(subject, Way.NEWEST, Duration.ZERO), sweep);
      case ORDER -> List.of(changed, trashed, new Leg(subject, Way.RECENT, reading.recheckEvery()));
      case PRODUCT, VARIANT -> List.of(changed, trashed, sweep);
      case CART -> List.of(changed);
    };
  }

  boolean isTimed() {
    return way == Way.SWEEP || way == Way.RECENT;
  }

  /// Whether the first reading is this leg's.
  boolean readsFirst() {
    return way == Way.CHANGED || (way == Way.SWEEP && subject == Subject.CUSTOMER);
  }
}
