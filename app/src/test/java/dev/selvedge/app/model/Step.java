package dev.selvedge.app.model;

import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.sandbox.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// One thing that happens to a hub or around it. What it says does not depend on the steps before,
/// so that a story stays a story when steps are left out.
sealed interface Step {

  /// A system says how one of its records stands.
  ///
  /// @param email as the system writes it; empty for none
  /// @param owner the key of the customer an order belongs to; empty for none
  /// @param fields further members of the record, as JSON
  record Say(
      String ref,
      When changed,
      String email,
      String owner,
      Map<String, String> fields,
      Word word,
      boolean backfill)
      implements Step {}

  /// A system says that one of its records is gone.
  record Gone(String ref, When changed) implements Step {}

  /// A steward says that a record counts for whom another does; with no other: for nobody.
  record Together(String ref, Optional<String> other) implements Step {}

  /// A steward takes back what was decided about a record.
  record AsFound(String ref) implements Step {}

  /// Something that was said is said once more.
  record Again(int which) implements Step {}

  /// The hub works through what it was told.
  record Resolve() implements Step {}

  /// The hub sends what is due.
  record Send(int turns) implements Step {}

  record Pass(Duration time) implements Step {}

  /// Dotdigital will misbehave.
  record Fail(String method, String path, Fault fault, int times) implements Step {}

  /// Somebody who gets mail does something about it, or their provider.
  record Act(String address, String act) implements Step {}

  /// Somebody had left Dotdigital before the hub was there. Wherever it stands in a story, it
  /// happens before everything else.
  record Past(String address) implements Step {}

  /// The hub reads what was decided at Dotdigital; of so many decisions at most, the newest first
  /// when `backwards`.
  record Hear(int atMost, boolean backwards) implements Step {}

  /// The hub is stopped and started; when `crashed` without having closed anything.
  record Restart(boolean crashed) implements Step {}

  /// What a record says about consent.
  sealed interface Word {
    record None() implements Word {}

    /// A flag without a time.
    record Flag(Choice choice) implements Word {}

    record Stated(Choice choice, When at) implements Word {}
  }

  /// A time.
  ///
  /// @param fixed counted from the start of the story, else from now
  record When(boolean fixed, long seconds) {
    Instant at(Instant start, Instant now) {
      return (fixed ? start : now).plusSeconds(seconds);
    }
  }
}
