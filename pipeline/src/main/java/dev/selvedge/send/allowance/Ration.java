package dev.selvedge.send.allowance;

import java.time.Duration;
import java.time.Instant;

/// Spreads calls of which there are few over their long window, so that who comes late in it does
/// not wait for the next one, and so that they leave fuller the scarcer they are. Pure.
///
/// While nearly all are left, one leaves as soon as somebody waits. The more are gone, the longer
/// the others keep apart, until what is left is spread evenly over the rest of the window. Two
/// things need not wait: a full call, which waiting makes no fuller, and somebody whose deadline
/// comes before the next one would leave; for the full ones some are not used up.
///
/// @param eager the part of the window's calls that may leave sooner than evenly
/// @param kept the part of them that full calls leave for the rest of the window
public record Ration(double eager, double kept) {
  /// Somebody whose deadline is so near to the next call goes now: a call takes its time.
  private static final Duration CLOSE = Duration.ofSeconds(30);

  public Ration {
    if (!(eager > 0 && eager <= 1 && kept >= 0 && kept < 1)) {
      throw new IllegalArgumentException("parts of a whole: " + eager + ", " + kept);
    }
  }

  /// What is used for every target.
  public static Ration standard() {
    return new Ration(0.25, 0.2);
  }

  /// What the decision depends on.
  ///
  /// @param window of the counter, at `now`
  /// @param left how many of its calls may be taken now
  /// @param due how many are known to go by it
  /// @param batch how many one call holds at most
  /// @param pressing their first deadline, [Instant#MAX] for none
  /// @param last when the latest call of the counter left in its turn, whoever made it
  public record Question(
      Window window,
      AllowancePolicy policy,
      long left,
      long due,
      int batch,
      Instant pressing,
      Instant last,
      Instant now) {}

  /// Whether a call may leave now, and why.
  public enum Decision {
    NOT_YET,
    /// its turn has come
    IN_TURN,
    /// it is full, or somebody in it is pressed; whoever waits for their turn does not lose it
    BETWEEN
  }

  /// Whether a call may leave now.
  public Decision decide(Question ask) {
    if (ask.left() <= 0 || ask.due() <= 0) {
      return Decision.NOT_YET;
    }
    Instant next = ask.last().plus(apart(ask));
    if (!next.isAfter(ask.now())) {
      return Decision.IN_TURN;
    }
    return mayLeaveFull(ask) || isPressed(ask, next) ? Decision.BETWEEN : Decision.NOT_YET;
  }

  private boolean mayLeaveFull(Question ask) {
    double keep = kept * budget(ask) * toCome(ask);
    return ask.due() >= ask.batch() && ask.left() > keep;
  }

  private static boolean isPressed(Question ask, Instant next) {
    return !ask.pressing().isAfter(next.plus(CLOSE));
  }

  /// How long after the last call the next one leaves.
  private Duration apart(Question ask) {
    Duration rest = Duration.between(ask.now(), ask.window().renewsAt());
    double ahead = ask.left() / budget(ask) - (1 - eager) * toCome(ask);
    double haste = Math.clamp(ahead / eager, 0, 1);
    return Duration.ofMillis((long) (rest.toMillis() / (double) ask.left() * (1 - haste)));
  }

  private static double budget(Question ask) {
    return ask.policy().budget(ask.window().limit());
  }

  private static double toCome(Question ask) {
    Duration rest = Duration.between(ask.now(), ask.window().renewsAt());
    return Math.clamp((double) rest.toMillis() / ask.window().length().toMillis(), 0, 1);
  }
}
