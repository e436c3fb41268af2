package dev.selvedge.app.demo;

import dev.selvedge.Secret;
import dev.selvedge.app.cli.Backstage;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.console.Progress;
import dev.selvedge.app.config.Project;
import dev.selvedge.plan.Deliveries;
import dev.selvedge.plan.Delivery;
import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.sandbox.SandboxServer;
import dev.selvedge.sandbox.program.Program;
import dev.selvedge.sandbox.setting.Limits;
import dev.selvedge.sandbox.setting.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.node.JsonNodeFactory;

/// The demo from beginning to end: the customer database, the sandbox, the hub, the first sync,
/// then the shop's script. Confined to one thread.
final class Demo {
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final int ORDERS_PER_CUSTOMER_TENTHS = 6;
  private static final int TEN = 10;

  /// In an hour, as the demo's project has it: nobody who watches wants to wait for company.
  private static final int ENROLMENT_CALLS = 3600;

  private final Desk desk;
  private final Printer printer;
  private final Wishes wishes;
  private final boolean quiet;

  Demo(Desk desk, Printer printer, Wishes wishes, boolean quiet) {
    this.desk = desk;
    this.printer = printer;
    this.wishes = wishes;
    this.quiet = quiet;
  }

  /// What was asked for.
  ///
  /// @param live how long the shop is played after the first sync; ZERO until stopped
  /// @param json whether a script reads what is printed
  record Wishes(int customers, int port, Duration live, long seed, boolean json) {}

  void run(Path path) throws IOException {
    DemoFolder folder = new DemoFolder(path);
    folder.prepare();
    if (!Files.exists(folder.customerDatabase())) {
      makeCustomerDatabase(folder);
    }
    SandboxConfig config =
        SandboxConfig.defaults()
            .settings(
                Settings.defaults()
                    .withLimits(Limits.defaults().withEnrolmentCalls(ENROLMENT_CALLS)))
            .stateFile(folder.sandboxState());
    Secret password = desk.password();
    Secret shopSecret = desk.password();
    Secret hintSecret = desk.password();
    try (SandboxServer sandbox = SandboxServer.start(config)) {
      // The first beside those that it has, so that the project knows its number.
      sandbox.addProgram("Order confirmation", Program.Status.ACTIVE, false);
      folder.writeVariables(
          sandbox.baseUrl(), config.user(), config.password(), shopSecret, hintSecret);
      folder.addUser(password);
      Project project = desk.project(path).onPort(wishes.port());
      try (Backstage.RunningHub hub = desk.backstage().start(project)) {
        welcome(hub, sandbox, password);
        firstSync(hub, CustomerDatabase.size(folder.customerDatabase()));
        if (!desk.stop().isAsked()) {
          play(hub, sandbox, folder, new Keys(shopSecret, hintSecret));
        }
        printer.note("Stopping: finishing what is in hand …");
      }
    }
  }

  private void makeCustomerDatabase(DemoFolder folder) throws IOException {
    Progress progress = new Progress("Making the customer database", desk.terminal());
    Path unfinished = folder.path().resolve("data/crm.db.new");
    Files.deleteIfExists(unfinished);
    Instant now = desk.terminal().clock().instant();
    LocalDate today = LocalDate.ofInstant(now, desk.terminal().zone());
    int orders = Math.max(1, wishes.customers() * ORDERS_PER_CUSTOMER_TENTHS / TEN);
    TpcDs source = new TpcDs(wishes.customers(), orders, today);
    Tally tally = new Tally(wishes.customers() + 2L * orders, progress);
    try (CustomerDatabase database =
        CustomerDatabase.create(unfinished, new Random(wishes.seed()), now)) {
      source.shoppers(
          shopper -> {
            database.add(shopper);
            tally.one();
          });
      Map<Long, Retailer.Article> articles = source.articles();
      for (Retailer.Channel channel : Retailer.Channel.values()) {
        source.sales(
            channel,
            sale -> {
              database.add(sale, articles);
              tally.one();
            });
      }
    }
    tally.end();
    Files.move(unfinished, folder.customerDatabase());
  }

