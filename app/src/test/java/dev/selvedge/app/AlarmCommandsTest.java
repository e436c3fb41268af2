package dev.selvedge.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.watch.alarm.Alarm;
import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.AlarmPolicy;
import dev.selvedge.watch.alarm.Check;
import dev.selvedge.watch.alarm.Finding;
import dev.selvedge.watch.alarm.Severity;
import dev.selvedge.work.Store;
import dev.selvedge.work.alarm.AlarmStep;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `selvedge alarms` and `selvedge alert` on a store without a hub.
@SuppressWarnings("NullAway.Init")
class AlarmCommandsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir private Path temp;
  private final SettableClock clock = new SettableClock(NOON);
  private final AtomicInteger calls = new AtomicInteger();
  private Path project;
  private HttpServer receiver;

  @BeforeEach
  void begin() throws IOException {
    project = temp.resolve("my-brand");
    assertThat(CommandRun.of(clock, "init", project.toString()).exitCode()).isZero();
    Files.createDirectories(project.resolve("data"));
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            calls.incrementAndGet();
            boolean good = exchange.getRequestURI().getPath().equals("/good");
            exchange.sendResponseHeaders(good ? 200 : 404, -1);
          }
        });
    receiver.start();
    String at = "http://127.0.0.1:" + receiver.getAddress().getPort();
    Files.writeString(
        project.resolve("selvedge.yaml"),
        Files.readString(project.resolve("selvedge.yaml"))
            + """

            alarms:
              channels:
                chat: { type: slack, url: "%s/good" }
                hook: { type: webhook, url: "%s/gone", secret: "0123456789abcdef" }
            """
                .formatted(at, at));
  }

  @AfterEach
  void end() {
    receiver.stop(0);
  }

  private void fill() {
    Check disk =
        new Check() {
          @Override
          public Set<AlarmKind> kinds() {
            return Set.of(AlarmKind.LATE);
          }

          @Override
          public Sight look(Instant now) {
            return Sight.of(
                List.of(
                    new Finding(
                        AlarmKind.LATE,
                        "erp/order",
                        Severity.WARNING,
                        NOON.minusSeconds(600),
                        new Finding.Words(
                            "'erp/order' was not read.", "Orders.", "It tries.", "Look."),
                        "/")));
          }
        };
    StoreConfig config = StoreConfig.file(project.resolve("data/hub.db"));
    try (Store store = Stores.open(config, new TimeOrderedIds(clock))) {
      new AlarmStep(store, List.of(disk), AlarmPolicy.standard(), clock, () -> {}).get();
    }
  }

  private CommandRun run(String... arguments) {
    String[] line = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, line, 0, arguments.length);
    line[line.length - 2] = "-p";
    line[line.length - 1] = project.toString();
    return CommandRun.of(clock, line);
  }

  @Test
  void a_trial_really_sends_and_says_what_came_back() {
    CommandRun all = run("alert", "test");
    assertThat(all.out())
        .contains("ok      chat: 200")
        .contains("FAILED  hook: 127.0.0.1 answered 404.");
    assertThat(all.exitCode()).isEqualTo(1);
    // that it began and that it is over; the one that failed once
    assertThat(calls).hasValue(3);
    CommandRun one = run("alert", "test", "--channel", "chat");
    assertThat(one.exitCode()).isZero();
    assertThat(one.out()).doesNotContain("hook");
    assertThat(run("alert", "test", "--channel", "chatt").exitCode()).isEqualTo(2);
  }

  @Test
  void open_alarms_are_shown_acknowledged_and_silenced() {
    fill();
    CommandRun shown = run("alarms");
    assertThat(shown.exitCode()).isEqualTo(1);
    assertThat(shown.out())
        .contains("1  WARNING  A reading did not take place: erp/order")
        .contains("'erp/order' was not read.")
        .contains("To do: Look.");
    CommandRun taken = run("alarms", "acknowledge", "1", "--by", "otto");
    assertThat(taken.err()).isEmpty();
    assertThat(taken.out()).contains("Alarm 1 is acknowledged by otto (command line)");
    CommandRun silenced =
        run("alarms", "silence", "1", "--for", "4h", "--why", "moving", "--by", "otto");
    assertThat(silenced.out()).contains("Alarm 1 is silent until 1 Mar 2026, 16:00:00");
    assertThat(run("alarms").out())
        .contains("acknowledged by otto (command line)", "silenced until 1 Mar 2026, 16:00:00");
    assertThat(run("alarms", "--json").out())
        .contains("\"silent_until\" : \"2026-03-01T16:00:00Z\"");

    try (Store store =
        Stores.open(StoreConfig.file(project.resolve("data/hub.db")), new TimeOrderedIds(clock))) {
      Alarm alarm = store.read(ports -> ports.alarms().find(1)).orElseThrow();
      assertThat(alarm.care().silentWhy()).isEqualTo("moving");
    }
  }

  @Test
  void what_makes_no_sense_is_refused() {
    fill();
    assertThat(run("alarms", "acknowledge", "7").exitCode()).isEqualTo(4);
    assertThat(run("alarms", "silence", "1", "--for", "400d", "--why", "x").exitCode())
        .isEqualTo(2);
    assertThat(run("alarms", "silence", "1", "--for", "soon", "--why", "x").exitCode())
        .isEqualTo(2);
    assertThat(run("alarms", "silence", "1", "--for", "1h", "--why", " ").exitCode()).isEqualTo(2);
  }

  @Test
  void nothing_wrong_is_said_and_ends_well() throws IOException {
    StoreConfig config = StoreConfig.file(project.resolve("data/hub.db"));
    Stores.open(config, new TimeOrderedIds(clock)).close();
    CommandRun shown = run("alarms", "--all");
    assertThat(shown.out()).contains("No alarm is open.");
    assertThat(shown.exitCode()).isZero();
  }
}
