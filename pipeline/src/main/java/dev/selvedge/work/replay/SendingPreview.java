package dev.selvedge.work.replay;

import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.work.Store;
import java.util.List;

/// What sending a parked delivery again would come to. Immutable.
record SendingPreview(ReplayParts parts) {

  Preview of(Parking.Sending sending, Store.Ports ports) {
    Subject subject = sending.subject();
    List<Delivery> found = ports.deliveries().find(sending.target(), List.of(subject));
    Snapshot snapshot =
        Snapshot.of(asked(subject, found), parts.rules(), ports, parts.clock().instant());
    Desired desired = snapshot.desired().get(subject);
    if (found.isEmpty() || desired == null) {
      return Preview.without(new Preview.Fate.LeftOut("No system knows of it any more."));
    }
    Delivery delivery = found.getFirst();
    boolean holds =
        desired instanceof Desired.Consent consent
            ? consent.due().isEmpty()
            : delivery.delivered().is(desired.hash());
    if (holds) {
      return Preview.without(
          new Preview.Fate.LeftOut(sending.target() + " holds it as it should by now."));
    }
    if (delivery.isTooLate(parts.clock().instant())) {
      return Preview.without(
          new Preview.Fate.LeftOut("It is too late for it: its deadline has passed."));
    }
    return new Preview(
        fate(delivery),
        List.of(
            new Preview.Effect(
                subject.facet(),
                snapshot.name(subject),
                snapshot.all(subject),
                List.of(new Preview.Call(sending.target(), need(delivery, ports))))));
  }

  /// A proof names nobody: it is looked for among those of whose it is.
  private static List<Subject> asked(Subject subject, List<Delivery> found) {
    return subject.facet() == Facet.PROOF && !found.isEmpty()
        ? List.of(subject, Subject.contact(found.getFirst().person()))
        : List.of(subject);
  }

  private static Preview.Fate fate(Delivery delivery) {
    return switch (delivery.state()) {
      case PARKED ->
          new Preview.Fate.GoesThrough(
              List.of(
                  switch (delivery.delivered()) {
                    case Delivered.Never ignored ->
                        "It is sent again as it should be today; it has never been delivered.";
                    case Delivered.Acknowledged ignored ->
                        "It is sent again as it should be today; only what it holds is known, not"
                            + " how it differs from what was delivered last.";
                    case Delivered.Doubtful ignored ->
                        "It is sent again as it should be today; what the account holds of it is"
                            + " not certain.";
                  }));
      case DUE, CLAIMED ->
          new Preview.Fate.OnItsWay("Something about it changed, and it is being sent again.");
      case WAITING ->
          new Preview.Fate.OnItsWay("Something about it changed, and it waits for its contact.");
      case SETTLED ->
          new Preview.Fate.LeftOut("It was left alone until something changes about it.");
    };
  }

  private static Preview.Need need(Delivery delivery, Store.Ports ports) {
    if (delivery.state() != Delivery.State.PARKED) {
      return Preview.Need.DUE_ALREADY;
    }
    boolean contactFirst =
        delivery.subject().facet() != Facet.CONTACT
            && delivery.subject().facet() != Facet.CONSENT
            && ports
                .deliveries()
                .find(delivery.target(), List.of(Subject.contact(delivery.person())))
                .stream()
                .noneMatch(contact -> contact.delivered().isThere());
    return contactFirst ? Preview.Need.AFTER_ANOTHER : Preview.Need.WRITE;
  }
}
