package dev.selvedge.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.config.report.MailedReport;
import dev.selvedge.app.report.Audience;
import dev.selvedge.watch.report.Period;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class ReportsReaderTest {
  private static final String POST =
      """
      alarms:
        zone: Europe/London
        channels:
          post: { type: email, host: mail.example.com, from: hub@example.com, to: it@example.com }
      """;

  @TempDir private Path temp;
  private ProjectFolder folder;

  @BeforeEach
  void begin() {
    folder = new ProjectFolder(temp);
  }

  private ProjectFolder written(String lines) {
    return folder.write("selvedge.yaml", ProjectFolder.SETTINGS + lines);
  }

  @Test
  void without_a_word_of_them_nobody_gets_any() {
    assertThat(folder.project().reports().mails()).isEmpty();
    assertThat(folder.project().reports().attributed()).isEqualTo(Duration.ofDays(7));
  }

  @Test
  void every_setting_reaches_its_place() {
    written(
        POST
            + """
            reports:
              attributed_within: 3d
              mail:
                morning:
                  period: day
                  audience: management
                  to: [a@example.com, b@example.com]
                  at: "06:30"
                  zone: America/New_York
                  by: post
                standard: { to: c@example.com }
            """);
    assertThat(folder.project().reports().attributed()).isEqualTo(Duration.ofDays(3));
    List<MailedReport> mails = folder.project().reports().mails();
    assertThat(mails.getFirst())
        .satisfies(
            one -> {
              assertThat(one.name()).isEqualTo("morning");
              assertThat(one.period()).isEqualTo(Period.DAY);
              assertThat(one.audience()).isEqualTo(Audience.MANAGEMENT);
              assertThat(one.to()).containsExactly("a@example.com", "b@example.com");
              assertThat(one.at()).isEqualTo(LocalTime.of(6, 30));
              assertThat(one.zone()).isEqualTo(ZoneId.of("America/New_York"));
              assertThat(one.by().host()).isEqualTo("mail.example.com");
            });
    assertThat(mails.getLast())
        .satisfies(
            one -> {
              assertThat(one.period()).isEqualTo(Period.WEEK);
              assertThat(one.audience()).isEqualTo(Audience.OPERATIONS);
              assertThat(one.at()).isEqualTo(LocalTime.of(7, 0));
              assertThat(one.zone()).isEqualTo(ZoneId.of("Europe/London"));
            });
    assertThat(mails.getFirst().mailing().queues())
        .hasSize(2)
        .doesNotHaveDuplicates()
        .allMatch(queue -> queue.startsWith("report/morning/") && !queue.contains("@"));
  }

  @Test
  void what_cannot_be_is_said() {
    written(
        POST
            + """
            reports:
              attributed_within: 91d
              mail:
                a: { period: year, to: a@example.com }
                b: { at: "7" }
                c: { to: "Ada <ada@example.com>" }
                d: { to: a@example.com, by: posst }
                E: { to: a@example.com }
            """);
    assertThat(folder.problems())
        .anyMatch(one -> one.contains("must be day or week or month"))
        .anyMatch(one -> one.contains("must be 90 days at most"))
        .anyMatch(one -> one.contains("must be a time of day"))
        .anyMatch(one -> one.contains("'to' is needed: who gets the report"))
        .anyMatch(one -> one.contains("'Ada <ada@example.com>' is no address"))
        .anyMatch(one -> one.contains("there is no channel 'posst' of type email"))
        .anyMatch(one -> one.contains("did you mean 'post'?"))
        .anyMatch(one -> one.contains("'E' is not a report's name"));
  }

  @Test
  void a_sender_is_needed_and_it_must_be_clear_which() {
    String report = "reports:\n  mail:\n    a: { to: a@example.com }\n";
    written(report);
    assertThat(folder.problems())
        .singleElement()
        .asString()
        .contains("no channel can send it", "alarms: channels:");
    written(
        POST
            + "    other: { type: email, host: m.example.com, from: h@example.com, to:"
            + " i@example.com }\n"
            + report);
    assertThat(folder.problems())
        .singleElement()
        .asString()
        .contains("there is more than one channel", "there are: other, post");
  }

  @Test
  void faults_of_alarms_are_not_taken_for_faults_of_reports() {
    written("alarms: { zone: Nowhere }\nreports:\n  mail:\n    a: { to: a@example.com }\n");
    assertThat(folder.problems()).singleElement().asString().contains("is no time zone");
  }
}
