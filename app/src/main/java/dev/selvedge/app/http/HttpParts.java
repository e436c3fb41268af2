package dev.selvedge.app.http;

import dev.selvedge.Secret;
import dev.selvedge.SystemName;
import dev.selvedge.app.allowance.AllowanceDesk;
import dev.selvedge.app.allowance.AllowancePage;
import dev.selvedge.app.audit.AuditDesk;
import dev.selvedge.app.connection.ConnectionDesk;
import dev.selvedge.app.order.OrderDesk;
import dev.selvedge.app.page.Display;
import dev.selvedge.app.page.Views;
import dev.selvedge.app.parked.ParkedRoom;
import dev.selvedge.app.report.ReportDesk;
import dev.selvedge.app.schema.SchemaDesk;
import dev.selvedge.app.schema.SchemaPage;
import dev.selvedge.app.search.Found;
import dev.selvedge.app.search.SearchDesk;
import dev.selvedge.app.security.SecuritySettings;
import dev.selvedge.app.security.UserBook;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.inbox.HintIntake;
import dev.selvedge.inbox.Intake;
import dev.selvedge.inbox.NoteIntake;
import dev.selvedge.watch.trace.Tracer;
import dev.selvedge.work.alarm.AlarmActs;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What the server needs of the hub; known once the hub is up. Immutable.
public record HttpParts(
    Hooks hooks, Screens screens, Login login, Operations operations, InstantSource clock) {

  /// Where webhooks go: with records, with hints that records changed, with notes for people.
  ///
  /// @param tracer where their spans begin
  public record Hooks(
      Function<SystemName, Optional<WebhookSource>> sources,
      Intake intake,
      HintIntake hints,
      NoteIntake notes,
      Tracer tracer) {
    /// Nobody follows what comes in.
    public Hooks(
        Function<SystemName, Optional<WebhookSource>> sources,
        Intake intake,
        HintIntake hints,
        NoteIntake notes) {
      this(sources, intake, hints, notes, Tracer.OFF);
    }
  }

  /// What people see, and how times and numbers are written for them.
  ///
  /// @param parked where they take care of what is parked
  /// @param alarms what they do about alarms
  /// @param audits where they look at audits and take care of what those found
  /// @param reports where they look at reports
  /// @param rooms where they find things, and see how others are reached
  public record Screens(
      Views views,
      ParkedRoom parked,
      AlarmActs alarms,
      AuditDesk audits,
      ReportDesk reports,
      Rooms rooms,
      Display display) {}

  /// Where people find things, and see how others are reached.
  public record Rooms(
      SearchDesk search,
      OrderDesk orders,
      ConnectionDesk connections,
      AllowanceDesk allowance,
      SchemaDesk schemas) {
    /// In which nothing is found.
    public static final Rooms NONE =
        new Rooms(
            sought -> new Found(sought, List.of(), true, false),
            order -> Optional.empty(),
            ConnectionDesk.none(),
            () -> new AllowancePage(List.of()),
            page ->
                new SchemaPage(Optional.empty(), List.of(), 0, List.of(), List.of(), page, false));
  }

  /// Who may come in.
  public record Login(UserBook users, SecuritySettings settings) {}

  /// What operators' machines ask for.
  ///
  /// @param meters what `/metrics` shows
  /// @param metricsToken the bearer token for `/metrics`; empty: this machine only
  /// @param readiness whether the hub can do its work
  public record Operations(
      PrometheusMeterRegistry meters, Secret metricsToken, Readiness readiness) {}

  /// Whether the hub can do its work. Called by many threads; must be quick.
  @FunctionalInterface
  public interface Readiness {
    /// What stands in the way, as a sentence without names or addresses; empty when all is well.
    Optional<String> trouble();
  }
}
