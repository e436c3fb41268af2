package dev.selvedge.sandbox.program;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// One enrolment call: contacts and lists sent into a program, and who was turned away.
///
/// Guarded by the account's lock.
public final class Enrolment {
  private final String id;
  private final int program;
  private final List<Long> contacts;
  private final List<Long> lists;
  private final Instant created;
  private final List<Fault> faults = new ArrayList<>();
  private final List<Integer> enrolled = new ArrayList<>();
  private boolean finished;

  public Enrolment(String id, int program, List<Long> contacts, List<Long> lists, Instant created) {
    this.id = id;
    this.program = program;
    this.contacts = List.copyOf(contacts);
    this.lists = List.copyOf(lists);
    this.created = created;
  }

  public String id() {
    return id;
  }

  public int program() {
    return program;
  }

  public List<Long> contacts() {
    return contacts;
  }

  public List<Long> lists() {
    return lists;
  }

  public Instant created() {
    return created;
  }

  public boolean finished() {
    return finished;
  }

  /// The contacts that really went in.
  public List<Integer> enrolled() {
    return Collections.unmodifiableList(enrolled);
  }

  public List<Fault> faults() {
    return Collections.unmodifiableList(faults);
  }

  void enrol(int contact) {
    enrolled.add(contact);
  }

  void turnAway(Fault fault) {
    faults.add(fault);
  }

  void finish() {
    finished = true;
  }

  /// A contact that was turned away.
  public record Fault(long contact, String email, String mobile, String reason) {}
}
