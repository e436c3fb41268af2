package dev.selvedge.app.cli.steward;

import dev.selvedge.RecordRef;
import dev.selvedge.person.identity.Belonging;
import dev.selvedge.person.identity.Belonging.Reason;
import dev.selvedge.person.identity.LinkDecision;
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
      case Reason.SamePhone ignored -> "it has no address, and this person's phone number";
      case Reason.PhoneOfSeveral(String phone, int people) ->
          "it has no address, and " + people + " people have its phone number";
      case Reason.PhoneOfCrowd ignored ->
          "it has no address, and too many records have its phone number to be one person's";
      case Reason.NoAddress ignored -> "it has no address";
      case Reason.Gone ignored -> "its system deleted it";
    };
  }

  private static String hand(LinkDecision decision) {
    return new ByHand(decision.by(), decision.why()).words();
  }
}
