package dev.selvedge.audit;

import dev.selvedge.audit.AuditOrder.Basis;

/// What an audit will look at, and what that costs. Immutable.
///
/// @param basis never [Basis#CHEAPEST]
/// @param people how many persons the hub knows
/// @param looks how many of them are looked at
/// @param calls how many calls to the target that takes, about
/// @param allowed how many it may make
public record AuditPlan(Basis basis, long people, long looks, long calls, int allowed) {
  /// A sentence.
  public String words() {
    String what =
        basis == Basis.SWEEP
            ? "Everything is read back"
            : "%,d of %,d people are drawn and read back".formatted(looks, people);
    return "%s: about %,d calls of the %,d that it may make.".formatted(what, calls, allowed);
  }
}
