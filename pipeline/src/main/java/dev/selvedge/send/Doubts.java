package dev.selvedge.send;

import dev.selvedge.plan.Facet;
import java.time.Duration;
import java.time.Instant;

/// What is done about jobs of which it is not known whether the target has them. Immutable.
///
/// @param lookEvery how soon such a job is looked for, and again
/// @param importsFor how long before an import is taken for lost and sent again; until then no
///     newer state of its items leaves, which a late import could overwrite
/// @param enrolmentsFor how long before an enrolment that does not show is taken for not done; more
///     than the target may take to answer
/// @param importEndsWithin how long a running job may take before it is looked up
/// @param unsure what holds where looking gives no certainty
public record Doubts(
    Duration lookEvery,
    Duration importsFor,
    Duration enrolmentsFor,
    Duration importEndsWithin,
    Unsure unsure) {

  /// The choice for what cannot be repeated safely.
  public enum Unsure {
    /// rather not at all than twice
    AT_MOST_ONCE,
    /// rather twice than not at all
    AT_LEAST_ONCE
  }

  /// When to look for a job again: less and less often, so that many lost answers, or one in a long
  /// list, do not eat up what the target allows.
  public Instant lookAgain(Job job, Instant now) {
    Duration age = Duration.between(job.startedAt(), now);
    Duration third = age.dividedBy(3);
    return now.plus(third.compareTo(lookEvery) > 0 ? third : lookEvery);
  }

  /// How long before what does not show is taken for lost and sent again. A proof hurries nobody,
  /// and an import of some that runs late must not find them sent again.
  public Duration patience(Facet facet) {
    return switch (facet) {
      case CONTACT, ORDER, CONSENT, CHOICE, PRODUCT, CART, RECORD -> importsFor;
      case ENROLMENT -> enrolmentsFor;
      case PROOF -> importEndsWithin;
    };
  }

  /// Where an answer may take up to 125 seconds.
  public static Doubts standard() {
    return where(Duration.ofSeconds(125));
  }

  /// Times that follow from how long an answer may take: what has not shown in well over that time
  /// will not.
  public static Doubts where(Duration answerWithin) {
    return new Doubts(
        Duration.ofSeconds(5),
        answerWithin.multipliedBy(5).dividedBy(2),
        answerWithin.multipliedBy(3).dividedBy(2),
        Duration.ofHours(2),
        Unsure.AT_MOST_ONCE);
  }

  /// The same with another choice for what cannot be repeated safely.
  public Doubts withUnsure(Unsure other) {
    return new Doubts(lookEvery, importsFor, enrolmentsFor, importEndsWithin, other);
  }
}
