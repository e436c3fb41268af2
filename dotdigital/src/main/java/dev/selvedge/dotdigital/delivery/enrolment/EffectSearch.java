package dev.selvedge.dotdigital.delivery.enrolment;

import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.contact.Contact;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.delivery.outcome.Outcomes;
import dev.selvedge.dotdigital.delivery.outcome.Part;
import dev.selvedge.dotdigital.delivery.outcome.ServerClock;
import dev.selvedge.dotdigital.insight.CollectionName;
import dev.selvedge.dotdigital.insight.InsightRecord;
import dev.selvedge.dotdigital.insight.Owner;
import dev.selvedge.send.Job;
import dev.selvedge.send.Job.Sent;
import dev.selvedge.send.Target.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/// Looks whether an import whose answer was lost has been done: by its last and its first item,
/// which must both have been written since it was handed over. Cheap, and wrong on the safe side:
/// an import that does not show is waited for and then sent again, which changes nothing when it
/// was there after all. Thread-safe.
public final class EffectSearch {
  /// The two clocks are compared to the second.
  private static final Duration SKEW = Duration.ofSeconds(1);

  private final Dotdigital account;
  private final CollectionName collection;
  private final ServerClock serverClock;
  private final Outcomes outcomes;

  public EffectSearch(
      Dotdigital account, CollectionName collection, ServerClock serverClock, Outcomes outcomes) {
    this.account = account;
    this.collection = collection;
    this.serverClock = serverClock;
    this.outcomes = outcomes;
  }

  /// Whether what an import of contacts was to write shows in the account.
  public Sighting ofContacts(Job job) {
    return look(job, Part.CONTACTS, this::contact);
  }

  /// Whether what an import of records was to write shows in the account.
  public Sighting ofRecords(Job job) {
    return look(job, Part.INSIGHT, this::insight);
  }

  private Answer<Instant> contact(Sent sent) {
    return account.contacts().get(new ContactKey.Email(sent.address())).map(Contact::updated);
  }

  private Answer<Instant> insight(Sent sent) {
    Owner owner = new Owner.OfContact(new ContactKey.Email(sent.address()));
    return account.insight().get(owner, collection, sent.key()).map(EffectSearch::updated);
  }

  private static Instant updated(InsightRecord insight) {
    Instant updated = insight.updated();
    return updated == null ? Instant.MIN : updated;
  }

  private Sighting look(Job job, Part part, Function<Sent, Answer<Instant>> updated) {
    if (job.items().isEmpty()) {
      return new Sighting.NotSeen();
    }
    return switch (serverClock.read(job.startedAt())) {
      case ServerClock.Reading.NotKnown(String why) -> new Sighting.NotKnown(why);
      case ServerClock.Reading.At(Instant begun) -> {
        Instant since = begun.minus(SKEW);
        for (Sent sent : ends(job.items())) {
          Answer<Instant> answer = updated.apply(sent);
          boolean known = answer instanceof Answer.Ok<?> || answer instanceof Answer.NotFound<?>;
          if (!known) {
            yield new Sighting.NotKnown(outcomes.why(answer, part));
          }
          if (answer.asOptional().filter(at -> !at.isBefore(since)).isEmpty()) {
            yield new Sighting.NotSeen();
          }
        }
        yield new Sighting.Done();
      }
    };
  }

  private static List<Sent> ends(List<Sent> items) {
    return items.size() == 1
        ? List.of(items.getFirst())
        : List.of(items.getLast(), items.getFirst());
  }
}
