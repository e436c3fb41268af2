package dev.selvedge.dotdigital.delivery.action;

import dev.selvedge.Outcome;
import dev.selvedge.automation.Action;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.delivery.guard.Kinds;
import dev.selvedge.dotdigital.delivery.guard.SchemaGuard;
import dev.selvedge.dotdigital.delivery.guard.SchemaGuard.Look;
import dev.selvedge.dotdigital.insight.CollectionName;
import dev.selvedge.dotdigital.insight.Owner;
import dev.selvedge.dotdigital.insight.Stored;
import dev.selvedge.mapping.Value;
import dev.selvedge.mapping.collection.Declaration;
import dev.selvedge.mapping.collection.Fit;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Parcel;
import dev.selvedge.send.Target.Settlement;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// Keeps records of contacts in collections. A record of the same key replaces the one before, so
/// what is not known to have been written is written again.
///
/// | Answer | Comes to |
/// |---|---|
/// | no answer is asked for: it does not fit its collection | park |
/// | stored | done |
/// | no such collection | it is made, then stored |
/// | no such contact | its contact is written first, then it goes again |
/// | refused, or its key is another contact's | park |
/// | lost, unreadable | unknown: again |
///
/// Thread-safe.
final class RecordWrites {
  private static final int MOST = 25;
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  private final Dotdigital account;
  private final SchemaGuard guard;
  private final Answers answers;
  private final Counters counters;

  RecordWrites(Dotdigital account, SchemaGuard guard, Answers answers, Counters counters) {
    this.account = account;
    this.guard = guard;
    this.answers = answers;
    this.counters = counters;
  }

  Parcel pack(List<Item> alike, List<Item> items) {
    List<Item> packed = alike.subList(0, Math.min(MOST, alike.size()));
    return ActionParcel.oneByOne(packed, items, counters.records(), this::write, answers);
  }

  private Settlement write(Item item) {
    if (!(Filled.action(item) instanceof Action.Insight insight)) {
      throw new IllegalArgumentException("only a record is kept");
    }
    Optional<String> key = Filled.value(insight.key()).map(Value::display);
    if (key.filter(text -> KEY.matcher(text).matches()).isEmpty()) {
      return new Settlement(
          answers.park(
              "record-key",
              "The record for "
                  + insight.collection()
                  + (key.isEmpty() ? " has no key" : " has a key that Dotdigital does not take")
                  + ": it must be 1 to 128 letters, digits, '.', '_' and '-'. Correct 'key' in the"
                  + " rule, then replay."),
          "");
    }
    ObjectNode json = Filled.json(insight.with());
    return json.isEmpty()
        ? new Settlement(new Outcome.Drop("nothing is known that the record would hold"), "")
        : checked(item, insight, key.get(), json);
  }

  /// A record that would give its collection another type, for ever, does not leave.
  private Settlement checked(Item item, Action.Insight insight, String key, ObjectNode json) {
    if (guard.look(insight.collection()) instanceof Look.Unknown(var why)) {
      return new Settlement(answers.of(why), "");
    }
    return switch (guard.check(insight.collection(), key, json)) {
      case Fit.Misfit misfit ->
          new Settlement(
              answers.park("record-misfit", misfit.sentenceOfAction(insight.collection())), "");
      case Fit.Fits(ObjectNode fitting) -> settlement(put(item, insight, key, fitting), insight);
    };
  }

  private Answer<Stored> put(Item item, Action.Insight insight, String key, ObjectNode json) {
    CollectionName collection = new CollectionName(insight.collection());
    Owner owner = new Owner.OfContact(Owners.key(item));
    Answer<Stored> answer = account.insight().put(owner, collection, key, json);
    boolean missing =
        answer instanceof Answer.NotFound<Stored> && isOfCollection(answers.letters(answer));
    if (!missing) {
      return answer;
    }
    Declaration declared = guard.declaration(insight.collection());
    var made =
        account
            .collections()
            .create(collection, Kinds.scope(declared.scope()), Kinds.type(declared.kind()));
    return made instanceof Answer.Ok<?>
        ? account.insight().put(owner, collection, key, json)
        : made.map(never -> Stored.CREATED);
  }

  private static boolean isOfCollection(String letters) {
    return letters.contains("collection");
  }

  private Settlement settlement(Answer<Stored> answer, Action.Insight insight) {
    return switch (answer) {
      case Answer.NotFound<Stored> ignored -> answers.lacksOwner();
      case Answer.Conflict<Stored> conflict -> refused(conflict, insight);
      case Answer.Rejected<Stored> rejected -> refused(rejected, insight);
      case Answer<Stored> other -> new Settlement(answers.of(other), "");
    };
  }

  private Settlement refused(Answer<?> answer, Action.Insight insight) {
    guard.forget(insight.collection());
    return new Settlement(
        answers.park(
            "record-refused",
            answers.title()
                + " does not take this record for "
                + insight.collection()
                + " ("
                + answers.shown(answer)
                + "). A member keeps for ever the type of its first value: compare the rule's values"
                + " with the collection's types there, then replay."),
        "");
  }
}
