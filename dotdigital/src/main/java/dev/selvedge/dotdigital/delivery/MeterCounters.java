package dev.selvedge.dotdigital.delivery;

import dev.selvedge.dotdigital.delivery.action.Counters;
import dev.selvedge.dotdigital.delivery.meter.Meter;
import dev.selvedge.dotdigital.delivery.meter.Operation;

/// The counters of actions' calls, as answers taught them.
record MeterCounters(Meter meter) implements Counters {
  @Override
  public String events() {
    return meter.takenFrom(Operation.EVENTS_TOLD);
  }

  @Override
  public String contacts() {
    return meter.takenFrom(Operation.CONTACT_WRITE);
  }

  @Override
  public String records() {
    return meter.takenFrom(Operation.INSIGHT_WRITE);
  }
}
