package dev.selvedge.store;

import dev.selvedge.IdSource;
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
import dev.selvedge.send.allowance.Allowances;
import dev.selvedge.store.audit.SqlAudits;
import dev.selvedge.store.audit.SqlSchemaFindings;
import dev.selvedge.store.audit.SqlSchemaMemories;
import dev.selvedge.store.inbox.SqlHints;
import dev.selvedge.store.inbox.SqlInbox;
import dev.selvedge.store.inbox.SqlParkedItems;
import dev.selvedge.store.person.SqlContributions;
import dev.selvedge.store.person.SqlFieldMemory;
import dev.selvedge.store.person.SqlFormerAddresses;
import dev.selvedge.store.person.SqlKnownSkus;
import dev.selvedge.store.person.SqlLedger;
import dev.selvedge.store.person.SqlLinks;
import dev.selvedge.store.person.SqlOrphans;
import dev.selvedge.store.person.SqlPeople;
import dev.selvedge.store.plan.SqlDeliveries;
import dev.selvedge.store.plan.SqlEnrolmentLists;
import dev.selvedge.store.plan.SqlFirings;
import dev.selvedge.store.plan.SqlReviews;
import dev.selvedge.store.plan.SqlRounds;
import dev.selvedge.store.privacy.SqlAuditLog;
import dev.selvedge.store.privacy.SqlErasures;
import dev.selvedge.store.privacy.SqlLeftovers;
import dev.selvedge.store.privacy.SqlTraces;
import dev.selvedge.store.send.SqlAllowances;
import dev.selvedge.store.send.SqlConditions;
import dev.selvedge.store.send.SqlHandovers;
import dev.selvedge.store.send.SqlJobs;
import dev.selvedge.store.send.SqlRuns;
import dev.selvedge.store.sql.Bodies;
import dev.selvedge.store.sql.Sql;
import dev.selvedge.store.sql.TargetLock;
import dev.selvedge.store.trail.SqlFlowMinutes;
import dev.selvedge.store.trail.SqlFlowReadings;
import dev.selvedge.store.trail.SqlTrail;
import dev.selvedge.store.watch.SqlAlarms;
import dev.selvedge.store.watch.SqlFreshness;
import dev.selvedge.store.watch.SqlNotices;
import dev.selvedge.store.watch.SqlOutcomeTotals;
import dev.selvedge.store.watch.SqlTallies;
import dev.selvedge.store.watch.SqlTraceContexts;
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
import dev.selvedge.work.Runs;
import dev.selvedge.work.Store;

/// All ports on one connection. Used by one thread at a time.
record SqlPorts(
    Inbox inbox,
    Hints hints,
    Contributions contributions,
    People people,
    FormerAddresses formerAddresses,
    FieldMemory fieldMemory,
    Links links,
    Orphans orphans,
    KnownSkus skus,
    Ledger ledger,
    Deliveries deliveries,
    Rounds rounds,
    EnrolmentLists enrolments,
    Firings firings,
    Reviews reviews,
    Jobs jobs,
    Handovers handovers,
    Allowances allowances,
    Conditions conditions,
    Runs runs,
    Trail trail,
    ParkedItems parked,
    FlowMinutes flowMinutes,
    FlowReadings flowReadings,
    Alarms alarms,
    Notices notices,
    FreshnessLog freshness,
    OutcomeTotals outcomes,
    Tallies tallies,
    TraceContexts traceContexts,
    Erasures erasures,
    Traces traces,
    Leftovers leftovers,
    AuditLog auditLog,
    Audits audits,
    SchemaMemories schemaMemories,
    SchemaFindings schemaFindings)
    implements Store.Ports {

  static SqlPorts on(Sql sql, Bodies bodies, Session.Kind kind) {
    IdSource ids = kind.ids();
    TargetLock lock = new TargetLock(sql, kind.dialect());
    return new SqlPorts(
        new SqlInbox(sql, bodies, ids),
        new SqlHints(sql, ids),
        new SqlContributions(sql),
        new SqlPeople(sql),
        new SqlFormerAddresses(sql),
        new SqlFieldMemory(sql),
        new SqlLinks(sql),
        new SqlOrphans(sql),
        new SqlKnownSkus(sql),
        new SqlLedger(sql),
        new SqlDeliveries(sql, kind.dialect(), kind.writes()),
        new SqlRounds(sql),
        new SqlEnrolmentLists(sql),
        new SqlFirings(sql, lock),
        new SqlReviews(sql),
        new SqlJobs(sql, bodies),
        new SqlHandovers(sql),
        new SqlAllowances(sql, lock),
        new SqlConditions(sql, lock),
        new SqlRuns(sql),
        new SqlTrail(sql, ids),
        new SqlParkedItems(sql),
        new SqlFlowMinutes(sql),
        new SqlFlowReadings(sql),
        new SqlAlarms(sql, kind.dialect(), kind.writes()),
        new SqlNotices(sql, ids),
        new SqlFreshness(sql),
        new SqlOutcomeTotals(sql),
        new SqlTallies(sql),
        new SqlTraceContexts(sql),
        new SqlErasures(sql, kind.marks()),
        new SqlTraces(sql, bodies),
        new SqlLeftovers(sql),
        new SqlAuditLog(sql, ids),
        new SqlAudits(sql),
        new SqlSchemaMemories(sql),
        new SqlSchemaFindings(sql));
  }
}
