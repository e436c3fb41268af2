package dev.selvedge.app.page;

import java.time.Instant;
import java.util.List;

/// One target: how it is, what is left of its allowance, and what the backlog will cost. Immutable.
///
/// @param well whether anything is sent to it
/// @param trouble why not, as a sentence, or empty
/// @param since when the trouble began; of no meaning while it is well
/// @param waits why people are not newly subscribed yet, a part of a sentence; empty when they are
/// @param outlook what the backlog will cost, as a sentence; empty when there is none to speak of
public record TargetLine(
    String title,
    boolean well,
    String trouble,
    Instant since,
    String waits,
    List<Meter> meters,
    String outlook) {
  public TargetLine {
    meters = List.copyOf(meters);
  }

  /// The same without when the windows of its allowance renew, which no page shows.
  TargetLine timeless() {
    return new TargetLine(
        title,
        well,
        trouble,
        since,
        waits,
        meters.stream()
            .map(
                one ->
                    new Meter(
                        one.scope(),
                        one.limit(),
                        one.ours(),
                        one.others(),
                        Instant.EPOCH,
                        one.stated()))
            .toList(),
        outlook);
  }

  /// One scope of the allowance in its present window.
  ///
  /// @param stated whether the target told the limit; else it is assumed
  public record Meter(
      String scope, long limit, long ours, long others, Instant renewsAt, boolean stated) {
    /// Calls nobody has made yet.
    public long left() {
      return Math.max(0, limit - ours - others);
    }

    /// Per mille of the limit, for a bar.
    public long permille(long calls) {
      return limit == 0 ? 0 : Math.clamp(calls * 1000 / limit, 0, 1000);
    }
  }
}
