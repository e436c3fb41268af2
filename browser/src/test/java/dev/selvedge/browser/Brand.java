package dev.selvedge.browser;

import dev.selvedge.Secret;
import dev.selvedge.app.Wiring;
import dev.selvedge.app.blueprint.Blueprint;
import dev.selvedge.app.blueprint.Blueprints;
import dev.selvedge.app.cli.Backstage;
import dev.selvedge.app.config.Loaded;
import dev.selvedge.app.config.Project;
import dev.selvedge.app.config.ProjectLoader;
import dev.selvedge.app.security.Role;
import dev.selvedge.app.security.UsersFile;
import dev.selvedge.plan.Delivery;
import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.sandbox.SandboxServer;
import dev.selvedge.sandbox.program.Program;
import dev.selvedge.sandbox.setting.Limits;
import dev.selvedge.sandbox.setting.Settings;
import dev.selvedge.testkit.Await;
import dev.selvedge.work.FeedState;
import dev.selvedge.yaml.Environment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/// The demo's brand with a hub that runs in this process: its customer database, its shop that
/// calls, a sandbox as its account, and a clock that can leap. Used by one thread.
final class Brand implements AutoCloseable {
  /// Who may do everything that people do on pages.
  static final String OPERATOR = "olivia";

  static final String PASSWORD = "a-password-of-tests";

  static final String ZONE = "Europe/London";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Secret SHOP_SECRET = new Secret("the shop's own secret");
  private static final String HINT_SECRET = "the account's own secret";

  /// As the demo's project says; in an hour.
  private static final int ENROLMENT_CALLS = 3600;

  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private final InstantSource clock = () -> Instant.now().plus(ahead.get());
  private final Path folder;
  private final SandboxServer account;
  private final Wiring wiring;
  private final Environment environment;
  private final CustomerDatabase customers;
  private final ShopCalls shop = new ShopCalls(SHOP_SECRET, clock);
  private Backstage.RunningHub hub;
  private final Instant began;
  private Instant started;

  private Brand(Path folder, Duration ahead, BiConsumer<CustomerDatabase, Instant> past)
      throws IOException {
    this.folder = folder;
    this.ahead.set(ahead);
    SandboxConfig config =
        SandboxConfig.defaults()
            .clock(clock)
            .settings(
                Settings.defaults()
                    .withLimits(Limits.defaults().withEnrolmentCalls(ENROLMENT_CALLS)));
    this.account = SandboxServer.start(config);
    // The first beside those that it has: the project knows its number.
    account.addProgram("Order confirmation", Program.Status.ACTIVE, false);
    this.environment =
        new Environment(
            Map.of(
                "DOTDIGITAL_ENDPOINT", account.baseUrl(),
                "DOTDIGITAL_USER", config.user(),
                "DOTDIGITAL_PASSWORD", config.password(),
                "SHOP_SECRET", SHOP_SECRET.reveal(),
                "DOTDIGITAL_HINT", HINT_SECRET));
    this.wiring = new Wiring(environment, clock, new Random(7));
    write(folder);
    this.customers = CustomerDatabase.create(folder.resolve("data/crm.db"));
    past.accept(customers, clock.instant());
    UsersFile.in(folder).addUser(OPERATOR, new Secret(PASSWORD), Role.OPERATOR);
    this.began = clock.instant();
    this.started = began;
    this.hub = wiring.start(project());
  }

  /// A brand whose hub has just begun to read.
  ///
  /// @param folder empty, for its project
  /// @param ahead how far its clock is ahead of the world's; negative when it is behind
  /// @param past fills the customer database, and is told what time it is
  static Brand open(Path folder, Duration ahead, BiConsumer<CustomerDatabase, Instant> past) {
    try {
      return new Brand(folder, ahead, past);
    } catch (IOException e) {
      throw new IllegalStateException("the brand's folder cannot be written", e);
    }
  }

