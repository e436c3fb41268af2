package dev.selvedge.audit;

import dev.selvedge.audit.AuditOrder.Basis;

/// What an audit will look at, and what that costs. Immutable.
///
/// @param basis never [Basis#CHEAPEST]
/// @param people how many persons the hub knows
/// @param looks how many of them are looked at
/// @param calls how many calls to the target that takes, about
/// @param allowed how many it may make
/// @param counting how many reads of sources go on asking them how many orders they count, at most
public record AuditPlan(
    Basis basis, long people, long looks, long calls, int allowed, int counting) {
  /// One that asks no source how many orders it counts.
  public AuditPlan(Basis basis, long people, long looks, long calls, int allowed) {
    this(basis, people, looks, calls, allowed, 0);
  }

  /// The same with so many reads for that.
  public AuditPlan withCounting(int other) {
    return new AuditPlan(basis, people, looks, calls, allowed, other);
  }

  /// A sentence.
  public String words() {
    String what =
        basis == Basis.SWEEP
            ? "Everything is read back"
            : "%,d of %,d people are drawn and read back".formatted(looks, people);
    String counts =
        counting == 0
            ? ""
            : " Sources are asked how many orders they count: at most %,d reads."
                .formatted(counting);
    return "%s: about %,d calls of the %,d that it may make.".formatted(what, calls, allowed)
        + counts;
  }
}
