package dev.selvedge.app.demo;

import dev.selvedge.sandbox.SandboxServer;
import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import java.util.Random;

/// Lets the sandbox misbehave now and then, as the real thing does. Confined to one thread.
final class Weather {
  private static final int ONE_IN = 25;
  private static final long SLOW_MILLIS = 3_000;
  private static final int FEW = 3;

  private final SandboxServer sandbox;
  private final Random dice;

  Weather(SandboxServer sandbox, long seed) {
    this.sandbox = sandbox;
    this.dice = new Random(~seed);
  }

  /// Perhaps something goes wrong now; says what, or nothing.
  String change() {
    if (dice.nextInt(ONE_IN) != 0) {
      return "";
    }
    return switch (dice.nextInt(3)) {
      case 0 -> {
        sandbox.faults().add(FaultRule.times(FEW, "*", "/**", new Fault.Status(503, false, "")));
        yield "Dotdigital answers the next calls with 503: they are tried again";
      }
      case 1 -> {
        sandbox.faults().add(FaultRule.times(FEW, "*", "/**", new Fault.Delay(SLOW_MILLIS)));
        yield "Dotdigital takes three seconds for the next calls";
      }
      default -> {
        sandbox.faults().add(FaultRule.times(1, "*", "/contacts/**", new Fault.CutAfter()));
        yield "Dotdigital's next answer gets lost on the way, after the work was done";
      }
    };
  }
}
