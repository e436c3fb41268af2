package dev.selvedge.app.automation.example;

import dev.selvedge.Outcome;
import dev.selvedge.SystemName;
import dev.selvedge.plan.Facet;
import dev.selvedge.send.Handover;
import dev.selvedge.send.Heard;
import dev.selvedge.send.Job;
import dev.selvedge.send.Target;
import dev.selvedge.send.allowance.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// An account that is well and takes everybody, one by one. Keeps nothing.
final class WillingAccount implements Target {
  static final SystemName NAME = new SystemName("dotdigital");

  private static final String CALLS = "calls";
  private static final int A_BATCH = 100;

  @Override
  public SystemName name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Dotdigital";
  }

  @Override
  public Set<Facet> facets() {
    return Set.of(Facet.CONTACT, Facet.ENROLMENT);
  }

  @Override
  public Outcome prepare() {
    return new Outcome.Done();
  }

  /// Two people with one number would be one contact that changes hands for ever.
  @Override
  public Settlement send(Item item) {
    String number =
        item.subject().facet() == Facet.CONTACT
            ? Long.toString(item.subject().person().value())
            : "1";
    return new Settlement(new Outcome.Done(), number);
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
    return new IllegalStateException("an example sends one by one");
  }

  @Override
  public Batch batch(Facet facet) {
    return new Batch(A_BATCH, 0);
  }

  @Override
  public List<Scope> scopes() {
    return List.of(new Scope(CALLS, Duration.ofMinutes(1), Scope.UNLIMITED));
  }

  @Override
  public Cost cost(Facet facet, Way way) {
    return way == Way.SINGLY ? new Cost.OneOf(CALLS) : new Cost.Impossible();
  }

  @Override
  public List<String> countersOf(Facet facet) {
    return List.of(CALLS);
  }

  @Override
  public List<Heard> heard() {
    return List.of();
  }
}
