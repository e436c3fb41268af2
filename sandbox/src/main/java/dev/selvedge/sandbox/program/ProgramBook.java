package dev.selvedge.sandbox.program;

import dev.selvedge.sandbox.contact.Contact;
import dev.selvedge.sandbox.contact.Contacts;
import dev.selvedge.sandbox.contact.EmailStatus;
import dev.selvedge.sandbox.program.Program.Status;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The programs of the account, who is in them, and every enrolment call.
///
/// Guarded by the account's lock.
public final class ProgramBook {
  private static final long HOUR_MILLIS = 3_600_000;

  private final Map<Integer, Program> programs = new LinkedHashMap<>();
  private final Map<String, Enrolment> enrolments = new LinkedHashMap<>();
  private final Map<Integer, Set<Integer>> members = new LinkedHashMap<>();
  private int nextId = 11;

  public ProgramBook(Instant now) {
    add("Summer plans", Status.DRAFT, false, now);
    add("Order shipped", Status.ACTIVE, false, now);
    add("Winter sale", Status.DEACTIVATED, false, now);
    add("Imported journey", Status.READ_ONLY, false, now);
    add("Abandoned cart", Status.ACTIVE, false, now);
    add("Welcome", Status.ACTIVE, true, now);
    add("Back in stock", Status.ACTIVE, false, now);
  }

  public Program add(String name, Status status, boolean once, Instant now) {
    Program program = new Program(nextId++, name, status, once, now);
    programs.put(program.id(), program);
    return program;
  }

  public Collection<Program> all() {
    return Collections.unmodifiableCollection(programs.values());
  }

  public Optional<Program> find(long id) {
    return Optional.ofNullable(programs.get((int) id));
  }

  /// Notes an enrolment that will be carried out later.
  public Enrolment begin(
      String id, int program, List<Long> contacts, List<Long> lists, Instant now) {
    Enrolment enrolment = new Enrolment(id, program, contacts, lists, now);
    enrolments.put(id, enrolment);
    return enrolment;
  }

  /// Carries an enrolment out.
  public void finish(Enrolment enrolment, Contacts contacts) {
    for (long id : enrolment.contacts()) {
      Contact contact = contacts.book().byId(id);
      if (contact != null) {
        enrol(enrolment, contact);
      }
    }
    for (long list : enrolment.lists()) {
      for (Contact c = contacts.book().after(0); c != null; c = contacts.book().after(c.id())) {
        if (c.onList((int) list)) {
          enrol(enrolment, c);
        }
      }
    }
    enrolment.finish();
  }

  private void enrol(Enrolment enrolment, Contact contact) {
    Set<Integer> inside = members.computeIfAbsent(enrolment.program(), _ -> new LinkedHashSet<>());
    boolean once = find(enrolment.program()).map(Program::once).orElse(false);
    if (contact.emailStatus() == EmailStatus.UNSUBSCRIBED) {
      turnAway(enrolment, contact, "Unsubcribed");
    } else if (contact.emailStatus().suppressed()) {
      turnAway(enrolment, contact, "Suppressed");
    } else if (!inside.add(contact.id()) && once) {
      turnAway(enrolment, contact, "AlreadyInProgram");
    } else {
      enrolment.enrol(contact.id());
    }
  }

  private static void turnAway(Enrolment enrolment, Contact contact, String reason) {
    enrolment.turnAway(
        new Enrolment.Fault(
            contact.id(), contact.email().orElse(""), contact.mobile().orElse(""), reason));
  }

  public Optional<Enrolment> enrolment(String id) {
    return Optional.ofNullable(enrolments.get(id));
  }

  public Collection<Enrolment> enrolments() {
    return Collections.unmodifiableCollection(enrolments.values());
  }

  /// Enrolment calls of the last hour.
  public long callsInLastHour(Instant now) {
    long from = now.toEpochMilli() - HOUR_MILLIS;
    return enrolments.values().stream().filter(e -> e.created().toEpochMilli() > from).count();
  }
}
