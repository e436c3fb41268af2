package dev.selvedge.audit;

import dev.selvedge.watch.Timetable;
import java.time.Duration;
import java.util.Optional;

/// When a project is audited, how, and what is mended then. Immutable.
///
/// @param when empty for never
/// @param keep how long what audits found is kept
public record AuditSchedule(
    Optional<Timetable> when, AuditOrder order, RepairPolicy repair, Duration keep) {}
