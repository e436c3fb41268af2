package dev.selvedge.app.order;

import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Delivery;
import java.time.Instant;
import java.util.Optional;

/// Where a delivery stands, as people read it.
public final class DeliveryWords {
  private DeliveryWords() {}

  /// `up to date`, `due`, `waiting for what goes first` …
  public static String state(Delivery delivery) {
    return switch (delivery.state()) {
      case WAITING -> "waiting for what goes first";
      case DUE -> delivery.attempts() > 0 ? "due, trying again" : "due";
      case CLAIMED -> "being sent";
      case SETTLED -> "up to date";
      case PARKED -> "parked";
    };
  }

  /// What the target holds of it.
  public static String holds(Delivery delivery) {
    return switch (delivery.delivered()) {
      case Delivered.Never ignored -> "nothing yet";
      case Delivered.Doubtful ignored -> "not certain: the last call did not go through";
      case Delivered.Acknowledged acknowledged ->
          acknowledged.is(delivery.desired()) ? "what it should hold" : "an earlier state";
    };
  }

  /// When the target acknowledged it, or when that became doubtful; empty where it never did.
  public static Optional<Instant> at(Delivery delivery) {
    return switch (delivery.delivered()) {
      case Delivered.Never ignored -> Optional.empty();
      case Delivered.Doubtful doubtful -> Optional.of(doubtful.at());
      case Delivered.Acknowledged acknowledged -> Optional.of(acknowledged.at());
    };
  }
}
