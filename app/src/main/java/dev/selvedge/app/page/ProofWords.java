package dev.selvedge.app.page;

import dev.selvedge.SpokenTime;
import dev.selvedge.SystemName;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.person.Proof;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Subject;
import dev.selvedge.work.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Says of a line of the ledger whether its proof was sent, when, or why not. Immutable.
///
/// @param standing what each target has of each proof, by what pages call the target
record ProofWords(Map<String, Map<Subject, Delivery>> standing) {
  static ProofWords of(
      Collection<LedgerEntry> ledger, Map<SystemName, String> targets, Store.Ports ports) {
    List<Subject> subjects = new ArrayList<>();
    for (LedgerEntry line : ledger) {
      if (Proof.of(line) instanceof Proof.Reading.Complete(Proof proof)) {
        subjects.add(Subject.proof(proof.id()));
      }
    }
    Map<String, Map<Subject, Delivery>> standing = new HashMap<>();
    if (!subjects.isEmpty()) {
      targets.forEach(
          (target, title) -> {
            Map<Subject, Delivery> held = new HashMap<>();
            ports.deliveries().find(target, subjects).forEach(row -> held.put(row.subject(), row));
            if (!held.isEmpty()) {
              standing.put(title, held);
            }
          });
    }
    return new ProofWords(standing);
  }

  /// Empty where there is nothing to prove.
  String of(LedgerEntry line) {
    return switch (Proof.of(line)) {
      case Proof.Reading.NoneNeeded ignored -> "";
      case Proof.Reading.Lacking(String why) -> "proof not sent to Dotdigital: " + why;
      case Proof.Reading.Complete(Proof proof) -> of(Subject.proof(proof.id()));
    };
  }

  private String of(Subject proof) {
    List<String> words = new ArrayList<>();
    standing.forEach(
        (target, held) -> {
          Delivery delivery = held.get(proof);
          if (delivery != null) {
            words.add(words(delivery, target));
          }
        });
    return words.isEmpty() ? "proof not sent: the project sends none" : String.join("; ", words);
  }

  private static String words(Delivery delivery, String target) {
    if (delivery.delivered() instanceof Delivered.Acknowledged acknowledged) {
      return "proof sent to " + target + " on " + SpokenTime.of(acknowledged.at());
    }
    boolean doubtful = delivery.delivered() instanceof Delivered.Doubtful;
    return switch (delivery.state()) {
      case WAITING -> "proof for " + target + " waits for the contact";
      case DUE, CLAIMED ->
          doubtful
              ? "proof for " + target + " may be there; it is looked up before it is sent again"
              : "proof for " + target + " is about to be sent";
      case PARKED -> "proof for " + target + " is parked";
      case SETTLED -> "proof not sent to " + target + "; the timeline says why";
    };
  }
}
