package dev.selvedge.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Secret;
import dev.selvedge.app.config.alarm.AlarmPlan;
import dev.selvedge.app.config.alarm.ChannelPlan;
import dev.selvedge.app.config.alarm.ChannelPlan.Security;
import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.AlarmPolicy;
import dev.selvedge.watch.alarm.QuietHours;
import dev.selvedge.watch.alarm.Severity;
import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class AlarmsReaderTest {
  @TempDir private Path temp;
  private ProjectFolder folder;

  @BeforeEach
  void begin() {
    folder = new ProjectFolder(temp);
  }

  private ProjectFolder alarms(String lines) {
    return folder.write("selvedge.yaml", ProjectFolder.SETTINGS + lines);
  }

  @Test
  void without_a_word_of_them_alarms_are_on_the_dashboard_only() {
    AlarmPlan plan = folder.project().alarms();
    assertThat(plan.policy().channels()).isEmpty();
    assertThat(plan.channels()).isEmpty();
    assertThat(plan.policy().remindEvery()).isEqualTo(Duration.ofDays(1));
    assertThat(plan.zone()).isEqualTo(ZoneId.of("UTC"));
  }

  @Test
  void every_setting_reaches_its_place() {
    alarms(
        """
        alarms:
          link: https://hub.example.com/
          zone: Europe/London
          gather: 45s
          remind_every: 12h
          quiet: { from: "22:00", to: "07:00", days: [sun] }
          escalate: { after: 20m, from: critical, to: [pager] }
          holidays: [2026-12-25, 2026-12-26]
          check_up_every: 3h
          expires_within: 30d
          owners: { shop: shop team, late: operations, "*": somebody }
          channels:
            ops:
              type: email
              host: mail.example.com
              port: 465
              security: tls
              user: hub
              password: "${env:PW}"
              from: hub@example.com
              to: [a@example.com, b@example.com]
            chat: { type: slack, url: "https://hooks.slack.com/services/T/B/x" }
            room: { type: teams, url: "https://prod.logic.azure.com/w/x?sig=y" }
            pager: { type: pagerduty, key: abc }
            hook: { type: webhook, url: "https://example.com/in", secret: "0123456789abcdef" }
          routes:
            - { to: [ops, chat] }
            - { to: pager, from: critical, kinds: [late, disk], owners: [operations], systems: [shop] }
        """);

    AlarmPlan plan = folder.project().alarms();
    assertThat(plan.channels())
        .containsExactly(
            new ChannelPlan.Email(
                "ops",
                "mail.example.com",
                465,
                Security.TLS,
                "hub",
                new Secret("s3cret"),
                "hub@example.com",
                List.of("a@example.com", "b@example.com")),
            new ChannelPlan.Slack("chat", new Secret("https://hooks.slack.com/services/T/B/x")),
            new ChannelPlan.Teams("room", new Secret("https://prod.logic.azure.com/w/x?sig=y")),
            new ChannelPlan.PagerDuty(
                "pager", URI.create("https://events.pagerduty.com/v2/enqueue"), new Secret("abc")),
            new ChannelPlan.Webhook(
                "hook", new Secret("https://example.com/in"), new Secret("0123456789abcdef")));
    assertThat(plan.policy())
        .isEqualTo(
            new AlarmPolicy(
                Set.of("ops", "chat", "room", "pager", "hook"),
                List.of(
                    new AlarmPolicy.Route(
                        Set.of("ops", "chat"), Severity.INFO, Set.of(), Set.of(), Set.of()),
                    new AlarmPolicy.Route(
                        Set.of("pager"),
                        Severity.CRITICAL,
                        Set.of(AlarmKind.LATE, AlarmKind.DISK),
                        Set.of("operations"),
                        Set.of("shop"))),
                Map.of("shop", "shop team", "late", "operations", "*", "somebody"),
                new QuietHours(
                    LocalTime.of(22, 0),
                    LocalTime.of(7, 0),
                    Set.of(DayOfWeek.SUNDAY),
                    ZoneId.of("Europe/London")),
                new AlarmPolicy.Escalation(
                    Duration.ofMinutes(20), Severity.CRITICAL, Set.of("pager")),
                Duration.ofHours(12),
                Duration.ofSeconds(45)));
    assertThat(plan.link()).isEqualTo("https://hub.example.com");
    assertThat(plan.holidays())
        .containsExactlyInAnyOrder(LocalDate.of(2026, 12, 25), LocalDate.of(2026, 12, 26));
    assertThat(plan.checkUpEvery()).isEqualTo(Duration.ofHours(3));
    assertThat(plan.expiresWithin()).isEqualTo(Duration.ofDays(30));
  }

  @Test
  void what_would_tell_nobody_is_an_error() {
    alarms(
        """
        alarms:
          escalate: { to: [pagr] }
          owners: { shp: somebody }
          channels:
            pager: { type: pagerduty }
            chat: { type: slack }
            plain: { type: slack, url: "http://hooks.example.com/x" }
            ops: { type: email, host: mail.example.com, from: hub@example.com }
            hook: { type: webhook, url: "https://example.com/in", secret: "whsec_not base64!!" }
            Odd: { type: slack, url: "https://example.com/in" }
          routes:
            - { to: [pgaer] }
            - { from: warning }
            - { to: [chat], systems: [erp], kinds: [lte] }
        """);

    assertThat(folder.problems())
        .anySatisfy(line -> assertThat(line).contains("there is no channel 'pagr'"))
        .anySatisfy(line -> assertThat(line).contains("'shp' is neither a system nor a kind"))
        .anySatisfy(line -> assertThat(line).contains("'key' is needed"))
        .anySatisfy(line -> assertThat(line).contains("'url' is needed"))
        .anySatisfy(line -> assertThat(line).contains("'url' would send credentials in the clear"))
        .anySatisfy(line -> assertThat(line).contains("'to' is needed"))
        .anySatisfy(line -> assertThat(line).contains("'secret' is not Base64"))
        .anySatisfy(line -> assertThat(line).contains("'Odd' is not a channel's name"))
        .anySatisfy(line -> assertThat(line).contains("there is no channel 'pgaer'"))
        .anySatisfy(line -> assertThat(line).contains("there is no system 'erp'"))
        .anySatisfy(line -> assertThat(line).contains("'lte', which is no kind"));
  }
}
