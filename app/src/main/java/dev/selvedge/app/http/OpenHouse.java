package dev.selvedge.app.http;

import dev.selvedge.app.security.Gate;

/// All that answers once the hub is up. Immutable.
record OpenHouse(
    Gate gate,
    HookEndpoint hooks,
    OperationsEndpoint operations,
    PageWriter writer,
    PageEndpoint pages,
    EventEndpoint events,
    ParkedEndpoint parked,
    AlarmEndpoint alarms,
    AuditEndpoint audits,
    ReportEndpoint reports,
    FindEndpoint find,
    ConnectionEndpoint connections,
    SchemaEndpoint schemas)
    implements AutoCloseable {
  @Override
  public void close() {
    events.close();
    gate.close();
  }
}
