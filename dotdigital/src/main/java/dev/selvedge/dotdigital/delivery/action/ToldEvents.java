package dev.selvedge.dotdigital.delivery.action;

import dev.selvedge.Outcome;
import dev.selvedge.automation.Action;
import dev.selvedge.dotdigital.answer.Acknowledged;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.event.EventImport;
import dev.selvedge.dotdigital.event.NewEvent;
import dev.selvedge.mapping.Value;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Parcel;
import dev.selvedge.send.Target.Settlement;
import dev.selvedge.send.Target.Submission;
import java.time.Instant;
import java.util.List;

/// Tells Dotdigital of events, many of one type in a call. Each bears an id of its own, so one
/// whose answer was lost is told again: it stays the same event. What becomes of single ones
/// Dotdigital
/// does not say.
///
/// | Answer | Comes to |
/// |---|---|
/// | taken (202) | done |
/// | refused | tried in smaller company, alone: park |
/// | the package has no events | park |
/// | lost, unreadable, 5xx | told again, once it is sure that the first did not come late |
///
/// Thread-safe.
final class ToldEvents {
  private static final int MOST = 25;

  private final EventImport events;
  private final Answers answers;
  private final Counters counters;

  ToldEvents(EventImport events, Answers answers, Counters counters) {
    this.events = events;
    this.answers = answers;
    this.counters = counters;
  }

  Parcel pack(List<Item> alike, List<Item> items) {
    List<Item> packed = alike.subList(0, Math.min(MOST, alike.size()));
    return ActionParcel.of(
        packed, items, ActionParcel.charge(counters.events(), 1), () -> tell(packed));
  }

  private Submission tell(List<Item> items) {
    Answer<Acknowledged> answer = events.tell(items.stream().map(this::event).toList());
    return answer instanceof Answer.Ok<Acknowledged>
        ? each(items, new Outcome.Done())
        : given(items, answers.submission(answer));
  }

  private static Submission given(List<Item> items, Submission submission) {
    return submission instanceof Submission.NotAccepted(Outcome.Snooze snooze)
        ? each(items, snooze)
        : submission;
  }

  private static Submission each(List<Item> items, Outcome outcome) {
    return ActionParcel.settled(items, item -> new Settlement(outcome, ""));
  }

  private NewEvent event(Item item) {
    if (Filled.action(item) instanceof Action.Event event) {
      return new NewEvent(
          Owners.key(item),
          event.type(),
          Filled.value(event.id()).map(Value::display).orElse(""),
          at(event),
          Filled.json(event.with()));
    }
    throw new IllegalArgumentException("only an event is told");
  }

  private Instant at(Action.Event event) {
    return Filled.value(event.at()).orElse(new Value.Date(answers.now()))
            instanceof Value.Date(Instant at)
        ? at
        : answers.now();
  }
}
