package dev.selvedge.dotdigital.delivery.consent;

import dev.selvedge.ContentHash;
import dev.selvedge.Outcome;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.contact.ConsentRecord;
import dev.selvedge.dotdigital.contact.Contact;
import dev.selvedge.dotdigital.contact.Contact.StoredConsent;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.contact.ContactWrite;
import dev.selvedge.dotdigital.contact.MergeOption;
import dev.selvedge.dotdigital.delivery.insight.InsightDelivery;
import dev.selvedge.dotdigital.delivery.outcome.Code;
import dev.selvedge.dotdigital.delivery.outcome.ContactNumbers;
import dev.selvedge.dotdigital.delivery.outcome.Outcomes;
import dev.selvedge.dotdigital.delivery.outcome.Part;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.person.Proof;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Desired;
import dev.selvedge.send.Job;
import dev.selvedge.send.Job.Sent;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Settlement;
import dev.selvedge.send.Target.Sighting;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Keeps proofs of opt-ins with contacts that are there, by calls of their own. Dotdigital adds
/// whatever it is sent once more, so one that may be there already is looked for first, by what it
/// says. The contact is named by its number and nothing else is written: nobody is created and no
/// channel changed by it. Thread-safe.
public final class ProofDelivery {
  private static final String BETWEEN = " ";

  private final Dotdigital account;
  private final TargetSettings settings;
  private final Outcomes outcomes;

  public ProofDelivery(Dotdigital account, TargetSettings settings, Outcomes outcomes) {
    this.account = account;
    this.settings = settings;
    this.outcomes = outcomes;
  }

  /// Keeps one proof with its contact by a single call; the settlement says what came of it.
  public Settlement send(Item item) {
    Proof proof = proof(item);
    Optional<ContactKey.Id> known = ContactNumbers.of(item.owner());
    if (known.isPresent()) {
      return send(item, proof, known.get());
    }
    // Its number was never told, as when the answer to the call that created it was lost, or it is
    // not settled yet which of several contacts remains.
    String held = item.owner().address();
    String address = held.isEmpty() ? address(item) : held;
    Answer<Contact> found = account.contacts().get(new ContactKey.Email(address));
    return switch (found) {
      case Answer.Ok<Contact> there -> send(item, proof, there.value().id());
      case Answer.NotFound<Contact> ignored -> InsightDelivery.lacksOwner(outcomes);
      case Answer<Contact> other -> outcomes.settlement(other, Part.CONTACTS);
    };
  }

  private Settlement send(Item item, Proof proof, ContactKey.Id contact) {
    if (item.delivered() instanceof Delivered.Doubtful doubtful) {
      for (ContactKey.Id number : whereItMayBe(doubtful, contact)) {
        Answer<Contact> found = account.contacts().get(number);
        if (found instanceof Answer.Ok<Contact> there) {
          if (holds(there.value(), item.desired().hash())) {
            return new Settlement(new Outcome.Done(), number.value());
          }
        } else if (!(found instanceof Answer.NotFound<Contact>)) {
          return outcomes.settlement(found, Part.CONTACTS);
        }
      }
    }
    return add(proof, contact);
  }

  /// The contacts it may have been sent to; people may have become one since.
  private static Set<ContactKey.Id> whereItMayBe(
      Delivered.Doubtful doubtful, ContactKey.Id contact) {
    Set<ContactKey.Id> numbers = new LinkedHashSet<>();
    Arrays.stream(doubtful.remoteId().split(BETWEEN, -1))
        .flatMap(number -> ContactNumbers.read(number).stream())
        .forEach(numbers::add);
    numbers.add(contact);
    return numbers;
  }

  private Settlement add(Proof proof, ContactKey.Id contact) {
    Answer<Contact> answer =
        account.contacts().write(write(contact, List.of(proof)), MergeOption.OVERWRITE);
    if (answer instanceof Answer.Ok<Contact>) {
      return new Settlement(new Outcome.Done(), contact.value());
    }
    boolean refused = answer instanceof Answer.Rejected<?> || answer instanceof Answer.NotFound<?>;
    if (!refused) {
      return outcomes.settlement(answer, Part.CONTACTS);
    }
    // How a number that nobody has is refused is not documented.
    return account.contacts().get(contact) instanceof Answer.NotFound<Contact>
        ? InsightDelivery.lacksOwner(outcomes)
        : new Settlement(
            refused(outcomes, settings, Code.of(Outcomes.error(answer)).shown()), contact.value());
  }

  /// For people: it is whole, and was not taken all the same.
  static Outcome refused(Outcomes outcomes, TargetSettings settings, String code) {
    return outcomes.park(
        "proof-refused",
        settings.title()
            + " does not take this proof of consent ("
            + code
            + "). It stays in the ledger, and what may be sent to the person does not depend on it."
            + " Look at what it says; replay it when the cause is mended, or leave it.");
  }

  /// Says nothing of any channel.
  static ContactWrite write(ContactKey.Id contact, List<Proof> proofs) {
    return ContactWrite.keepingStatus(contact)
        .consentRecords(
            proofs.stream()
                .map(
                    proof ->
                        new ConsentRecord(
                            proof.text(),
                            proof.at(),
                            proof.url(),
                            proof.ipAddress(),
                            proof.userAgent()))
                .toList())
        .build();
  }

  static Proof proof(Item item) {
    if (item.desired() instanceof Desired.Proof proof) {
      return proof.said();
    }
    throw new IllegalArgumentException("only a proof of consent can be kept as such");
  }

  private static String address(Item item) {
    return item.desired() instanceof Desired.Proof proof ? proof.email() : "";
  }

  private static boolean holds(Contact contact, ContentHash proof) {
    return contact.consentRecords().stream()
        .anyMatch(kept -> fingerprint(kept).filter(proof::equals).isPresent());
  }

  private static Optional<ContentHash> fingerprint(StoredConsent kept) {
    Instant at = kept.dateTimeConsented();
    return at == null
        ? Optional.empty()
        : Optional.of(
            Desired.Proof.hashOf(
                Proof.shown(kept.text(), at, kept.url(), kept.ipAddress(), kept.userAgent())));
  }

  /// Looks whether an import of proofs whose answer was lost has been done, by its last and its
  /// first item. What it says settles nothing by itself: every item of such an import is looked for
  /// by itself before it may be sent again.
  public Sighting lookFor(Job job) {
    for (Sent sent : ends(job.items())) {
      Optional<ContactKey.Id> number = ContactNumbers.read(sent.owner());
      Answer<Contact> found =
          number.isPresent()
              ? account.contacts().get(number.get())
              : account.contacts().get(new ContactKey.Email(sent.address()));
      boolean known = found instanceof Answer.Ok<?> || found instanceof Answer.NotFound<?>;
      if (!known) {
        return new Sighting.NotKnown(outcomes.why(found, Part.CONTACTS));
      }
      boolean there = found instanceof Answer.Ok<Contact> ok && holds(ok.value(), sent.hash());
      if (!there) {
        return new Sighting.NotSeen();
      }
    }
    return job.items().isEmpty() ? new Sighting.NotSeen() : new Sighting.Done();
  }

  private static List<Sent> ends(List<Sent> items) {
    return items.size() < 2 ? items : List.of(items.getLast(), items.getFirst());
  }
}
