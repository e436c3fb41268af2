package dev.selvedge.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.watch.FlowMinute;
import dev.selvedge.watch.freshness.Bounds;
import dev.selvedge.watch.freshness.FreshnessLog;
import dev.selvedge.watch.freshness.Matter;
import dev.selvedge.watch.freshness.Strand;
import dev.selvedge.work.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The week in which London's clocks go forward: from Monday, 23 March to Sunday, 29 March 2026.
class ReportCommandTest {
  private static final Instant MONDAY = Instant.parse("2026-03-23T00:00:00Z");
  private static final Instant OVER = Instant.parse("2026-03-29T23:00:00Z");

  @TempDir private Path temp;
  private final SettableClock clock = new SettableClock(OVER.plusSeconds(3600));

  @SuppressWarnings("NullAway.Init")
  private String project;

  @BeforeEach
  void begin() throws IOException {
    Path folder = temp.resolve("my-brand");
    project = folder.toString();
    assertThat(run("init", project).exitCode()).isZero();
    Files.createDirectories(folder.resolve("data"));
    StoreConfig config = StoreConfig.file(folder.resolve("data/hub.db"));
    try (Store store = Stores.open(config, new TimeOrderedIds(clock))) {
      store.change(
          ports -> {
            ports
                .flowMinutes()
                .add(
                    List.of(
                        orders(MONDAY.minus(Duration.ofDays(7)), 1115),
                        orders(MONDAY, 1200),
                        orders(OVER.minusSeconds(60), 4),
                        orders(OVER, 17)));
            ports
                .freshness()
                .add(
                    List.of(
                        new FreshnessLog.Told(
                            new Strand("shop/order", "dotdigital", Matter.ORDER),
                            OVER.minusSeconds(1),
                            Bounds.bucket(Duration.ofSeconds(20)),
                            50)));
          });
    }
  }

  private static FlowMinute orders(Instant at, long received) {
    return new FlowMinute("shop/order", at, received, 0, received, 0, 0);
  }

  private CommandRun run(String... arguments) {
    return CommandRun.of(clock, arguments);
  }

  @Test
  void the_last_week_is_told_and_compared_by_the_midnights_of_the_zone() {
    CommandRun report = run("report", "--zone", "Europe/London", project);
    assertThat(report.err()).isEmpty();
    assertThat(report.exitCode()).isZero();
    assertThat(report.out())
        .contains(
            "my-brand: Week from 23 Mar 2026 to 29 Mar 2026",
            "- Came in: 1,204 records, 8 % more than the week before.",
            "- Of 50 changes that reached their target 100 % did so in time.",
            "- Every promise was kept.",
            "- Nothing was audited yet.")
        .containsPattern("shop/order +1,204 +1,115 +1,204 +1,115");
  }

  @Test
  void the_first_week_has_nothing_to_be_compared_with() {
    CommandRun report = run("report", "--zone", "Europe/London", "--date", "2026-03-16", project);
    assertThat(report.out())
        .contains("- Came in: 1,115 records.\n", "There is nothing to compare with")
        .doesNotContain("more than");
  }

  @Test
  void what_is_not_over_is_told_so_far() {
    CommandRun report =
        run(
            "report",
            "--period",
            "day",
            "--date",
            "2026-03-30",
            "--zone",
            "Europe/London",
            project);
    assertThat(report.out())
        .contains("my-brand: Monday, 30 Mar 2026", "It is not over", "- Came in: 17 records.\n");
    CommandRun later = run("report", "--period", "day", "--date", "2026-04-01", project);
    assertThat(later.exitCode()).isEqualTo(2);
    assertThat(later.err()).contains("the day of 2026-04-01 has not begun");
  }

  @Test
  void it_is_written_as_json_and_as_a_document_of_its_own() {
    assertThat(run("report", "--zone", "Europe/London", "--json", project).out())
        .contains(
            "\"from\" : \"2026-03-23T00:00:00Z\"",
            "\"to\" : \"2026-03-29T23:00:00Z\"",
            "\"received\" : 1204",
            "\"received\" : 1115");
    Path file = temp.resolve("week.html");
    CommandRun written =
        run(
            "report",
            "--zone",
            "Europe/London",
            "--audience",
            "marketing",
            "--html",
            file.toString(),
            project);
    assertThat(written.out()).contains("Written to ");
    assertThat(file)
        .content()
        .contains("<h1>Week from 23 Mar 2026 to 29 Mar 2026</h1>", "8 % more than the week before")
        .contains("for marketing; midnights of Europe/London")
        .doesNotContain("<script", "href=", "src=", "What is gone of the allowance");
    assertThat(run("report", "--html", temp.resolve("no/week.html").toString(), project).exitCode())
        .isEqualTo(4);
  }

  @Test
  void one_is_sent_for_a_trial() throws Exception {
    GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mail.start();
    try {
      Path settings = Path.of(project).resolve("selvedge.yaml");
      Files.writeString(
          settings,
          """

          alarms:
            zone: Europe/London
            link: https://hub.example.com
            channels:
              post:
                type: email
                host: 127.0.0.1
                port: %d
                security: none
                from: hub@example.com
                to: it@example.com
          reports:
            mail:
              monday: { audience: marketing, to: [ada@example.com, bob@example.com] }
          """
              .formatted(mail.getSmtp().getPort()),
          StandardOpenOption.APPEND);
      CommandRun sent = run("report", "--send", "monday", project);
      assertThat(sent.err()).isEmpty();
      assertThat(sent.out())
          .contains(
              "ok      ad***@example.com: accepted by 127.0.0.1 for 1",
              "ok      bo***@example.com: accepted by 127.0.0.1 for 1");
      assertThat(sent.exitCode()).isZero();
      assertThat(mail.getReceivedMessages())
          .hasSize(2)
          .allSatisfy(
              letter ->
                  assertThat(letter.getSubject())
                      .isEqualTo(
                          "[my-brand] Report for marketing: Week from 23 Mar 2026 to 29 Mar 2026"));
      assertThat(run("report", "--send", "tuesday", project).err())
          .contains("there is no report 'tuesday'", "there are: monday");
    } finally {
      mail.stop();
    }
    CommandRun failed = run("report", "--send", "monday", "--json", project);
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.out()).contains("\"taken\" : false", "could not be spoken to");
  }
}
