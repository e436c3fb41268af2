package dev.selvedge.sandbox.program;

import dev.selvedge.sandbox.contact.Contact;
import dev.selvedge.sandbox.contact.Contacts;
import dev.selvedge.sandbox.contact.EmailStatus;
import dev.selvedge.sandbox.job.ItemFate;
import dev.selvedge.sandbox.job.JobFate;
import dev.selvedge.sandbox.program.Program.Status;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The programs of the account, who is in them and how often, and every enrolment call.
///
/// Guarded by the account's lock.
public final class ProgramBook {
  private static final long HOUR_MILLIS = 3_600_000;

  private final Map<Integer, Program> programs = new LinkedHashMap<>();
  private final Map<String, Enrolment> enrolments = new LinkedHashMap<>();
  private final Map<Integer, Map<Integer, Attendance>> attendances = new LinkedHashMap<>();
  private final Deque<Long> lastHour = new ArrayDeque<>();
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

  /// Changes a program, as a marketer does in the app.
  public Program change(Program program, Status status, boolean once) {
    Program changed = new Program(program.id(), program.name(), status, once, program.created());
    programs.put(changed.id(), changed);
    return changed;
  }

  public Collection<Program> all() {
    return Collections.unmodifiableCollection(programs.values());
  }

  public Optional<Program> find(long id) {
    return Optional.ofNullable(programs.get((int) id));
  }

  /// Notes an enrolment that will be carried out later.
  public void begin(Enrolment enrolment) {
    enrolments.put(enrolment.id(), enrolment);
    lastHour.add(enrolment.created().toEpochMilli());
  }

  /// Carries an enrolment out.
  public void finish(Enrolment enrolment, Contacts contacts, JobFate fate) {
    for (long id : enrolment.contacts()) {
      Contact contact = contacts.book().byId(id);
      if (contact != null) {
        enrol(enrolment, contact, fate);
      }
    }
    for (long list : enrolment.lists()) {
      for (Contact c = contacts.book().after(0); c != null; c = contacts.book().after(c.id())) {
        if (c.onList((int) list)) {
          enrol(enrolment, c, fate);
        }
      }
    }
    enrolment.finish();
  }

  private void enrol(Enrolment enrolment, Contact contact, JobFate fate) {
    Attendance attendance =
        attendances
            .computeIfAbsent(enrolment.program(), _ -> new LinkedHashMap<>())
            .getOrDefault(contact.id(), Attendance.NEVER);
    ItemFate item = fateOf(contact, fate);
    String reason = item.refused() ? item.code() : reasonAgainst(enrolment, contact, attendance);
    boolean enters = reason.isEmpty() && item.written();
    if (enters) {
      enrolment.enrol(contact.id());
    } else if (!reason.isEmpty()) {
      turnAway(enrolment, contact, reason);
    }
    note(enrolment.program(), contact, attendance.again(enters));
  }

  private static ItemFate fateOf(Contact contact, JobFate fate) {
    ItemFate byId = fate.item(Integer.toString(contact.id()));
    return byId.equals(ItemFate.ORDINARY) ? fate.item(contact.email().orElse("")) : byId;
  }

  /// Why a contact is not let in; empty for no reason. The misspelling is the vendor's.
  private String reasonAgainst(Enrolment enrolment, Contact contact, Attendance attendance) {
    if (contact.binned()) {
      return "Deleted";
    }
    if (contact.emailStatus() == EmailStatus.UNSUBSCRIBED) {
      return "Unsubcribed";
    }
    if (contact.emailStatus().suppressed()) {
      return "Suppressed";
    }
    boolean once = find(enrolment.program()).map(Program::once).orElse(false);
    return once && attendance.entered() > 0 ? "AlreadyInProgram" : "";
  }

  private void note(int program, Contact contact, Attendance attendance) {
    attendances.computeIfAbsent(program, _ -> new LinkedHashMap<>()).put(contact.id(), attendance);
  }

  private static void turnAway(Enrolment enrolment, Contact contact, String reason) {
    enrolment.turnAway(
        new Enrolment.Fault(
            contact.id(), contact.email().orElse(""), contact.mobile().orElse(""), reason));
  }

  /// How often each contact was sent to a program and went into it, by contact id.
  public Map<Integer, Attendance> attendances(int program) {
    return Collections.unmodifiableMap(attendances.getOrDefault(program, Map.of()));
  }

  public Optional<Enrolment> enrolment(String id) {
    return Optional.ofNullable(enrolments.get(id));
  }

  public Collection<Enrolment> enrolments() {
    return Collections.unmodifiableCollection(enrolments.values());
  }

  /// Accepted enrolment calls of the last hour.
  public int callsInLastHour(Instant now) {
    long from = now.toEpochMilli() - HOUR_MILLIS;
    while (!lastHour.isEmpty() && lastHour.peek() <= from) {
      lastHour.remove();
    }
    return lastHour.size();
  }
}
