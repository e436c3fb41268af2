package dev.selvedge.plan;

import dev.selvedge.PersonId;
import dev.selvedge.automation.EnrolmentKey;
import dev.selvedge.mapping.OrderKey;
import java.util.Optional;

/// What a delivery is about: a facet and whose. For a contact the id is the person's number, for an
/// order its key, for an enrolment its rule and fact, for a proof what is proven. Immutable.
public record Subject(Facet facet, String id) implements Comparable<Subject> {
  public static Subject contact(PersonId person) {
    return new Subject(Facet.CONTACT, Long.toString(person.value()));
  }

  public static Subject order(OrderKey order) {
    return new Subject(Facet.ORDER, order.value());
  }

  /// The enrolment for a fact.
  ///
  /// @param fact rule and fact as [EnrolmentKey#text] writes them, unique for ever
  public static Subject enrolment(String fact) {
    return new Subject(Facet.ENROLMENT, fact);
  }

  /// The proof of an opt-in.
  ///
  /// @param id of the proof, unique for ever
  public static Subject proof(String id) {
    return new Subject(Facet.PROOF, id);
  }

  /// The order it is or speaks of; none for a contact or a proof.
  public Optional<OrderKey> orderKey() {
    return switch (facet) {
      case CONTACT, PROOF -> Optional.empty();
      case ORDER -> Optional.of(new OrderKey(id));
      case ENROLMENT -> EnrolmentKey.parse(id).map(EnrolmentKey::order);
    };
  }

  /// The person of a contact subject.
  ///
  /// @throws IllegalStateException for any other facet
  public PersonId person() {
    if (facet != Facet.CONTACT) {
      throw new IllegalStateException("not a contact: " + facet);
    }
    return new PersonId(Long.parseLong(id));
  }

  @Override
  public int compareTo(Subject other) {
    int byFacet = facet.compareTo(other.facet);
    return byFacet != 0 ? byFacet : id.compareTo(other.id);
  }

  @Override
  public String toString() {
    return facet.name().toLowerCase(java.util.Locale.ROOT) + '/' + id;
  }
}
