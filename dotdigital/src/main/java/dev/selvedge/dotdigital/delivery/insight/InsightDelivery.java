package dev.selvedge.dotdigital.delivery.insight;

import dev.selvedge.Outcome;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.answer.Acknowledged;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.delivery.guard.Kinds;
import dev.selvedge.dotdigital.delivery.guard.SchemaGuard;
import dev.selvedge.dotdigital.delivery.guard.SchemaGuard.Look;
import dev.selvedge.dotdigital.delivery.outcome.Code;
import dev.selvedge.dotdigital.delivery.outcome.ContactNumbers;
import dev.selvedge.dotdigital.delivery.outcome.Outcomes;
import dev.selvedge.dotdigital.delivery.outcome.Part;
import dev.selvedge.dotdigital.insight.CollectionName;
import dev.selvedge.dotdigital.insight.Owner;
import dev.selvedge.dotdigital.insight.Stored;
import dev.selvedge.mapping.collection.Fit;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.OrderOwners;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Settlement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Writes insight-data records of contacts by calls of their own: also those that an import cannot,
/// because they change hands. Thread-safe.
public final class InsightDelivery {
  private final Dotdigital account;
  private final SchemaGuard guard;
  private final Outcomes outcomes;

  public InsightDelivery(Dotdigital account, SchemaGuard guard, Outcomes outcomes) {
    this.account = account;
    this.guard = guard;
    this.outcomes = outcomes;
  }

  /// Writes or deletes one contact's record by a single call; the settlement says what came of it.
  public Settlement send(Item item) {
    if (item.desired() instanceof Desired.Withdrawn withdrawn) {
      return withdraw(item, withdrawn);
    }
    Desired.Insight insight = insight(item);
    if (guard.look(insight.collection()) instanceof Look.Unknown(var why)) {
      return new Settlement(InsightFailures.notLookedAt(outcomes, why), "");
    }
    return switch (guard.check(insight.collection(), insight.key(), insight.json())) {
      case Fit.Misfit misfit ->
          new Settlement(InsightFailures.misfit(outcomes, misfit, insight.collection()), "");
      case Fit.Fits(var json) -> write(item, insight.with(json));
    };
  }

  private Settlement write(Item item, Desired.Insight insight) {
    if (changesHands(item)) {
      // Keys seem to be unique over all contacts, so the old owner's record must go first. When the
      // hub dies in between, the record is missing until the repeat, and the repeat writes it.
      for (ContactKey former : formerOwners(item)) {
        Answer<Acknowledged> gone = delete(former, insight.collection(), insight.key());
        if (!isGone(gone)) {
          return outcomes.settlement(gone, Part.INSIGHT);
        }
      }
    }
    Answer<Stored> answer = putWhereMissing(item, insight);
    return switch (answer) {
      case Answer.NotFound<Stored> ignored -> lacksOwner(outcomes);
      case Answer.Conflict<Stored> conflict -> taken(item, insight, conflict);
      case Answer.Rejected<Stored> rejected -> {
        Code code = Code.of(rejected.error());
        if (code.isTakenKey()) {
          yield taken(item, insight, rejected);
        }
        if (code.isOfTypes()) {
          guard.forget(insight.collection());
        }
        yield outcomes.settlement(rejected, Part.INSIGHT);
      }
      case Answer<Stored> other -> outcomes.settlement(other, Part.INSIGHT);
    };
  }

  static Desired.Insight insight(Item item) {
    if (item.desired() instanceof Desired.Insight insight) {
      return insight;
    }
    throw new IllegalArgumentException("only insight records can be written as such");
  }

  /// Its contact by number, which stays when an address changes; by its address where no number is
  /// known.
  static ContactKey owner(Item item, Desired.Insight insight) {
    return ContactNumbers.of(item.owner())
        .map(ContactKey.class::cast)
        .orElseGet(() -> new ContactKey.Email(insight.ownerEmail()));
  }

