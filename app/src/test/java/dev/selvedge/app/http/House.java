package dev.selvedge.app.http;

import dev.selvedge.Secret;
import dev.selvedge.SystemName;
import dev.selvedge.app.audit.SampleAudits;
import dev.selvedge.app.page.Display;
import dev.selvedge.app.page.SampleAlarms;
import dev.selvedge.app.page.SampleViews;
import dev.selvedge.app.page.Views;
import dev.selvedge.app.parked.SampleParked;
import dev.selvedge.app.report.SampleReports;
import dev.selvedge.app.security.Role;
import dev.selvedge.app.security.SecuritySettings;
import dev.selvedge.app.security.User;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.inbox.HintIntake;
import dev.selvedge.inbox.Intake;
import dev.selvedge.inbox.NoteIntake;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/// A running server with sample pages, two users and one webhook, on a clock that tests move.
/// Passwords are hashed weakly, so that tests are quick.
final class House implements AutoCloseable {
  static final String PASSWORD = "correct horse battery";
  private static final int WEAK = 4;
  static final Instant START = Instant.parse("2026-11-24T09:30:00Z");

  final HttpServer server;
  final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final Map<String, User> users = new HashMap<>();
  final SampleAudits audits = new SampleAudits(START);
  final SampleParked parked = new SampleParked(START);
  final SampleAlarms alarms = new SampleAlarms(START);
  private volatile String trouble = "";

  private House(HttpConfig config) {
    this.server = HttpServer.start(config);
    add("vera", Role.VIEWER);
    add("otto", Role.OPERATOR);
  }

  static House open() {
    return open(UnaryOperator.identity());
  }

  /// With some parts replaced.
  static House open(UnaryOperator<HttpParts> change) {
    House house = new House(HttpConfig.loopback(0));
    house.server.ready(change.apply(house.parts()));
    return house;
  }

  static House open(HttpConfig config, UnaryOperator<HttpParts> change) {
    House house = new House(config);
    house.server.ready(change.apply(house.parts()));
    return house;
  }

  static House starting() {
    return new House(HttpConfig.loopback(0));
  }

  void ready() {
    server.ready(parts());
  }

  HttpParts parts() {
    InstantSource clock = now::get;
    return new HttpParts(
        new HttpParts.Hooks(
            system -> Optional.empty(), records -> List.of(), records -> {}, notes -> {}),
        new HttpParts.Screens(
            new SampleViews(START),
            parked,
            alarms,
            audits,
            new SampleReports(START),
            HttpParts.Rooms.NONE,
            new Display(ZoneId.of("UTC"))),
        new HttpParts.Login(
            name -> Optional.ofNullable(users.get(name)), SecuritySettings.STANDARD),
        new HttpParts.Operations(
            meters,
            new Secret(""),
            () -> trouble.isEmpty() ? Optional.empty() : Optional.of(trouble)),
        clock);
  }

  static UnaryOperator<HttpParts> hooks(String system, WebhookSource source, Intake intake) {
    return hooks(system, source, intake, records -> {});
  }

  static UnaryOperator<HttpParts> hooks(
      String system, WebhookSource source, Intake intake, HintIntake hints) {
    return hooks(system, source, intake, hints, notes -> {});
  }

  static UnaryOperator<HttpParts> hooks(
      String system, WebhookSource source, Intake intake, HintIntake hints, NoteIntake notes) {
    return parts ->
        new HttpParts(
            new HttpParts.Hooks(
                name ->
                    name.equals(new SystemName(system)) ? Optional.of(source) : Optional.empty(),
                intake,
                hints,
                notes),
            parts.screens(),
            parts.login(),
            parts.operations(),
            parts.clock());
  }

  static UnaryOperator<HttpParts> views(Views views) {
    return parts ->
        new HttpParts(
            parts.hooks(),
            new HttpParts.Screens(
                views,
                parts.screens().parked(),
                parts.screens().alarms(),
                parts.screens().audits(),
                parts.screens().reports(),
                parts.screens().rooms(),
                parts.screens().display()),
            parts.login(),
            parts.operations(),
            parts.clock());
  }

  static UnaryOperator<HttpParts> rooms(HttpParts.Rooms rooms) {
    return parts ->
        new HttpParts(
            parts.hooks(),
            new HttpParts.Screens(
                parts.screens().views(),
                parts.screens().parked(),
                parts.screens().alarms(),
                parts.screens().audits(),
                parts.screens().reports(),
                rooms,
                parts.screens().display()),
            parts.login(),
            parts.operations(),
            parts.clock());
  }

  static UnaryOperator<HttpParts> metricsToken(String token) {
    return parts ->
        new HttpParts(
            parts.hooks(),
            parts.screens(),
            parts.login(),
            new HttpParts.Operations(
                parts.operations().meters(), new Secret(token), parts.operations().readiness()),
            parts.clock());
  }

  void add(String name, Role role) {
    String hash = new BCryptPasswordEncoder(WEAK).encode(PASSWORD);
    users.put(name, new User(name, hash == null ? "" : hash, role));
  }

  void remove(String name) {
    users.remove(name);
  }

  void trouble(String sentence) {
    trouble = sentence;
  }

  void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  Browser browser() {
    return new Browser(server.url());
  }

  @Override
  public void close() {
    server.close();
  }
}
