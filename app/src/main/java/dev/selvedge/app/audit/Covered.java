package dev.selvedge.app.audit;

import dev.selvedge.Masking;
import dev.selvedge.app.parked.Veil;
import dev.selvedge.audit.Audits.Found;
import dev.selvedge.audit.Difference;
import dev.selvedge.audit.Gap;

/// Differences for those who may not see personal values. What the hub says itself about the whole
/// of a thing is nobody's value; only addresses in it are masked.
final class Covered {
  private Covered() {}

  static Found of(Found found, Veil veil) {
    Difference one = found.difference();
    Gap gap = one.gap();
    Gap covered =
        new Gap(
            gap.kind(), gap.field(), value(gap, gap.wanted(), veil), value(gap, gap.shown(), veil));
    return new Found(
        found.number(),
        new Difference(
            one.subject(),
            one.remote(),
            one.person(),
            covered,
            one.hop(),
            veil == Veil.LIFTED ? one.why() : Masking.maskAddresses(one.why()),
            one.since(),
            one.money(),
            one.currency()),
        found.mended(),
        found.mendedAt());
  }

  private static String value(Gap gap, String text, Veil veil) {
    boolean isValue = gap.kind() == Gap.Kind.FIELD && !gap.field().isEmpty();
    return isValue && !text.startsWith("(") ? veil.value(text) : veil.name(text);
  }
}