  /// Counts what is done.
  private final class Tally {
    private final long total;
    private final Progress progress;
    private long done;

    Tally(long total, Progress progress) {
      this.total = total;
      this.progress = progress;
    }

    void one() {
      done++;
      if (!quiet) {
        progress.show(Math.min(done, total - 1), total);
      }
    }

    void end() {
      if (!quiet) {
        progress.show(total, total);
      }
    }
  }

  private void welcome(Backstage.RunningHub hub, SandboxServer sandbox, Secret password) {
    if (wishes.json()) {
      printer.json(
          JsonNodeFactory.instance
              .objectNode()
              .put("dashboard", hub.dashboard().toString())
              .put("user", DemoFolder.USER)
              .put("password", password.reveal())
              .put("sandbox", sandbox.baseUrl()));
      return;
    }
    printer.line("Dashboard: " + hub.dashboard());
    printer.line("User:      " + DemoFolder.USER);
    printer.line("Password:  " + password.reveal());
    printer.note("The local Dotdigital it writes to: " + sandbox.baseUrl());
  }

  /// @param expected about how many contacts and orders there will be
  private void firstSync(Backstage.RunningHub hub, long expected) {
    Progress progress = new Progress("First sync to Dotdigital", desk.terminal());
    boolean done = false;
    while (!done && !desk.stop().await(LOOK_EVERY)) {
      Standing standing = standing(hub);
      done = standing.isDone();
      long all = standing.reading() ? Math.max(expected, standing.all()) : standing.all();
      if (!quiet) {
        progress.show(done ? all : Math.min(standing.settled(), all - 1), all);
      }
    }
    progress.end();
  }

  /// How far the first sync is.
  private record Standing(long settled, long all, boolean reading) {
    boolean isDone() {
      return !reading && settled == all;
    }
  }

  private static Standing standing(Backstage.RunningHub hub) {
    boolean unread =
        hub.feeds().stream()
            .anyMatch(feed -> feed.backfilling() || feed.lastRead().equals(Instant.EPOCH));
    return hub.store()
        .read(
            ports -> {
              List<Deliveries.Count> counts = ports.deliveries().counts();
              long all = counts.stream().mapToLong(Deliveries.Count::count).sum();
              long settled =
                  counts.stream()
                      .filter(count -> isAtRest(count.state()))
                      .mapToLong(Deliveries.Count::count)
                      .sum();
              long backlog = ports.inbox().backlog();
              return new Standing(settled, all + backlog, unread || backlog > 0);
            });
  }

  private static boolean isAtRest(Delivery.State state) {
    return switch (state) {
      case SETTLED, PARKED -> true;
      case WAITING, DUE, CLAIMED -> false;
    };
  }

  /// What the shop signs with, and what Dotdigital names itself by.
  private record Keys(Secret shop, Secret hint) {}

  private void play(Backstage.RunningHub hub, SandboxServer sandbox, DemoFolder folder, Keys keys)
      throws IOException {
    List<String> known =
        hub.store().read(ports -> ports.people().startingWith("a", 100)).stream()
            .map(person -> person.email())
            .toList();
    DemoScript script = new DemoScript(wishes.seed(), known);
    int before = folder.scriptPosition();
    Instant now = desk.terminal().clock().instant();
    for (int step = 0; step < before; step++) {
      script.next(now);
    }
    URI hooks = hub.dashboard().resolve("/hook/shop/");
    try (ShopFront shop = new ShopFront(hooks, keys.shop(), desk.terminal().clock());
        Farewell farewell = new Farewell(folder.customerDatabase(), sandbox, hub, keys.hint())) {
      LiveShow.World world =
          new LiveShow.World(
              new Weather(sandbox, wishes.seed()),
              farewell,
              new Opening(before),
              new Enrolled(hub.store()));
      new LiveShow(desk, printer, hub, world, quiet).play(script, shop, wishes.live());
    }
    folder.keepScriptPosition(script.steps());
  }
}
