package dev.selvedge.app.promise;

import dev.selvedge.app.Wiring;
import dev.selvedge.app.cli.Backstage;
import dev.selvedge.app.cli.CommandTree;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.StopSignal;
import dev.selvedge.app.cli.audit.AuditCommand;
import dev.selvedge.app.cli.automation.AutomationsCommand;
import dev.selvedge.app.cli.console.Terminal;
import dev.selvedge.app.cli.order.OrdersCommand;
import dev.selvedge.app.cli.parked.ParkedCommand;
import dev.selvedge.app.cli.person.PersonCommand;
import dev.selvedge.app.cli.subject.AuditLogCommand;
import dev.selvedge.inbox.FreeSpace;
import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.sandbox.SandboxServer;
import dev.selvedge.yaml.Environment;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/// A brand whose hub runs in this process: its shop calls, its customer database is written to,
/// its account is a sandbox. Used by one thread.
final class RunningBrand implements AutoCloseable {
  private static final String TABLE =
      "create table customer (customer_no text primary key, email text, last_name text,"
          + " city text, updated_at text not null)";

  final BrandFolder folder;
  final SandboxServer account;
  Backstage.RunningHub hub;
  private final InstantSource clock = InstantSource.system();
  private final Wiring wiring;
  private final ShopCalls calls = new ShopCalls();

  RunningBrand(Path path) {
    this(path, () -> Long.MAX_VALUE);
  }

  /// @param space what its disk says of itself
  RunningBrand(Path path, FreeSpace space) {
    this(path, space, settings -> settings);
  }

  /// @param settings makes of the usual `selvedge.yaml` another
  RunningBrand(Path path, UnaryOperator<String> settings) {
    this(path, () -> Long.MAX_VALUE, settings);
  }

  private RunningBrand(Path path, FreeSpace space, UnaryOperator<String> settings) {
    this.wiring = new Wiring(new Environment(Map.of()), clock, new Random(7), file -> space);
    this.account = SandboxServer.start(SandboxConfig.unthrottled());
    this.folder = BrandFolder.write(path, account.baseUrl());
    folder.change("selvedge.yaml", settings);
    writeToDatabase(TABLE);
    this.hub = start();
  }

  private Backstage.RunningHub start() {
    return wiring.start(desk(terminal(System.out, System.err)).project(folder.path()));
  }

  /// Stops the hub and starts it again, with the files of the project as they are by then.
  void restart() {
    hub.close();
    hub = start();
  }

  /// What a command answered.
  record Answer(int exit, String out, String err) {}

  /// Runs a command line as `selvedge` does.
  Answer selvedge(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    Desk desk = desk(terminal);
    int exit =
        CommandTree.finish(
                CommandTree.of(desk)
                    .addSubcommand(ParkedCommand.tree(desk))
                    .addSubcommand(OrdersCommand.tree(desk))
                    .addSubcommand(AutomationsCommand.tree(desk))
                    .addSubcommand(PersonCommand.tree(desk))
                    .addSubcommand(AuditCommand.tree(desk))
                    .addSubcommand(AuditLogCommand.of(desk)),
                terminal)
            .execute(arguments);
    return new Answer(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Desk desk(Terminal terminal) {
    return new Desk(wiring, terminal, new StopSignal(), new Random(7));
  }

  private Terminal terminal(PrintStream out, PrintStream err) {
    return new Terminal(out, err, false, false, clock, ZoneOffset.UTC);
  }

  HttpResponse<String> call(String kind, String body) {
    return calls.send(hub.dashboard(), kind, body);
  }

  HttpResponse<String> callSignedWith(String secret, String kind, String body) {
    return calls.send(hub.dashboard(), kind, body, secret);
  }

  /// @param traceparent the header of that name
  HttpResponse<String> callFollowed(String traceparent, String kind, String body) {
    return calls.send(
        hub.dashboard(), kind, body, BrandFolder.SECRET, Map.of("traceparent", traceparent));
  }

  HttpResponse<String> get(String path) {
    return calls.get(hub.dashboard().resolve(path));
  }

  void writeToDatabase(String sql) {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.customerDatabase());
        Statement statement = connection.createStatement()) {
      statement.execute("pragma busy_timeout = 10000");
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  String now() {
    return clock.instant().toString();
  }

  @Override
  public void close() {
    hub.close();
    calls.close();
    account.close();
  }
}
