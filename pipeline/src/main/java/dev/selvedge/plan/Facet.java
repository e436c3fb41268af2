package dev.selvedge.plan;

/// The sides of a person or order that a target keeps.
public enum Facet {
  CONTACT(true),
  ORDER(true),
  /// someone is started in an automation: once for one fact, or not at all
  ENROLMENT(false);

  private final boolean repeatable;

  Facet(boolean repeatable) {
    this.repeatable = repeatable;
  }

  /// Whether writing it twice leaves the target as writing it once does. Where not, a call whose
  /// answer was lost is looked up before anything is repeated.
  public boolean repeatable() {
    return repeatable;
  }
}
