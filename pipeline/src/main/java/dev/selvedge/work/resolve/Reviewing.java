package dev.selvedge.work.resolve;

import dev.selvedge.ContentHash;
import dev.selvedge.PersonId;
import dev.selvedge.person.Person;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.due.Reviews.Review;
import dev.selvedge.plan.due.RuleReview;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.Store;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;

/// Looks once at everybody after automations came, changed or were switched on: page by page, each
/// with how far it came in one transaction, so that a run that dies is gone on with. Run by one
/// loop of the process that leads.
public final class Reviewing implements Supplier<Duration> {
  private static final System.Logger LOG = System.getLogger(Reviewing.class.getName());

  /// Rules change with a restart; another process may have looked meanwhile.
  private static final Duration RARELY = Duration.ofMinutes(5);

  /// A page holds up everyone else's writes.
  private static final int A_PAGE = 50;

  private final HubParts parts;
  private final Runnable send;
  private final ContentHash rules;
  private long looked;
  private long planned;

  /// @param send wakes those who send
  public Reviewing(HubParts parts, Runnable send) {
    this.parts = parts;
    this.send = send;
    this.rules = RuleReview.rules(parts.rules());
  }

  @Override
  public Duration get() {
    Review last = parts.store().read(this::standing);
    if (last.done()) {
      return RARELY;
    }
    Page page = parts.store().lead(this::page);
    looked += page.persons();
    planned += page.changed();
    if (page.changed() > 0) {
      send.run();
    }
    if (!page.done()) {
      return Duration.ZERO;
    }
    if (looked > 0) {
      LOG.log(
          Level.INFO,
          "automations changed: {0} people were looked at, {1} enrolments are new or other",
          looked,
          planned);
    }
    looked = 0;
    planned = 0;
    return RARELY;
  }

  /// How far everybody was looked at by today's rules.
  private Review standing(Store.Ports ports) {
    return ports
        .reviews()
        .last()
        .filter(review -> review.rules().equals(rules))
        .orElseGet(() -> Review.begun(rules));
  }

  private Page page(Store.Ports ports) {
    Review before = standing(ports);
    List<Person> people =
        before.done() ? List.of() : ports.people().following(before.after(), A_PAGE);
    List<PersonId> ids = people.stream().map(Person::id).toList();
    int changed = ids.isEmpty() ? 0 : plan(ids, ports);
    boolean done = people.size() < A_PAGE;
    PersonId after = ids.isEmpty() ? before.after() : ids.getLast();
    ports.reviews().keep(new Review(rules, after, done));
    return new Page(people.size(), changed, done);
  }

  private int plan(List<PersonId> persons, Store.Ports ports) {
    Instant now = parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    RuleReview review =
        new RuleReview(parts.rules(), ports.records(), ports.deliveries(), parts.holders(), now);
    List<Delivery> changed = review.plan(persons);
    BatchStory story = new BatchStory(now);
    changed.forEach(story::planned);
    story.explain(review.whys());
    story.write(List.of(), ports);
    return changed.size();
  }

  private record Page(int persons, int changed, boolean done) {}
}
