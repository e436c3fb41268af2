package dev.selvedge.sandbox;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Router;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.control.OutageDesk;
import dev.selvedge.sandbox.fault.FaultScript;
import dev.selvedge.sandbox.fault.Outages;
import dev.selvedge.sandbox.http.Gate;
import dev.selvedge.sandbox.http.LogIn;
import dev.selvedge.sandbox.http.Operations;
import dev.selvedge.sandbox.http.WebServer;
import dev.selvedge.sandbox.journal.FileJournal;
import dev.selvedge.sandbox.journal.Journal;
import dev.selvedge.sandbox.json.Json;
import dev.selvedge.sandbox.program.Program;
import dev.selvedge.sandbox.setting.Settings;
import dev.selvedge.sandbox.stranger.Strangers;
import dev.selvedge.sandbox.time.MovableClock;
import dev.selvedge.sandbox.traffic.CallLog;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;

/// A running sandbox: a local Dotdigital on a loopback port, with a look inside for tests.
///
/// Safe for use by several threads.
public final class SandboxServer implements AutoCloseable {
  /// How long a server about to stop listening leaves its last caller for the answer.
  private static final long ANSWER_MILLIS = 100;

  private final Parts parts;
  private final Controls controls;
  private final Journal journal;
  private final WebServer web;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicReference<String> url = new AtomicReference<>("");

  private SandboxServer(SandboxConfig config) {
    parts = Parts.of(config);
    Account account = parts.account();
    List<Route> api = Api.routes(account, url::get);
    Router apiRouter = new Router(api);
    List<Route> lasting = new ArrayList<>(api);
    lasting.addAll(parts.acts());
    journal = openJournal(config, new Router(lasting));
    Operations operations = new Operations(account, apiRouter, journal);
    List<Route> desk = new ArrayList<>(parts.desk());
    desk.addAll(new OutageDesk(parts.outages(), this::stopListeningSoon).routes());
    desk.add(Route.of("POST", "/__sandbox/reset", Tier.UNLIMITED, _ -> startOver()));
    controls = new Controls(account, operations, parts.acts(), desk);
    Gate gate =
        new Gate(
            new Gate.Parts(
                new LogIn(config.user(), config.password()),
                account.allowance(),
                new Gate.Misfortune(parts.faults(), parts.outages()),
                apiRouter,
                operations,
                parts.log(),
                this::pause));
    web =
        WebServer.start(
            gate,
            controls::answer,
            parts.clock(),
            new WebServer.Binding(config.port(), account::settings));
    url.set("http://127.0.0.1:" + web.port());
  }

  /// Starts a sandbox; it answers as soon as this returns.
  public static SandboxServer start(SandboxConfig config) {
    return new SandboxServer(config);
  }

  private Journal openJournal(SandboxConfig config, Router lasting) {
    Operations replayer = new Operations(parts.account(), lasting, Journal.NONE);
    return config
        .stateFile()
        .<Journal>map(
            file ->
                FileJournal.open(
                    file,
                    entry -> {
                      replayer.replay(entry);
                      // The clock never shows less than what it showed when the file was written.
                      parts.clock().reach(entry.call().now());
                    }))
        .orElse(Journal.NONE);
  }

  /// Where clients find the account, without a slash at the end.
  public String baseUrl() {
    return url.get();
  }

  /// A look at contacts, records, enrolments and messages.
  public Inside inside() {
    return new Inside(parts.account(), parts.clock());
  }

  /// The calls so far: the last ones, exact counts by operation, tier, status and minute.
  public CallLog calls() {
    return parts.log();
  }

  /// The faults in force; rules may be added and removed at any time.
  public FaultScript faults() {
    return parts.faults();
  }

  /// Times in which no call works.
  public Outages outages() {
    return parts.outages();
  }

  /// Other integrations of the same account: what they spend and the import places they hold.
  public Strangers strangers() {
    return parts.strangers();
  }

  /// The sandbox's clock, which may be moved.
  public MovableClock clock() {
    return parts.clock();
  }

  public Settings settings() {
    return parts.account().settings();
  }

  /// Changes the settings that apply from now on.
  public void change(Settings settings) {
    parts.account().change(settings);
  }

  /// The names of all control endpoints.
  List<String> controls() {
    return controls.names();
  }

  /// Does to a contact what a recipient or marketer would: `unsubscribe`, `complain`, `bounce`,
  /// `confirm`, `resubscribe`, `delete` and the others of the control endpoints.
  public void act(String act, String email) {
    act(act, email, Json.object());
  }

  /// As the other, for acts that need to know more, such as `field` or `list-opt-out`.
  public void act(String act, String email, JsonNode details) {
    String who = URLEncoder.encode(email, StandardCharsets.UTF_8);
    perform("POST", "/__sandbox/contacts/" + who + "/" + act, details);
  }

  /// Adds a program and returns its id; `once` turns away who has been in it.
  public int addProgram(String name, Program.Status status, boolean once) {
    JsonNode wanted =
        Json.object().put("name", name).put("status", status.wire()).put("once", once);
    return perform("POST", "/__sandbox/programs", wanted).path("id").asInt();
  }

  /// Changes a program; `once` turns away who has been in it.
  public void changeProgram(int id, Program.Status status, boolean once) {
    JsonNode wanted = Json.object().put("status", status.wire()).put("once", once);
    perform("PATCH", "/__sandbox/programs/" + id, wanted);
  }

  private JsonNode perform(String method, String path, JsonNode body) {
    return controls.perform(method, path, body, parts.clock().instant());
  }

  /// Forgets everything: a fresh account, no faults, no outages, no strangers, no calls.
  public void reset() {
    parts.account().locked(parts.clock().instant(), this::startOver);
  }

  private Answer startOver() {
    parts.reset();
    journal.clear();
    return Answer.empty(204);
  }

  /// Stops listening: connections are dropped and new ones refused until `listenAgain`.
  public void stopListening() {
    web.stopListening();
  }

  /// Listens again, on the same port and with the account as it was.
  public void listenAgain() {
    web.listenAgain();
  }

  /// For a caller over HTTP, who wants to see the answer before the connection is dropped.
  private void stopListeningSoon(Duration howLong) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                pause(ANSWER_MILLIS);
                web.stopListening();
                pause(howLong.toMillis());
                web.listenAgain();
              } catch (InterruptedException e) {
                // the sandbox is being closed
                Thread.currentThread().interrupt();
              }
            });
  }

  /// Waits in real time, but not for a sandbox that is being closed.
  private void pause(long millis) throws InterruptedException {
    if (closing.await(millis, TimeUnit.MILLISECONDS)) {
      throw new InterruptedException("the sandbox is being closed");
    }
  }

  @Override
  public void close() {
    closing.countDown();
    web.close();
    if (journal instanceof FileJournal file) {
      file.close();
    }
  }
}
