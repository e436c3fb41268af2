package dev.selvedge.sandbox;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Query;
import dev.selvedge.sandbox.call.Refused;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Router;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.control.Acts;
import dev.selvedge.sandbox.control.Desk;
import dev.selvedge.sandbox.control.OutageDesk;
import dev.selvedge.sandbox.control.ProgramActs;
import dev.selvedge.sandbox.control.StrangerDesk;
import dev.selvedge.sandbox.fault.FaultScript;
import dev.selvedge.sandbox.fault.Outages;
import dev.selvedge.sandbox.http.Gate;
import dev.selvedge.sandbox.http.LogIn;
import dev.selvedge.sandbox.http.Operations;
import dev.selvedge.sandbox.http.WebServer;
import dev.selvedge.sandbox.job.JobFate;
import dev.selvedge.sandbox.journal.FileJournal;
import dev.selvedge.sandbox.journal.Journal;
import dev.selvedge.sandbox.json.Json;
import dev.selvedge.sandbox.page.ContactPages;
import dev.selvedge.sandbox.page.DeskPages;
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

  private final Account account;
  private final MovableClock clock;
  private final FaultScript faults;
  private final Outages outages;
  private final Strangers strangers;
  private final CallLog log;
  private final Operations operations;
  private final Router acts;
  private final Router desk;
  private final Journal journal;
  private final WebServer web;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicReference<String> url = new AtomicReference<>("");

  private SandboxServer(SandboxConfig config) {
    clock = new MovableClock(config.clock());
    account = new Account(config.settings(), clock.instant());
    strangers = new Strangers(account, clock);
    outages = new Outages(clock);
    faults = new FaultScript(config.seed());
    config.faults().forEach(faults::add);
    log = new CallLog(config.callsKept(), config.bodiesKept());

    List<Route> api = new ArrayList<>(Api.routes(account, url::get));
    List<Route> actRoutes = new ArrayList<>(new Acts(account, clock).routes());
    actRoutes.addAll(new ProgramActs(account).routes());
    Router apiRouter = new Router(api);
    acts = new Router(actRoutes);
    List<Route> lasting = new ArrayList<>(api);
    lasting.addAll(actRoutes);
    journal = openJournal(config, new Router(lasting));
    operations = new Operations(account, apiRouter, journal);
    desk = new Router(deskRoutes());
    Gate gate =
        new Gate(
            new Gate.Parts(
                new LogIn(config.user(), config.password()),
                account.allowance(),
                new Gate.Misfortune(faults, outages),
                apiRouter,
                operations,
                log,
                this::pause));
    web =
        WebServer.start(
            gate,
            this::answerAtDesk,
            clock,
            new WebServer.Binding(config.port(), account::settings));
    url.set("http://127.0.0.1:" + web.port());
  }

  /// Starts a sandbox; it answers as soon as this returns.
  public static SandboxServer start(SandboxConfig config) {
    return new SandboxServer(config);
  }

  private Journal openJournal(SandboxConfig config, Router lasting) {
    Operations replayer = new Operations(account, lasting, Journal.NONE);
    return config
        .stateFile()
        .<Journal>map(
            file ->
                FileJournal.open(
                    file,
                    entry -> {
                      replayer.replay(entry);
                      // The clock never shows less than what it showed when the file was written.
                      clock.reach(entry.call().now());
                    }))
        .orElse(Journal.NONE);
  }

  private List<Route> deskRoutes() {
    List<Route> routes = new ArrayList<>(new Desk(account, faults, log, clock).routes());
    routes.addAll(new OutageDesk(outages, this::stopListeningSoon).routes());
    routes.addAll(new StrangerDesk(account, strangers, clock).routes());
    routes.addAll(new ContactPages(account).routes());
    routes.addAll(new DeskPages(account, faults, log).routes());
    routes.add(Route.of("POST", "/__sandbox/reset", Tier.UNLIMITED, _ -> startOver()));
    return routes;
  }

  private Answer answerAtDesk(Call call) {
    return acts.find(call)
        .map(operations::perform)
        .or(() -> desk.find(call).map(this::perform))
        .orElseGet(
            () -> Answer.json(404, Json.object().put("error", "There is nothing at this path")));
  }

  private Answer perform(Router.Match match) {
    try {
      return account.locked(match.call().now(), match.route().handler().prepare(match.call()));
    } catch (Refused refused) {
      return refused.answer();
    }
  }

  private Answer startOver() {
    account.reset(clock.instant());
    journal.clear();
    faults.clear();
    outages.lift();
    log.clear();
    return Answer.empty(204);
  }

  /// Where clients find the account, without a slash at the end.
  public String baseUrl() {
    return url.get();
  }

  /// A look at contacts, records, enrolments and messages.
  public Inside inside() {
    return new Inside(account, clock);
  }

  /// The calls so far: the last ones, exact counts, unknown ones.
  public CallLog calls() {
    return log;
  }

  /// The faults in force; rules may be added and removed at any time.
  public FaultScript faults() {
    return faults;
  }

  /// Times in which no call works.
  public Outages outages() {
    return outages;
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

  /// Other integrations of the same account: what they spend and the import places they hold.
  public Strangers strangers() {
    return strangers;
  }

  /// The sandbox's clock, which may be moved.
  public MovableClock clock() {
    return clock;
  }

  public Settings settings() {
    return account.settings();
  }

  /// Changes the settings that apply from now on.
  public void change(Settings settings) {
    account.change(settings);
  }

  /// Does to a contact what a recipient or marketer would: `unsubscribe`, `complain`, `bounce`,
  /// `confirm`, `resubscribe`, `delete` and the others of the control endpoints.
  public void act(String act, String email) {
    act(act, email, Json.object());
  }

  /// As the other, for acts that need to know more, such as `field` or `list-opt-out`.
  public void act(String act, String email, JsonNode details) {
    String who = URLEncoder.encode(email, StandardCharsets.UTF_8);
    control("POST", "/__sandbox/contacts/" + who + "/" + act, details);
  }

  /// Adds a program and returns its id; `once` turns away who has been in it.
  public int addProgram(String name, Program.Status status, boolean once) {
    JsonNode wanted =
        Json.object().put("name", name).put("status", status.wire()).put("once", once);
    return control("POST", "/__sandbox/programs", wanted).path("id").asInt();
  }

  /// Changes a program; `once` turns away who has been in it.
  public void changeProgram(int id, Program.Status status, boolean once) {
    JsonNode wanted = Json.object().put("status", status.wire()).put("once", once);
    control("PATCH", "/__sandbox/programs/" + id, wanted);
  }

  private JsonNode control(String method, String path, JsonNode body) {
    Answer answer =
        answerAtDesk(
            new Call(
                new Call.Target(method, path, Query.parse("")),
                Json.MAPPER.writeValueAsBytes(body),
                "application/json",
                new Call.Moment(clock.instant(), JobFate.ORDINARY)));
    if (!answer.success()) {
      throw new IllegalArgumentException(
          method
              + " "
              + path.substring(path.lastIndexOf('/'))
              + " was refused: "
              + answer.status());
    }
    return Json.MAPPER.readTree(answer.bytes());
  }

  /// Forgets everything: a fresh account, no faults, no calls.
  public void reset() {
    account.locked(clock.instant(), this::startOver);
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
