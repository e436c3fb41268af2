package dev.selvedge.app.cli.steward;

import dev.selvedge.RecordRef;
import dev.selvedge.person.Belonging;
import dev.selvedge.person.Belonging.Reason;
import dev.selvedge.person.LinkDecision;
import dev.selvedge.trail.ByHand;

/// Says why a record counts for whom it does.
final class Reasons {
  private Reasons() {}

  static String words(Belonging belonging) {
    return switch (belonging.reason()) {
      case Reason.OwnAddress ignored -> "it has this address";
      case Reason.BelongsTo(RecordRef owner) -> "it belongs to " + owner;
      case Reason.PutTogether(RecordRef other, LinkDecision decision) ->
          "put together with " + other + " " + hand(decision);
      case Reason.SetApart(LinkDecision decision) ->
          (decision.record() + " was set apart ") + hand(decision);
      case Reason.NoAddress ignored -> "it has no address";
      case Reason.Gone ignored -> "its system deleted it";
    };
  }

  private static String hand(LinkDecision decision) {
    return new ByHand(decision.by(), decision.why()).words();
  }
}
