package dev.selvedge.app.jar;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.ConsentOffer;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.Feed;
import java.util.List;

/// What stands for a plan that could not be made; its problem has been told, and nobody opens it.
final class Nothing {
  private Nothing() {}

  /// @param type of a plan
  static Object of(Class<?> type) {
    return type == ConsentOffer.Plan.class ? new NoTarget() : new NoFeeds();
  }

  private static IllegalStateException failure() {
    return new IllegalStateException("the plan could not be made, and the project is faulty");
  }

  private record NoFeeds() implements Connector.Plan {
    @Override
    public List<Feed> feeds() {
      return List.of();
    }

    @Override
    public Connector.Opened open() {
      throw failure();
    }
  }

  private record NoTarget() implements ConsentOffer.Plan {
    @Override
    public ConsentTarget open() {
      throw failure();
    }
  }
}
