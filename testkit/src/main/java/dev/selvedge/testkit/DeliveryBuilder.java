package dev.selvedge.testkit;

import dev.selvedge.ContentHash;
import dev.selvedge.Lane;
import dev.selvedge.PersonId;
import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Feed;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.Topic;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.DueQueue;
import dev.selvedge.plan.Subject;
import java.time.Instant;

/// Builds deliveries; what a test does not name is the contact of person 1 at Dotdigital, due since
/// ten o'clock in the normal lane, in any company, without a deadline and never delivered.
public final class DeliveryBuilder {
  /// The target of deliveries of which a test does not name it.
  public static final SystemName TARGET = new SystemName("dotdigital");

  private SystemName target = TARGET;
  private Subject subject = Subject.contact(new PersonId(1));
  private PersonId person = new PersonId(1);
  private ContentHash desired = ContentHash.of("desired");
  private Delivered delivered = new Delivered.Never();
  private Delivery.State state = Delivery.State.DUE;
  private Lane lane = Lane.NORMAL;
  private Feed flow = new Feed(new SystemName("shop"), new RecordKind("customer"));
  private Instant changedAt = Instant.parse("2026-03-01T10:00:00Z");
  private Instant dueAt = Instant.parse("2026-03-01T10:00:00Z");
  private int attempts;
  private int together = DueQueue.ANY;
  private Instant notAfter = Delivery.NO_DEADLINE;

  private String channel = DueQueue.COMMON;

  private DeliveryBuilder() {}

  public static DeliveryBuilder aDelivery() {
    return new DeliveryBuilder();
  }

  public DeliveryBuilder at(String system) {
    target = new SystemName(system);
    return this;
  }

  public DeliveryBuilder contactOf(long personId) {
    person = new PersonId(personId);
    subject = Subject.contact(person);
    return this;
  }

  public DeliveryBuilder order(String key, long personId) {
    person = new PersonId(personId);
    subject = Subject.order(new OrderKey(key));
    return this;
  }

  public DeliveryBuilder subject(Subject about, long personId) {
    person = new PersonId(personId);
    subject = about;
    return this;
  }

  public DeliveryBuilder enrolment(String fact, long personId) {
    person = new PersonId(personId);
    subject = Subject.enrolment(fact);
    return this;
  }

  /// The proof of an opt-in.
  public DeliveryBuilder proof(String id, long personId) {
    person = new PersonId(personId);
    subject = Subject.proof(id);
    return this;
  }

  /// What a person decided about a topic.
  public DeliveryBuilder choice(long personId, Topic topic) {
    person = new PersonId(personId);
    subject = Subject.choice(person, topic);
    return this;
  }

  /// The hash of this text stands for the desired state.
  public DeliveryBuilder desiring(String what) {
    desired = ContentHash.of(what);
    return this;
  }

  /// The hash of this text stands for what the target acknowledged.
  public DeliveryBuilder delivered(String what, String remoteId, String address, Instant at) {
    delivered = new Delivered.Acknowledged(ContentHash.of(what), remoteId, address, at);
    return this;
  }

  public DeliveryBuilder state(Delivery.State next) {
    state = next;
    return this;
  }

  public DeliveryBuilder lane(Lane urgency) {
    lane = urgency;
    return this;
  }

  /// The feed that made it due, `system/kind`.
  public DeliveryBuilder flow(String system, String kind) {
    flow = new Feed(new SystemName(system), new RecordKind(kind));
    return this;
  }

  public DeliveryBuilder changedAt(Instant changed) {
    changedAt = changed;
    return this;
  }

  public DeliveryBuilder dueAt(Instant due) {
    dueAt = due;
    return this;
  }

  public DeliveryBuilder attempts(int count) {
    attempts = count;
    return this;
  }

  /// At most so many in one import.
  public DeliveryBuilder together(int atMost) {
    together = atMost;
    return this;
  }

  public DeliveryBuilder notAfter(Instant deadline) {
    notAfter = deadline;
    return this;
  }

  /// What it is done with.
  public DeliveryBuilder by(String ownChannel) {
    channel = ownChannel;
    return this;
  }

  public Delivery build() {
    return new Delivery(
        target, subject, person, desired, delivered, state, lane, flow, changedAt, dueAt, attempts,
        together, notAfter, channel);
  }
}
