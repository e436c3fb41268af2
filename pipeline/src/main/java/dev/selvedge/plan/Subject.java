package dev.selvedge.plan;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.automation.EnrolmentKey;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.Topic;
import java.util.Optional;

/// What a delivery is about: a facet and whose. For a contact the id is the person's number, for an
/// order its key, for an enrolment its rule and fact, for a proof what is proven, for a consent the
/// record that is told, for a choice the person's number and the topic, for an item its key.
/// Immutable.
public record Subject(Facet facet, String id) implements Comparable<Subject> {
  /// The contact of a person.
  public static Subject contact(PersonId person) {
    return new Subject(Facet.CONTACT, Long.toString(person.value()));
  }

  /// The record of an order.
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

  /// The consent as a record is told it.
  public static Subject consent(RecordRef told) {
    return new Subject(Facet.CONSENT, told.text());
  }

  /// What a person decided about a topic, as it is kept with their contact.
  public static Subject choice(PersonId person, Topic topic) {
    return new Subject(Facet.CHOICE, person.value() + "/" + topic.text());
  }

  /// The record of an item; a wish has none.
  public static Optional<Subject> item(ItemKey item) {
    return switch (item.kind()) {
      case PRODUCT -> Optional.of(new Subject(Facet.PRODUCT, item.value()));
      case CART -> Optional.of(new Subject(Facet.CART, item.value()));
      case RECORD -> Optional.of(new Subject(Facet.RECORD, item.value()));
      case WISH -> Optional.empty();
    };
  }

  /// By what it is known why an item changed, also a wish.
  public static Subject cause(ItemKey item) {
    return item(item).orElseGet(() -> new Subject(Facet.RECORD, "wish " + item.value()));
  }

  /// The item whose record it is; none for what belongs to people and orders.
  public Optional<ItemKey> itemKey() {
    return switch (facet) {
      case PRODUCT -> Optional.of(ItemKey.product(id));
      case CART -> Optional.of(ItemKey.cart(id));
      case RECORD -> Optional.of(new ItemKey(ItemKey.Kind.RECORD, id));
      case CONTACT, ORDER, ENROLMENT, PROOF, CONSENT, CHOICE -> Optional.empty();
    };
  }

  /// The order it is or speaks of; none for what belongs to a person alone.
  public Optional<OrderKey> orderKey() {
    return switch (facet) {
      case CONTACT, PROOF, CONSENT, CHOICE, PRODUCT, CART, RECORD -> Optional.empty();
      case ORDER -> Optional.of(new OrderKey(id));
      case ENROLMENT -> EnrolmentKey.parse(id).flatMap(EnrolmentKey::order);
    };
  }

  /// The person of a contact or choice subject.
  ///
  /// @throws IllegalStateException for any other facet
  public PersonId person() {
    return switch (facet) {
      case CONTACT -> new PersonId(Long.parseLong(id));
      case CHOICE -> new PersonId(Long.parseLong(id.substring(0, id.indexOf('/'))));
      case ORDER, ENROLMENT, PROOF, CONSENT, PRODUCT, CART, RECORD ->
          throw new IllegalStateException("not a person's: " + facet);
    };
  }

  /// The record of a consent subject.
  ///
  /// @throws IllegalStateException for any other facet
  public RecordRef told() {
    if (facet != Facet.CONSENT) {
      throw new IllegalStateException("not a consent: " + facet);
    }
    return RecordRef.parse(id);
  }

  /// The topic of a choice subject.
  ///
  /// @throws IllegalStateException for any other facet
  public Topic topic() {
    if (facet != Facet.CHOICE) {
      throw new IllegalStateException("not a choice: " + facet);
    }
    return Topic.parse(id.substring(id.indexOf('/') + 1));
  }

  /// By what the trail finds what happened to just this, where people ask for it: an enrolment is
  /// one of several that an order may start. Empty for all that is found by its person or order.
  public String inTrail() {
    return facet == Facet.ENROLMENT ? "automation/" + id : "";
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