  private static void write(Path folder) throws IOException {
    Blueprint demo =
        Blueprints.all().stream()
            .filter(blueprint -> blueprint.name().equals("demo-brand"))
            .findFirst()
            .orElseThrow();
    Files.createDirectories(folder.resolve("data"));
    for (Map.Entry<String, String> file : demo.files().entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    Path settings = folder.resolve(Blueprint.PROJECT);
    Files.writeString(
        settings,
        Files.readString(settings).replace("every: 10s", "every: 1d")
            + """
            alarms: { zone: %s }
            """
                .formatted(ZONE));
  }

  private Project project() {
    return switch (new ProjectLoader(environment, wiring.connectors(), clock).load(folder)) {
      case Loaded.Ready(Project ready) -> ready.onPort(0);
      case Loaded.Faulty faulty -> throw new AssertionError(faulty.problems().toString());
    };
  }

  /// The hub is stopped, the clock leaps, and it starts again.
  ///
  /// @param meanwhile what happens while it rests
  void rest(Duration newAhead, Runnable meanwhile) {
    hub.close();
    ahead.set(newAhead);
    meanwhile.run();
    started = clock.instant();
    hub = wiring.start(project());
  }

  /// Its clock leaps forward; nobody rests.
  void leap(Duration time) {
    ahead.updateAndGet(before -> before.plus(time));
  }

  URI dashboard() {
    return hub.dashboard();
  }

  /// When its hub ran first, by the clock of the brand.
  Instant began() {
    return began;
  }

  /// By the clock of the brand.
  Instant now() {
    return clock.instant();
  }

  SandboxServer account() {
    return account;
  }

  CustomerDatabase customers() {
    return customers;
  }

  /// The shop tells the hub something, and is told that it was accepted.
  void shopSays(String kind, JsonNode body) {
    int status = shop.send(hub.dashboard(), kind, body);
    if (status != 202) {
      throw new AssertionError("the hub answered the shop's " + kind + " with " + status);
    }
  }

  /// What the account holds of somebody; nothing where it knows nobody of that address.
  JsonNode contact(String email) {
    return account
        .inside()
        .contact(email)
        .orElseThrow(() -> new AssertionError("the account has no contact " + email));
  }

  /// A data field of somebody, as text.
  String field(String email, String name) {
    for (JsonNode field : contact(email).path("dataFields")) {
      if (field.path("key").asString("").equals(name)) {
        return field.path("value").asString("");
      }
    }
    return contact(email).path("dataFields").path(name).asString("");
  }

  /// The number of a person's page.
  String person(String email) {
    return hub.store().read(ports -> ports.people().startingWith(email, 1)).stream()
        .map(person -> person.id().toString())
        .findFirst()
        .orElseThrow();
  }

  /// The number of the newest parked item whose record is this.
  long parkedOf(String source) {
    return hub.store().read(ports -> ports.parked().newest("", 100, 0)).stream()
        .filter(parked -> parked.item().source().toString().equals(source))
        .mapToLong(parked -> parked.number())
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing of " + source + " is parked"));
  }

  /// Waits until the hub has read every feed since its start, and has worked through and passed on
  /// whatever it was told.
  void settle() {
    Await.until(
        "a reading of every feed",
        PATIENCE,
        () -> hub.feeds().stream().allMatch(feed -> isRead(feed, started)));
    Await.until("all deliveries", PATIENCE, this::isAtRest);
  }

  private static boolean isRead(FeedState feed, Instant after) {
    return !feed.backfilling() && feed.lastRead().isAfter(after);
  }

  private boolean isAtRest() {
    return hub.store()
        .<Boolean>read(
            ports ->
                ports.inbox().backlog() == 0
                    && ports.deliveries().counts().stream()
                        .allMatch(
                            count ->
                                List.of(Delivery.State.SETTLED, Delivery.State.PARKED)
                                    .contains(count.state())));
  }

  @Override
  public void close() {
    hub.close();
    shop.close();
    customers.close();
    account.close();
  }
}
