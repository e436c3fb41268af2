package dev.selvedge.work.audit;

import dev.selvedge.PersonId;
import dev.selvedge.audit.Gap;
import dev.selvedge.audit.Shown;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Subject;
import java.util.List;
import java.util.Optional;

/// One thing, compared. Immutable.
///
/// @param person whose it is; nobody's number for what is nobody's
/// @param remote the target's name of it
/// @param row how it stands with the hub; empty where it was never planned
/// @param want what it should be; empty where nobody knows of it
/// @param shown what is there; empty where nothing is
/// @param hasLeft whether the target does not mail them though it was told to, and not anew
record Judged(
    Subject subject,
    PersonId person,
    String remote,
    List<Gap> gaps,
    Optional<Delivery> row,
    Optional<Desired> want,
    Optional<Shown> shown,
    boolean hasLeft) {
  Judged {
    gaps = List.copyOf(gaps);
  }

  /// One of which that is not known, or which is nobody.
  Judged(
      Subject subject,
      PersonId person,
      String remote,
      List<Gap> gaps,
      Optional<Delivery> row,
      Optional<Desired> want,
      Optional<Shown> shown) {
    this(subject, person, remote, gaps, row, want, shown, false);
  }

  /// Whether it is as it should be.
  boolean isEven() {
    return gaps.isEmpty();
  }
}