  /// The contact it belongs to is written first, then it goes again.
  public static Settlement lacksOwner(Outcomes outcomes) {
    return new Settlement(
        new Outcome.Retry("Dotdigital does not hold its contact (any more)", outcomes.now()),
        "",
        true);
  }

  private static boolean changesHands(Item item) {
    return !(item.delivered() instanceof Delivered.Never)
        && !OrderOwners.of(item.delivered()).equals(List.of(insight(item).owner()));
  }

  /// The contacts that may hold it so far: by their numbers, which stay when an address changes; by
  /// the address it was filed under where none is known.
  private static Set<ContactKey> formerOwners(Item item) {
    Set<ContactKey> keys = new LinkedHashSet<>();
    item.formerOwners().forEach(owner -> ContactNumbers.of(owner).ifPresent(keys::add));
    String address = item.delivered().address();
    if (keys.isEmpty() && !address.isEmpty()) {
      keys.add(new ContactKey.Email(address));
    }
    return keys;
  }

  private static boolean isGone(Answer<Acknowledged> deletion) {
    return deletion instanceof Answer.Ok<?> || deletion instanceof Answer.NotFound<?>;
  }

  private Answer<Acknowledged> delete(ContactKey owner, String collection, String key) {
    return account
        .insight()
        .delete(new Owner.OfContact(owner), new CollectionName(collection), key);
  }

  /// Taken from everybody who may hold it; where it is not there, that is as wanted.
  private Settlement withdraw(Item item, Desired.Withdrawn withdrawn) {
    for (ContactKey former : formerOwners(item)) {
      Answer<Acknowledged> gone = delete(former, withdrawn.collection(), withdrawn.key());
      if (!isGone(gone)) {
        return outcomes.settlement(gone, Part.INSIGHT);
      }
    }
    return new Settlement(new Outcome.Done(), "");
  }

  /// A missing collection is created as the project declares it, once.
  private Answer<Stored> putWhereMissing(Item item, Desired.Insight insight) {
    Answer<Stored> answer = put(item, insight);
    boolean missing =
        answer instanceof Answer.NotFound<Stored> notFound
            && Code.of(notFound.error()).isMissingCollection();
    if (!missing) {
      return answer;
    }
    var declared = guard.declaration(insight.collection());
    var created =
        account
            .collections()
            .create(
                new CollectionName(insight.collection()),
                Kinds.scope(declared.scope()),
                Kinds.type(declared.kind()));
    guard.forget(insight.collection());
    return created instanceof Answer.Ok<?>
        ? put(item, insight)
        : created.map(never -> Stored.CREATED);
  }

  private Answer<Stored> put(Item item, Desired.Insight insight) {
    return account
        .insight()
        .put(
            new Owner.OfContact(owner(item, insight)),
            new CollectionName(insight.collection()),
            insight.key(),
            insight.json());
  }

  /// Whether a former owner had it, and has it no more.
  private boolean isTaken(Item item, Desired.Insight insight) {
    boolean taken = false;
    for (ContactKey former : formerOwners(item)) {
      taken |= delete(former, insight.collection(), insight.key()) instanceof Answer.Ok<?>;
    }
    return taken;
  }

  /// Another contact has a record of this key. Where the hub remembers filing it under another
  /// address, it is taken from there; else nobody knows whose it is.
  private Settlement taken(Item item, Desired.Insight insight, Answer<Stored> conflict) {
    String before = item.delivered().address();
    boolean movable =
        changesHands(item) || (!before.isEmpty() && !before.equals(insight.ownerEmail()));
    if (movable && isTaken(item, insight)) {
      Answer<Stored> again = put(item, insight);
      if (again instanceof Answer.Ok<Stored>) {
        return outcomes.settlement(again, Part.INSIGHT);
      }
    }
    return new Settlement(InsightFailures.taken(outcomes, Code.of(Outcomes.error(conflict))), "");
  }
}
