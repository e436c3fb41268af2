package dev.selvedge.dotdigital.delivery;

import dev.selvedge.Outcome;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.answer.JobId;
import dev.selvedge.plan.Facet;
import dev.selvedge.send.Job;
import dev.selvedge.send.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// A Dotdigital account as the hub's delivery target. Safe for use by many threads.
public final class DotdigitalTarget implements Target {
  private final Dotdigital account;
  private final TargetSettings settings;
  private final InstantSource clock;
  private final Outcomes outcomes;
  private final AccountPreparation preparation;
  private final ContactDelivery contacts;
  private final InsightDelivery insight;

  /// The client stays the caller's to close.
  public DotdigitalTarget(Dotdigital account, TargetSettings settings, InstantSource clock) {
    this.account = account;
    this.settings = settings;
    this.clock = clock;
    this.outcomes = new Outcomes(clock);
    this.preparation = new AccountPreparation(account, settings, outcomes);
    this.contacts = new ContactDelivery(account, settings, outcomes, preparation::lists);
    this.insight = new InsightDelivery(account, settings, outcomes);
  }

  @Override
  public String name() {
    return "Dotdigital";
  }

  @Override
  public Outcome prepare() {
    return preparation.prepare();
  }

  /// Asks for the account's own details; changes nothing.
  public Outcome check() {
    return outcomes.of(account.account().get());
  }

  @Override
  public Settlement send(Item item) {
    return switch (item.subject().facet()) {
      case CONTACT -> contacts.send(item);
      case ORDER -> insight.send(item);
    };
  }

  @Override
  public Parcel pack(Facet facet, List<Item> items) {
    return switch (facet) {
      case CONTACT -> contacts.pack(items);
      case ORDER -> insight.pack(items);
    };
  }

  @Override
  public Progress progress(Facet facet, String jobId, List<Job.Sent> items) {
    Instant again = clock.instant().plus(settings.askEvery());
    JobId id = new JobId(jobId);
    return switch (facet) {
      case CONTACT -> contacts.progress(id, items, again);
      case ORDER -> insight.progress(id, items, again);
    };
  }

  @Override
  public Batch batch(Facet facet) {
    return new Batch(
        switch (facet) {
          case CONTACT -> settings.contactBatch();
          case ORDER -> settings.insightBatch();
        },
        settings.batchBytes());
  }

  /// How often an import is asked after; Dotdigital advises 5 to 30 seconds.
  public static final Duration ADVISED_ASK_EVERY = Duration.ofSeconds(5);
}
