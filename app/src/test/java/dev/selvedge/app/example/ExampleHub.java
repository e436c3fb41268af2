package dev.selvedge.app.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.CanonicalJson;
import dev.selvedge.SystemName;
import dev.selvedge.app.Wiring;
import dev.selvedge.app.cli.Backstage;
import dev.selvedge.app.config.Loaded;
import dev.selvedge.app.config.Project;
import dev.selvedge.app.config.ProjectLoader;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Feed;
import dev.selvedge.mapping.rule.MappingExamples;
import dev.selvedge.plan.Delivery;
import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.sandbox.SandboxServer;
import dev.selvedge.sandbox.program.Attendance;
import dev.selvedge.sandbox.traffic.CallEntry;
import dev.selvedge.testkit.Await;
import dev.selvedge.trail.ByHand;
import dev.selvedge.work.FeedState;
import dev.selvedge.work.Store;
import dev.selvedge.work.replay.ParkedActs;
import dev.selvedge.work.replay.ReplayParts;
import dev.selvedge.work.replay.Restarting;
import dev.selvedge.work.replay.Restarting.Restarted;
import dev.selvedge.yaml.Environment;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// A hub that runs a project's folder as `selvedge run` does, with a sandbox account at its other
/// end. Polls in its own time; [#catchUp] waits for it.
final class ExampleHub implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int CALLS_KEPT = 10_000;

  /// The contact that every sandbox account has from the start.
  private static final String ACCOUNT_OWNER = "demo@apiconnector.com";

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T.*Z");

  /// How far the hub's clock is ahead of the world's.
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  private final InstantSource clock = () -> Instant.now().plus(ahead.get());
  private final SandboxServer sandbox;
  private final Backstage.RunningHub hub;
  private final Wiring wiring;
  private final Project project;
  private final Duration allRead;

  /// The reading of opt-outs, as the sandbox counts calls.
  private static final String OPT_OUTS = "GET /v2/contacts/suppressed-since/{date}";

  private static final SystemName DOTDIGITAL = new SystemName("dotdigital");

  /// @param variables besides those of the sandbox's account
  /// @param allRead after so long everything in the sources has been looked at once more
  ExampleHub(Path folder, Map<String, String> variables, Duration allRead) {
    SandboxConfig account = SandboxConfig.unthrottled().callsKept(CALLS_KEPT, true);
    this.allRead = allRead;
    this.sandbox = SandboxServer.start(account);
    Map<String, String> all = new TreeMap<>(variables);
    all.put("DOTDIGITAL_ENDPOINT", sandbox.baseUrl());
    all.put("DOTDIGITAL_USER", account.user());
    all.put("DOTDIGITAL_PASSWORD", account.password());
    Environment environment = new Environment(all);
    this.wiring = new Wiring(environment, clock, new Random(7));
    this.project =
        switch (new ProjectLoader(environment, wiring.connectors(), clock).load(folder)) {
          case Loaded.Ready(Project ready) -> ready;
          case Loaded.Faulty faulty -> throw new AssertionError(faulty.problems().toString());
        };
    assertThat(MappingExamples.run(project.mappings())).isEmpty();
    assertThat(wiring.examineTarget(project)).allMatch(finding -> finding.healthy());
    for (Project.SourceSystem system : project.systems()) {
      try (var opened = system.plan().open()) {
        assertThat(opened.examine()).isNotEmpty().allMatch(finding -> finding.healthy());
      }
      for (Project.Told told : system.told()) {
        try (var target = told.plan().open()) {
          assertThat(target.examine()).isNotEmpty().allMatch(finding -> finding.healthy());
        }
      }
    }
    this.hub = wiring.start(project);
  }

  /// Where it listens.
  URI address() {
    return hub.dashboard();
  }

  Project project() {
    return project;
  }

  /// Does something with what is parked, as a command beside the running hub does.
  <T> T byHand(Function<ParkedActs, T> act) {
    ReplayParts parts = wiring.replays(project);
    try (Store _ = parts.store()) {
      return act.apply(new ParkedActs(parts));
    }
  }

  /// Has what a parked report tells of done once more, as a command does.
  Restarted restart(long number, boolean again, ByHand hand) {
    ReplayParts parts = wiring.replays(project);
    try (Store _ = parts.store();
        Connector.Opened system = project.systems().getFirst().plan().open()) {
      return new Restarting(parts, name -> system.restarter()).restart(number, again, hand);
    }
  }

  /// Waits until what was handed in has been passed on, or is parked.
  void settle() {
    Await.until("all deliveries", PATIENCE, this::atRest);
  }

  /// Has the hub's clock leap forward, as after a night.
  void advance(Duration time) {
    ahead.updateAndGet(before -> before.plus(time));
  }

  /// Waits until the hub has seen everything that is in the sources now and has passed it on.
  void catchUp() {
    readOn(clock.instant().plus(allRead), feed -> !feed.system().equals(DOTDIGITAL));
  }

  /// The same of what people decided at Dotdigital, which is read less often.
  void catchUpWithDotdigital() {
    readOn(clock.instant(), feed -> feed.system().equals(DOTDIGITAL));
    catchUp();
  }

  private void readOn(Instant due, Predicate<Feed> which) {
    Await.until(
        "a poll of every feed",
        PATIENCE,
        () -> read(which).values().stream().allMatch(due::isBefore));
    // A poll that was under way at that moment may have begun before it.
    Map<String, Instant> seen = read(which);
    Await.until(
        "another poll of every feed",
        PATIENCE,
        () ->
            read(which).entrySet().stream()
                .allMatch(at -> at.getValue().isAfter(seen.get(at.getKey()))));
    Await.until("all deliveries", PATIENCE, this::atRest);
    assertThat(hub.store().<Long>read(ports -> ports.parked().count())).isZero();
  }

  private Map<String, Instant> read(Predicate<Feed> which) {
    Map<String, Instant> read = new TreeMap<>();
    for (FeedState feed : hub.feeds()) {
      assertThat(feed.trouble()).isEmpty();
      if (which.test(feed.feed())) {
        read.put(feed.feed().toString(), feed.lastRead());
      }
    }
    assertThat(read).isNotEmpty();
    return read;
  }

  private boolean atRest() {
    return hub.store()
        .<Boolean>read(
            ports ->
                ports.inbox().backlog() == 0
                    && ports.deliveries().counts().stream()
                        .allMatch(count -> count.state() == Delivery.State.SETTLED));
  }

  /// Runs something, lets the hub catch up, and tells which calls changed the account meanwhile.
  List<String> writesAfter(Runnable change) {
    long before = sandbox.calls().total();
    change.run();
    catchUp();
    return sandbox.calls().last().stream()
        .filter(call -> call.number() > before && !call.method().equals("GET"))
        .map(ExampleHub::shown)
        .toList();
  }

  private static String shown(CallEntry call) {
    assertThat(call.status()).as("%s %s", call.method(), call.path()).isBetween(200, 299);
    return call.method() + " " + call.path().replaceFirst("\\?.*", "");
  }

  /// Does to a contact what its recipient would: see the sandbox.
  void act(String act, String email) {
    sandbox.act(act, email);
  }

  /// When Dotdigital was asked who opted out, oldest first.
  List<Instant> inwardPolls() {
    return sandbox.calls().instants(OPT_OUTS);
  }

  Store store() {
    return hub.store();
  }

  /// Where a system's webhooks go.
  URI hook(String system, String kind) {
    return hub.dashboard().resolve("/hook/" + system + "/" + kind);
  }

  JsonNode contact(String email) {
    return sandbox.inside().contact(email).orElseThrow(() -> new AssertionError("no " + email));
  }

  /// Every contact by its address: status, then data fields in the order of their names.
  Map<String, String> contacts() {
    Map<String, String> contacts = new TreeMap<>();
    sandbox
        .inside()
        .eachContact(
            contact -> {
              String email = contact.path("identifiers").path("email").asString("");
              if (!email.equals(ACCOUNT_OWNER)) {
                contacts.put(email, shown(contact));
              }
            });
    return contacts;
  }

  private static String shown(JsonNode contact) {
    Map<String, String> fields = new TreeMap<>();
    contact
        .path("dataFields")
        .properties()
        .forEach(field -> fields.put(field.getKey(), shown(field.getValue().asString(""))));
    // What the account notes by itself is no field of the project.
    fields.remove("LASTSUBSCRIBED");
    return contact.path("channelProperties").path("email").path("status").asString("")
        + " "
        + fields;
  }

  private static String shown(String value) {
    return DATE.matcher(value).matches() ? Instant.parse(value).toString() : value;
  }

  /// The order records of a contact by their keys, each as canonical JSON.
  Map<String, String> orders(String email) {
    long owner = contact(email).path("contactId").asLong();
    Map<String, String> orders = new TreeMap<>();
    for (JsonNode stored : sandbox.inside().records("Orders")) {
      if (stored.path("ownerContactId").asLong() == owner) {
        orders.put(stored.path("key").asString(), CanonicalJson.write(stored.path("json")));
      }
    }
    return orders;
  }

  /// The records of a collection that belong to a contact, if there is one, each as canonical JSON.
  List<String> records(String collection, String email) {
    long owner =
        sandbox.inside().contact(email).map(one -> one.path("contactId").asLong()).orElse(-1L);
    return sandbox.inside().records(collection).stream()
        .filter(stored -> stored.path("ownerContactId").asLong() == owner)
        .map(stored -> CanonicalJson.write(stored.path("json")))
        .toList();
  }

  /// How often somebody was sent to a program, and went in.
  Attendance attendance(int program, String email) {
    return sandbox.inside().attendance(program, email);
  }

  int orderCount() {
    return sandbox.inside().recordCount("Orders");
  }

  @Override
  public void close() {
    hub.close();
    sandbox.close();
  }
}
