package dev.selvedge.connectors.shiphero;

import dev.selvedge.connectors.shiphero.ShipHeroSettings.Allowance;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/// What is left of an account's credits, as far as this hub can know. Each answer says what its
/// question cost (`complexity`), and credits are added with time; others who use the account are
/// not seen. Safe for use by many threads.
final class Credits {
  private final Allowance allowance;
  private final Map<String, Integer> costs = new ConcurrentHashMap<>();
  private double left;
  private Instant counted = Instant.MIN;

  Credits(Allowance allowance) {
    this.allowance = allowance;
    this.left = allowance.credits();
  }

  /// How long to wait until a question can be paid for; none where what it costs is not known yet.
  synchronized Duration wait(String question, Instant now) {
    int cost = Math.min(allowance.credits(), costs.getOrDefault(question, 0));
    double lacking = cost - leftAt(now);
    return lacking <= 0
        ? Duration.ZERO
        : Duration.ofMillis((long) Math.ceil(lacking / allowance.perSecond() * 1000));
  }

  /// Takes down what a question cost.
  synchronized void spend(String question, JsonNode complexity, Instant now) {
    if (complexity.isIntegralNumber() && complexity.canConvertToInt()) {
      int cost = Math.max(0, complexity.intValue());
      costs.put(question, cost);
      left = leftAt(now) - cost;
      counted = now;
    }
  }

  /// ShipHero says that nothing is left.
  synchronized void exhausted(Instant now) {
    left = 0;
    counted = now;
  }

  private double leftAt(Instant now) {
    if (counted.equals(Instant.MIN)) {
      return left;
    }
    double gained =
        Math.max(0, Duration.between(counted, now).toMillis()) / 1000.0 * allowance.perSecond();
    return Math.min(allowance.credits(), left + gained);
  }
}
