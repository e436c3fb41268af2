package dev.selvedge.send;

import dev.selvedge.person.Ledger;
import dev.selvedge.trail.ParkedItems;
import dev.selvedge.trail.Trail;
import dev.selvedge.watch.FlowMinutes;
import dev.selvedge.watch.OutcomeTotals;
import dev.selvedge.watch.freshness.FreshnessLog;

/// Where it is written down what became of sent items. Confined to one transaction.
public record Registers(
    Trail trail,
    ParkedItems parked,
    Ledger ledger,
    FlowMinutes flowMinutes,
    FreshnessLog freshness,
    OutcomeTotals outcomes) {}
