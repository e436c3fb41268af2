package dev.selvedge.plan;

import java.util.Set;

/// The sides of a person or order that a target keeps.
public enum Facet {
  CONTACT(true, true),
  ORDER(true, true),
  /// someone is started in an automation: once for one fact, or not at all
  ENROLMENT(false, false),
  /// the proof of an opt-in: each kept once, since a target only ever adds to them
  PROOF(false, true),
  /// what somebody decided, told to a record that can hold it; whoever holds it guards it against
  /// what is older
  CONSENT(true, true),
  /// what somebody decided about a list, a preference or SMS, kept with their contact: each by
  /// itself, so that one that is refused holds up nothing else
  CHOICE(true, true),
  /// a product of the catalogue, which is nobody's
  PRODUCT(true, true),
  /// a cart of somebody who is known
  CART(true, true),
  /// a record of a collection that the project declares, somebody's or nobody's
  RECORD(true, true);

  /// Records that are filed under a contact, and move with it; of those of the project's own the
  /// ones that are somebody's.
  public static final Set<Facet> FILED = Set.of(ORDER, CART, RECORD);

  private final boolean repeatable;
  private final boolean recognisable;

  Facet(boolean repeatable, boolean recognisable) {
    this.repeatable = repeatable;
    this.recognisable = recognisable;
  }

  /// Whether writing it twice leaves the target as writing it once does. Where not, a call whose
  /// answer was lost is looked up before anything is repeated.
  public boolean repeatable() {
    return repeatable;
  }

  /// Whether the target shows if it holds just this one. Where not, what became of a call is told
  /// by when it was made, so that all such calls are remembered.
  public boolean recognisable() {
    return recognisable;
  }
}
