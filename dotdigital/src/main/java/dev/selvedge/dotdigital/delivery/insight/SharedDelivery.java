package dev.selvedge.dotdigital.delivery.insight;

import dev.selvedge.Outcome;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.delivery.guard.Kinds;
import dev.selvedge.dotdigital.delivery.guard.SchemaGuard;
import dev.selvedge.dotdigital.delivery.guard.SchemaGuard.Look;
import dev.selvedge.dotdigital.delivery.outcome.Code;
import dev.selvedge.dotdigital.delivery.outcome.Outcomes;
import dev.selvedge.dotdigital.delivery.outcome.Part;
import dev.selvedge.dotdigital.insight.CollectionName;
import dev.selvedge.dotdigital.insight.Owner;
import dev.selvedge.dotdigital.insight.Stored;
import dev.selvedge.mapping.collection.Declaration;
import dev.selvedge.mapping.collection.Fit;
import dev.selvedge.plan.Desired;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Settlement;
import tools.jackson.databind.node.ObjectNode;

/// Writes records of the account, which are nobody's, by calls of their own. Thread-safe.
public final class SharedDelivery {
  private static final Owner ACCOUNT = new Owner.Account();

  private final Dotdigital account;
  private final SchemaGuard guard;
  private final Outcomes outcomes;

  public SharedDelivery(Dotdigital account, SchemaGuard guard, Outcomes outcomes) {
    this.account = account;
    this.guard = guard;
    this.outcomes = outcomes;
  }

  /// Writes or deletes one record of the account by a single call; the settlement says what came of
  /// it.
  public Settlement send(Item item) {
    return switch (item.desired()) {
      case Desired.Shared shared -> write(shared);
      case Desired.Withdrawn gone -> withdraw(gone);
      case Desired other ->
          throw new IllegalArgumentException("not a record of the account: " + other.getClass());
    };
  }

  private Settlement write(Desired.Shared shared) {
    if (guard.look(shared.collection()) instanceof Look.Unknown(var why)) {
      return new Settlement(InsightFailures.notLookedAt(outcomes, why), "");
    }
    return switch (guard.check(shared.collection(), shared.key(), shared.json())) {
      case Fit.Misfit misfit ->
          new Settlement(InsightFailures.misfit(outcomes, misfit, shared.collection()), "");
      case Fit.Fits(ObjectNode json) -> put(shared, json);
    };
  }

  /// A missing collection is created as the project declares it, once.
  private Settlement put(Desired.Shared shared, ObjectNode json) {
    CollectionName collection = new CollectionName(shared.collection());
    Answer<Stored> answer = account.insight().put(ACCOUNT, collection, shared.key(), json);
    if (Code.of(Outcomes.error(answer)).isMissingCollection()) {
      Declaration declared = guard.declaration(shared.collection());
      var created =
          account
              .collections()
              .create(collection, Kinds.scope(declared.scope()), Kinds.type(declared.kind()));
      guard.forget(shared.collection());
      answer =
          created instanceof Answer.Ok<?>
              ? account.insight().put(ACCOUNT, collection, shared.key(), json)
              : created.map(never -> Stored.CREATED);
    }
    if (Code.of(Outcomes.error(answer)).isOfTypes()) {
      guard.forget(shared.collection());
    }
    return outcomes.settlement(answer, Part.INSIGHT);
  }

  /// Where it is not there, that is as wanted.
  private Settlement withdraw(Desired.Withdrawn gone) {
    var answer =
        account.insight().delete(ACCOUNT, new CollectionName(gone.collection()), gone.key());
    return answer instanceof Answer.NotFound<?>
        ? new Settlement(new Outcome.Done(), "")
        : outcomes.settlement(answer, Part.INSIGHT);
  }
}
