package dev.selvedge.work.send;

import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.OrderOwners;
import dev.selvedge.send.Target.Item;
import java.util.List;

/// What cannot share an import with others.
final class Alone {
  private Alone() {}

  /// Whether a contact is known by one number: it is not being merged, and was told once.
  private static boolean isNumbered(Delivered contact) {
    String number = contact.remoteId();
    return !number.isEmpty() && number.indexOf(' ') < 0;
  }

  /// An import does not lift what somebody said at the target.
  private static String choice(Desired.Chosen chosen, Delivered contact) {
    if (!isNumbered(contact)) {
      return "its contact is looked up first";
    }
    return chosen.back() ? "they left there, and come back" : "";
  }

  /// What must go by itself, and why: an import cannot move what exists, nor look anything up.
  /// Empty for what can share one.
  static String why(Item item) {
    Delivered before = item.delivered();
    boolean first = before instanceof Delivered.Never;
    String moved = "it changes hands";
    return switch (item.desired()) {
      case Desired.Contact contact ->
          !item.halfway() && (first || contact.email().equals(before.address())) ? "" : moved;
      case Desired.Insight insight ->
          first || OrderOwners.of(before).equals(List.of(insight.owner())) ? "" : moved;
      case Desired.Enrolment ignored -> "";
      case Desired.Proof ignored ->
          first && isNumbered(item.owner()) ? "" : "it is looked up first";
      case Desired.Chosen chosen -> choice(chosen, item.owner());
      case Desired.Retired ignored -> first ? "" : moved;
      case Desired.Withdrawn ignored -> first ? "" : moved;
      case Desired.Consent ignored -> "";
      case Desired.Shared ignored -> "";
    };
  }
}
