package dev.selvedge.connectors.consent;

import dev.selvedge.Outcome;
import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.ConsentTarget.Decision;
import dev.selvedge.connector.ConsentTarget.Told;
import dev.selvedge.mapping.Topic;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Facet;
import dev.selvedge.send.Handover;
import dev.selvedge.send.Heard;
import dev.selvedge.send.Job;
import dev.selvedge.send.SendRules;
import dev.selvedge.send.Target;
import dev.selvedge.send.allowance.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/// A system that is told what people decided, as a target of the sending loop: it has a queue,
/// retries, a breaker and an allowance of its own. Everything leaves by a call of its own. Safe for
/// use by many threads.
public final class ConsentDelivery implements Target, AutoCloseable {
  /// The one counter of its calls.
  static final String CALLS = "calls";

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration REST = Duration.ofMinutes(1);

  private static final int AT_ONCE = 4;
  private static final int WHOLE = 100;

  private final SystemName system;
  private final Map<Place, ConsentTarget> places;
  private final long callsAMinute;
  private final HeardOf heard = new HeardOf(CALLS, REST);

  /// What can hold a decision.
  public record Place(RecordKind kind, Topic topic) {}

  /// @param places closed with this
  /// @param callsAMinute at most so many; 0 for no limit
  public ConsentDelivery(SystemName system, Map<Place, ConsentTarget> places, long callsAMinute) {
    this.system = system;
    this.places = Map.copyOf(places);
    this.callsAMinute = callsAMinute == 0 ? Scope.UNLIMITED : callsAMinute;
  }

  @Override
  public SystemName name() {
    return system;
  }

  @Override
  public String title() {
    return system.value();
  }

  @Override
  public Set<Facet> facets() {
    return EnumSet.of(Facet.CONSENT);
  }

  /// The project's account may be used in part only; that is no rule for this system.
  @Override
  public SendRules rules(SendRules standard) {
    return new SendRules(
        Math.min(AT_ONCE, standard.calls()),
        standard.jobs(),
        standard.attemptsAtMost(),
        standard.dispatch(),
        standard.backoff(),
        standard.policy().withCeiling(WHOLE),
        standard.doubts());
  }

  /// Whether each place can be written to; the first that cannot tells.
  @Override
  public Outcome prepare() {
    for (ConsentTarget place : places.values()) {
      Told told = place.reach();
      heard.note(told.bearing());
      if (!(told.outcome() instanceof Outcome.Done)) {
        return told.outcome();
      }
    }
    return new Outcome.Done();
  }

  /// Tells a record all that is due of it. What was told stays told when something else fails.
  @Override
  public Settlement send(Item item) {
    if (!(item.desired() instanceof Desired.Consent consent)) {
      throw new IllegalStateException("only decisions are told: " + item.subject().facet());
    }
    List<Outcome> outcomes = new ArrayList<>();
    Set<Topic> untold = new TreeSet<>();
    consent
        .due()
        .forEach(
            (topic, word) -> {
              Told answer = tell(consent, topic, word);
              Outcome outcome = answer.outcome();
              outcomes.add(outcome);
              boolean told = outcome instanceof Outcome.Done || outcome instanceof Outcome.Unknown;
              if (!told && !answer.mayStand()) {
                untold.add(topic);
              }
            });
    Outcome worst =
        outcomes.stream()
            .max(Comparator.comparingInt(ConsentDelivery::weight))
            .orElse(new Outcome.Done());
    return new Settlement(worst, "", false, untold);
  }

  private Told tell(Desired.Consent consent, Topic topic, Desired.Word word) {
    ConsentTarget place = places.get(new Place(consent.record().kind(), topic));
    if (place == null) {
      return Told.answered(
          new Outcome.Drop(system + " is not told about " + topic.words() + " any more"));
    }
    Told told =
        place.tell(
            new Decision(consent.record(), consent.email(), word.optIn(), word.at(), word.held()));
    heard.note(told.bearing());
    return told;
  }

  /// Of several outcomes the one that still asks for something counts; one that was written makes
  /// the whole written where the others were rightly left alone.
  private static int weight(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Drop ignored -> 0;
      case Outcome.Done ignored -> 1;
      case Outcome.Park ignored -> 2;
      case Outcome.Snooze ignored -> 3;
      case Outcome.Retry ignored -> 4;
      case Outcome.Unknown ignored -> 5;
    };
  }

  @Override
  public Parcel pack(Facet facet, List<Item> items) {
    throw together();
  }

  @Override
  public Progress progress(Job job) {
    throw together();
  }

  @Override
  public Sighting lookFor(Job job, Supplier<List<Handover>> others) {
    throw together();
  }

  private static IllegalStateException together() {
    return new IllegalStateException("decisions are told one by one");
  }

  @Override
  public Batch batch(Facet facet) {
    return new Batch(WHOLE, 0);
  }

  @Override
  public List<Scope> scopes() {
    return List.of(new Scope(CALLS, MINUTE, callsAMinute));
  }

  @Override
  public Cost cost(Facet facet, Way way) {
    return facet == Facet.CONSENT && way == Way.SINGLY
        ? new Cost.OneOf(CALLS)
        : new Cost.Impossible();
  }

  @Override
  public List<String> countersOf(Facet facet) {
    return List.of(CALLS);
  }

  @Override
  public List<Heard> heard() {
    return heard.drain();
  }

  @Override
  public void close() {
    places.values().forEach(ConsentTarget::close);
  }
}
