package dev.selvedge.app.mail.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.selvedge.Secret;
import dev.selvedge.app.config.alarm.ChannelPlan;
import dev.selvedge.app.config.alarm.ChannelPlan.Security;
import dev.selvedge.app.config.report.MailedReport;
import dev.selvedge.app.mail.Gatekeeper;
import dev.selvedge.app.mail.Smtp;
import dev.selvedge.app.page.Assets;
import dev.selvedge.app.page.Display;
import dev.selvedge.app.page.Renderer;
import dev.selvedge.app.report.Audience;
import dev.selvedge.app.report.StoreReportDesk;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.CountingIds;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.watch.FlowMinute;
import dev.selvedge.watch.alarm.Change;
import dev.selvedge.watch.alarm.Channel;
import dev.selvedge.watch.alarm.Finding;
import dev.selvedge.watch.alarm.Notice;
import dev.selvedge.watch.report.Period;
import dev.selvedge.work.Promises;
import dev.selvedge.work.Store;
import dev.selvedge.work.alarm.ChannelsCheck;
import dev.selvedge.work.alarm.TellStep;
import dev.selvedge.work.report.MailStep;
import dev.selvedge.work.report.Reported;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each report arrives once, whatever happens to the hub and to the mail server. Today is Monday,
/// 16 March 2026.
@SuppressWarnings("NullAway.Init")
class ReportsArriveTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");

  @TempDir private Path folder;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-16T06:00:00Z"));
  private final CountingIds ids = new CountingIds();
  private final GreenMail mail =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private Gatekeeper gate;
  private Store store;
  private LocalTime at = LocalTime.of(7, 0);

  @BeforeEach
  void begin() throws Exception {
    mail.start();
    gate = new Gatekeeper(mail.getSmtp().getPort());
    store = open();
    store.change(
        ports ->
            ports
                .flowMinutes()
                .add(
                    List.of(
                        new FlowMinute(
                            "shop/order",
                            Instant.parse("2026-03-10T12:00:00Z"),
                            1204,
                            0,
                            1204,
                            0,
                            0))));
    // the day on which they are declared
    plan(store);
  }

  private Store open() {
    return Stores.open(StoreConfig.file(folder.resolve("hub.db")), ids);
  }

  @AfterEach
  void end() throws Exception {
    store.close();
    gate.close();
    mail.stop();
  }

  private MailedReport mailed(String name, Period period, Audience audience, String... to) {
    return new MailedReport(
        name,
        period,
        audience,
        List.of(to),
        at,
        LONDON,
        new ChannelPlan.Email(
            "post",
            "127.0.0.1",
            gate.port(),
            Security.NONE,
            "",
            new Secret(""),
            "Selvedge <hub@example.com>",
            List.of("alarms@example.com")));
  }

  private List<MailedReport> reports() {
    return List.of(
        mailed("morning", Period.DAY, Audience.OPERATIONS, "it@example.com", "ada@example.com"),
        mailed("monday", Period.WEEK, Audience.MARKETING, "marketing@example.com"));
  }

  private void plan(Store on) {
    new MailStep(
            on, reports().stream().map(MailedReport::mailing).toList(), LONDON, clock, () -> {})
        .get();
  }

  private ReportChannel channel(MailedReport report, String to) {
    StoreReportDesk desk =
        new StoreReportDesk(
            store,
            Reported.Scene.of(List.of(), List.of(), Promises.STANDARD),
            "my-brand",
            LONDON,
            clock);
    Renderer renderer = new Renderer(Assets.load(), new Display(LONDON), clock);
    return new ReportChannel(
        report,
        to,
        desk,
        new ReportLetters(renderer, "https://hub.example.com"),
        new Smtp(report.by(), clock),
        LONDON);
  }

  private List<Channel> channels() {
    List<Channel> channels = new ArrayList<>();
    reports().forEach(one -> one.to().forEach(to -> channels.add(channel(one, to))));
    return channels;
  }

  private void send() {
    for (Channel channel : channels()) {
      TellStep step = new TellStep(store, channel, clock);
      while (step.get().isZero()) {
        // one notice after the other
      }
    }
  }

  private void works(String until) {
    clock.set(Instant.parse(until));
    plan(store);
    send();
  }

  private List<Finding> findings() {
    Map<String, ChannelsCheck.Receiver> receivers = new HashMap<>();
    reports()
        .forEach(
            one ->
                one.to()
                    .forEach(
                        to ->
                            receivers.put(
                                one.queue(to), new ChannelsCheck.Receiver(one.name(), "x***"))));
    return new ChannelsCheck(store, Set.of(), receivers).look(clock.instant()).findings();
  }

  private List<String> arrived() throws Exception {
    List<String> arrived = new ArrayList<>();
    for (MimeMessage letter : mail.getReceivedMessages()) {
      arrived.add(letter.getAllRecipients()[0] + " " + letter.getSubject());
    }
    return arrived;
  }

  @Test
  void each_gets_their_own_at_its_hour_and_once() throws Exception {
    works("2026-03-16T06:59:59Z");
    assertThat(arrived()).isEmpty();
    works("2026-03-16T07:00:00Z");
    works("2026-03-16T07:01:00Z");
    works("2026-03-16T19:00:00Z");
    assertThat(arrived())
        .containsExactlyInAnyOrder(
            "it@example.com [my-brand] Report for operations: Sunday, 15 Mar 2026",
            "ada@example.com [my-brand] Report for operations: Sunday, 15 Mar 2026",
            "marketing@example.com [my-brand] Report for marketing: Week from 9 Mar 2026 to 15"
                + " Mar 2026");
    works("2026-03-17T07:00:00Z");
    assertThat(arrived()).hasSize(5);
    assertThat(findings()).isEmpty();
  }

  @Test
  void it_says_the_same_as_text_and_as_html_and_leads_to_its_page() throws Exception {
    works("2026-03-16T07:00:00Z");
    MimeMessage letter = letter("marketing@example.com");
    assertThat(letter.getAllRecipients()).hasSize(1);
    Multipart parts = (Multipart) letter.getContent();
    String text = parts.getBodyPart(0).getContent().toString();
    String html = parts.getBodyPart(1).getContent().toString();
    for (String both : List.of(text, html)) {
      assertThat(both)
          .contains(
              "Week from 9 Mar 2026 to 15 Mar 2026",
              "Came in: 1,204 records.",
              "https://hub.example.com/reports/week/2026-03-09?audience=marketing");
    }
    assertThat(text).contains("\r\n  shop/order\r\n    Came in: 1,204\r\n");
    assertThat(html)
        .contains("<html lang=\"en-GB\">")
        .doesNotContain("<script", "<link", "<img", "src=", "url(", "class=");
  }

  private MimeMessage letter(String to) throws Exception {
    for (MimeMessage letter : mail.getReceivedMessages()) {
      if (letter.getAllRecipients()[0].toString().equals(to)) {
        return letter;
      }
    }
    throw new AssertionError("no letter to " + to);
  }

  @Test
  void of_those_missed_while_no_hub_ran_the_newest_arrives_and_no_other() throws Exception {
    works("2026-03-16T07:00:00Z");
    mail.purgeEmailFromAllMailboxes();
    store.close();
    store = open();
    works("2026-03-21T13:00:00Z");
    works("2026-03-21T13:10:00Z");
    assertThat(arrived())
        .containsExactlyInAnyOrder(
            "it@example.com [my-brand] Report for operations: Friday, 20 Mar 2026",
            "ada@example.com [my-brand] Report for operations: Friday, 20 Mar 2026");
  }

  @Test
  void a_restart_or_a_second_hub_doubles_nothing() throws Exception {
    clock.set(Instant.parse("2026-03-16T07:00:00Z"));
    plan(store);
    store.close();
    store = open();
    plan(store);
    send();
    store.close();
    store = open();
    plan(store);
    send();
    assertThat(arrived()).hasSize(3);
  }

  private record Deadly(Channel channel) implements Channel {
    @Override
    public String name() {
      return channel.name();
    }

    @Override
    public boolean wants(Change change) {
      return channel.wants(change);
    }

    @Override
    public Answer tell(Notice notice) {
      channel.tell(notice);
      throw new IllegalStateException("killed");
    }
  }

  @Test
  void a_hub_that_is_killed_in_between_sends_it_under_the_same_name() throws Exception {
    clock.set(Instant.parse("2026-03-16T07:00:00Z"));
    plan(store);
    Channel weekly = channel(reports().getLast(), "marketing@example.com");
    assertThatThrownBy(() -> new TellStep(store, new Deadly(weekly), clock).get())
        .hasMessage("killed");
    works("2026-03-16T07:01:00Z");
    assertThat(arrived()).hasSize(3);
    works("2026-03-16T07:03:00Z");
    List<String> names = new ArrayList<>();
    for (MimeMessage letter : mail.getReceivedMessages()) {
      if (letter.getAllRecipients()[0].toString().equals("marketing@example.com")) {
        names.add(letter.getMessageID());
      }
    }
    assertThat(names).hasSize(2);
    assertThat(names.get(0)).isEqualTo(names.get(1)).startsWith("<report.");
  }

  @Test
  void an_hour_that_was_moved_sends_no_span_again() throws Exception {
    works("2026-03-16T07:00:00Z");
    at = LocalTime.of(9, 0);
    works("2026-03-16T09:00:00Z");
    assertThat(arrived()).hasSize(3);
    works("2026-03-17T09:00:00Z");
    assertThat(arrived()).hasSize(5);
  }

  @Test
  void a_clock_that_was_ahead_for_a_while_keeps_no_report_back() throws Exception {
    works("2036-03-16T07:00:00Z");
    mail.purgeEmailFromAllMailboxes();
    works("2026-03-16T06:59:00Z");
    works("2026-03-16T07:00:00Z");
    works("2026-03-16T06:59:58Z");
    works("2026-03-16T07:00:01Z");
    assertThat(arrived())
        .filteredOn(one -> one.startsWith("it@"))
        .containsExactly("it@example.com [my-brand] Report for operations: Sunday, 15 Mar 2026");
    assertThat(arrived()).filteredOn(one -> one.startsWith("marketing@")).hasSize(1);
  }

  @Test
  void a_mail_server_that_is_away_is_an_alarm_and_gets_the_newest_when_it_is_back()
      throws Exception {
    gate.refuse("it@example.com", "451 later");
    works("2026-03-16T07:00:00Z");
    assertThat(findings())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.about()).isEqualTo("report morning");
              assertThat(one.words().what()).contains("could not be sent", "451 later");
              assertThat(one.words().advice()).contains("selvedge report --send morning");
            });
    works("2026-03-17T07:00:00Z");
    gate.refuse("it@example.com", "");
    works("2026-03-17T07:20:00Z");
    works("2026-03-17T09:00:00Z");
    assertThat(arrived())
        .filteredOn(one -> one.startsWith("it@"))
        .containsExactly("it@example.com [my-brand] Report for operations: Monday, 16 Mar 2026");
    assertThat(findings()).isEmpty();
  }

  @Test
  void an_address_that_is_refused_is_an_alarm_until_the_next_one_arrives() throws Exception {
    gate.refuse("it@example.com", "550 no such user");
    works("2026-03-16T07:00:00Z");
    works("2026-03-16T07:01:00Z");
    works("2026-03-16T07:03:00Z");
    works("2026-03-16T12:00:00Z");
    assertThat(findings())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.words().what()).contains("550 no such user");
              assertThat(one.words().who()).isEqualTo("It did not reach x***.");
            });
    gate.refuse("it@example.com", "");
    works("2026-03-17T07:00:00Z");
    assertThat(findings()).isEmpty();
    assertThat(arrived()).filteredOn(one -> one.startsWith("it@")).hasSize(1);
  }

  @Test
  void no_address_is_stored() {
    clock.set(Instant.parse("2026-03-16T07:00:00Z"));
    plan(store);
    store.close();
    assertThat(folder.resolve("hub.db"))
        .content(java.nio.charset.StandardCharsets.ISO_8859_1)
        .contains("report/morning/")
        .doesNotContain("it@example.com", "marketing@example.com");
    store = open();
  }
}
