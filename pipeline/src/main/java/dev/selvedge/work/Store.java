package dev.selvedge.work;

import dev.selvedge.audit.Audits;
import dev.selvedge.audit.schema.SchemaFindings;
import dev.selvedge.audit.schema.SchemaMemories;
import dev.selvedge.automation.Firings;
import dev.selvedge.commerce.KnownSkus;
import dev.selvedge.commerce.Orphans;
import dev.selvedge.inbox.Hints;
import dev.selvedge.inbox.Inbox;
import dev.selvedge.person.Contributions;
import dev.selvedge.person.FieldMemory;
import dev.selvedge.person.FormerAddresses;
import dev.selvedge.person.Ledger;
import dev.selvedge.person.People;
import dev.selvedge.person.Records;
import dev.selvedge.person.identity.Links;
import dev.selvedge.plan.Deliveries;
import dev.selvedge.plan.EnrolmentLists;
import dev.selvedge.plan.due.Reviews;
import dev.selvedge.plan.due.Rounds;
import dev.selvedge.privacy.Erasures;
import dev.selvedge.privacy.Leftovers;
import dev.selvedge.privacy.Traces;
import dev.selvedge.send.Conditions;
import dev.selvedge.send.Handovers;
import dev.selvedge.send.Jobs;
import dev.selvedge.send.Registers;
import dev.selvedge.send.allowance.Allowances;
import dev.selvedge.trail.AuditLog;
import dev.selvedge.trail.ParkedItems;
import dev.selvedge.trail.Trail;
import dev.selvedge.watch.FlowMinutes;
import dev.selvedge.watch.FlowReadings;
import dev.selvedge.watch.OutcomeTotals;
import dev.selvedge.watch.alarm.Alarms;
import dev.selvedge.watch.alarm.Notices;
import dev.selvedge.watch.freshness.FreshnessLog;
import dev.selvedge.watch.report.Tallies;
import dev.selvedge.watch.trace.TraceContexts;
import java.util.function.Consumer;
import java.util.function.Function;

/// All ports in one transaction: the state change, its trail entry and the next stage's item are
/// stored together or not at all. Safe for use by many threads.
public interface Store extends AutoCloseable {
  /// Runs the work in one durable write transaction and returns when it is on disk. An exception
  /// rolls everything back and is thrown on. Writes are short: they hold up everyone else's. The
  /// work may run more than once, where the database broke it off before anything of it was
  /// stored: it changes nothing but through its ports.
  <T> T write(Function<Ports, T> work);

  /// [#write] for what somebody outside waits for, such as a webhook: it goes before all writes
  /// that wait, in the order of arrival among its like, but breaks into none that runs. It starves
  /// nobody: after a few of its like in a row one of the others has its turn.
  <T> T writeFirst(Function<Ports, T> work);

  /// [#write] for work that has no answer.
  default void change(Consumer<Ports> work) {
    write(
        ports -> {
          work.accept(ports);
          return ports;
        });
  }

  /// Runs queries on one consistent snapshot; writing in it is an error.
  <T> T read(Function<Ports, T> queries);

  /// Whether this process is the one that polls and resolves; several may take in and send. Where
  /// only one hub can have the store open, that is always this one. Tells how things stood a
  /// moment ago: what only the leader may store goes through [#lead]. False while the store
  /// cannot be asked.
  boolean leads();

  /// [#write] for what only the process that leads may store, such as who is who: the work runs
  /// while this process holds the lead, and the lead is held until it is on disk. Where another
  /// process leads by then, an exception says so and nothing is stored.
  <T> T lead(Function<Ports, T> work);

  /// Whether no other hub can have the store open. Commands may, for a moment.
  boolean isExclusive();

  /// Makes what was deleted unreadable on the disk, as far as this database lets us: what is
  /// deleted is overwritten at once, and what the log of the last transactions still holds goes
  /// now.
  ///
  /// @return whether nothing of it is left in the files; false where others are reading just now,
  ///     or where the database decides for itself when to overwrite
  boolean tidy();

  @Override
  void close();

  /// The ports, bound to the transaction at hand; not to be kept.
  interface Ports {
    Inbox inbox();

    Hints hints();

    Contributions contributions();

    People people();

    FormerAddresses formerAddresses();

    FieldMemory fieldMemory();

    /// Those the canonical record of a person is read through.
    default Records records() {
      return new Records(people(), contributions(), ledger(), formerAddresses(), fieldMemory());
    }

    Links links();

    Orphans orphans();

    KnownSkus skus();

    Ledger ledger();

    Deliveries deliveries();

    Rounds rounds();

    EnrolmentLists enrolments();

    Firings firings();

    Reviews reviews();

    Jobs jobs();

    Handovers handovers();

    Allowances allowances();

    Conditions conditions();

    Runs runs();

    Trail trail();

    ParkedItems parked();

    FlowMinutes flowMinutes();

    FlowReadings flowReadings();

    Alarms alarms();

    Notices notices();

    FreshnessLog freshness();

    OutcomeTotals outcomes();

    Tallies tallies();

    TraceContexts traceContexts();

    /// Those that senders write down what became of sent items in.
    default Registers registers() {
      return new Registers(trail(), parked(), ledger(), flowMinutes(), freshness(), outcomes());
    }

    Erasures erasures();

    Traces traces();

    Leftovers leftovers();

    AuditLog auditLog();

    Audits audits();

    SchemaMemories schemaMemories();

    SchemaFindings schemaFindings();
  }
}
