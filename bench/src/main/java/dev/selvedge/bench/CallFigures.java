package dev.selvedge.bench;

import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.traffic.Traffic;

/// What a load cost in calls, tier by tier.
final class CallFigures {
  private CallFigures() {}

  /// @param what goes before each figure's name
  static void add(Figures figures, String what, Traffic traffic) {
    long unlimited = traffic.calls(Tier.UNLIMITED);
    figures.count(what + "calls that count, all tiers", traffic.calls() - unlimited);
    figures.count(what + "calls, low tier", traffic.calls(Tier.LOW));
    figures.count(what + "calls, medium tier", traffic.calls(Tier.MEDIUM));
    figures.count(what + "calls, high tier", traffic.calls(Tier.HIGH));
    figures.count(what + "calls without a limit (asking after imports)", unlimited);
    figures.count(what + "calls answered 429", traffic.throttled());
    figures.count(what + "calls answered 503", traffic.withStatus(503));
  }
}
