package dev.selvedge.app.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.selvedge.Payload;
import dev.selvedge.Secret;
import dev.selvedge.app.config.alarm.ChannelPlan;
import dev.selvedge.app.config.alarm.ChannelPlan.Security;
import dev.selvedge.app.mail.Smtp;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.http.ApacheHttp;
import dev.selvedge.connectors.sign.StandardWebhooks;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.CountingIds;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.AlarmPolicy;
import dev.selvedge.watch.alarm.Change;
import dev.selvedge.watch.alarm.Channel;
import dev.selvedge.watch.alarm.Check;
import dev.selvedge.watch.alarm.Finding;
import dev.selvedge.watch.alarm.News;
import dev.selvedge.watch.alarm.Notice;
import dev.selvedge.watch.alarm.Notices;
import dev.selvedge.watch.alarm.QuietHours;
import dev.selvedge.watch.alarm.Severity;
import dev.selvedge.work.Store;
import dev.selvedge.work.alarm.AlarmStep;
import dev.selvedge.work.alarm.TellStep;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Each receiver gets the right message once, and the recovery, whatever happens in between.
@SuppressWarnings("NullAway.Init")
class AlarmsReachPeopleTest {
  private static final Secret KEY = new Secret("a key nobody guesses");

  @TempDir private Path folder;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-07-01T09:00:00Z"));
  private final CountingIds ids = new CountingIds();
  private final List<Finding> wrong = new ArrayList<>();
  private final ApacheHttp http =
      new ApacheHttp(
          new ApacheHttp.Limits(Duration.ofSeconds(5), Duration.ofSeconds(5), 64 * 1024));
  private final Receiver slack = Receiver.answering(200, "ok");
  private final Receiver teams = Receiver.answering(202, "");
  private final Receiver pager = Receiver.answering(202, "{\"status\":\"success\"}");
  private final Receiver hook = Receiver.answering(204, "");
  private final GreenMail mail =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private Store store;
  private QuietHours quiet = QuietHours.none();
  private List<Channel> channels;

  @BeforeEach
  void begin() {
    mail.setUser("hub@example.com", "hub", "secret");
    mail.start();
    open();
    Wording wording = new Wording("brand", "https://hub.example.com", ZoneId.of("Europe/London"));
    Post post = new Post(http, clock);
    channels =
        List.of(
            new SlackChannel(
                new ChannelPlan.Slack("slack", new Secret(slack.url())), wording, post),
            new TeamsChannel(
                new ChannelPlan.Teams("teams", new Secret(teams.url())), wording, post),
            new PagerChannel(
                new ChannelPlan.PagerDuty(
                    "pager", URI.create(pager.url()), new Secret("routing-key")),
                wording,
                post),
            new WebhookChannel(
                new ChannelPlan.Webhook("hook", new Secret(hook.url()), KEY), wording, post),
            new EmailChannel(new Smtp(email(mail.getSmtp().getPort(), "secret"), clock), wording));
  }

  private static ChannelPlan.Email email(int port, String password) {
    return new ChannelPlan.Email(
        "mail",
        "127.0.0.1",
        port,
        Security.NONE,
        "hub",
        new Secret(password),
        "Selvedge <hub@example.com>",
        List.of("ops@example.com", "Ada <ada@example.com>"));
  }

  private void open() {
    store = Stores.open(StoreConfig.file(folder.resolve("hub.db")), ids);
  }

  @AfterEach
  void end() {
    store.close();
    http.close();
    mail.stop();
    List.of(slack, teams, pager, hook).forEach(Receiver::close);
  }

  private AlarmPolicy policy() {
    AlarmPolicy standard = AlarmPolicy.standard();
    return new AlarmPolicy(
        Set.of("slack", "teams", "pager", "hook", "mail"),
        List.of(),
        Map.of("shop", "shop team"),
        quiet,
        standard.escalation(),
        standard.remindEvery(),
        standard.gather());
  }

  private void look() {
    Check check =
        new Check() {
          @Override
          public Set<AlarmKind> kinds() {
            return EnumSet.allOf(AlarmKind.class);
          }

          @Override
          public Sight look(Instant now) {
            return Sight.of(wrong);
          }
        };
    new AlarmStep(store, List.of(check), policy(), clock, () -> {}).get();
  }

  /// Until there is nothing to be told now.
  private void tell() {
    for (Channel channel : channels) {
      tell(channel);
    }
  }

  private void tell(Channel channel) {
    TellStep step = new TellStep(store, channel, clock);
    while (step.get().isZero()) {
      // one notice after the other
    }
  }

  private void passes(Duration time) {
    clock.advance(time);
    look();
    clock.advance(Duration.ofSeconds(30));
    tell();
  }

  private static Finding finding(AlarmKind kind, String about, Severity severity) {
    return new Finding(
        kind,
        about,
        severity,
        Instant.parse("2026-07-01T08:50:00Z"),
        new Finding.Words(
            "'shop' is <away> & *gone*, says ada@example.com.",
            "Orders are late.",
            "It asks again.",
            "See whether it is up."),
        "/");
  }

  private void isWrong(Finding... findings) {
    wrong.clear();
    wrong.addAll(List.of(findings));
  }

  private List<String> subjects() throws Exception {
    List<String> subjects = new ArrayList<>();
    for (MimeMessage letter : mail.getReceivedMessages()) {
      subjects.add(letter.getSubject());
    }
    return subjects;
  }

  @Test
  void an_alarm_is_told_once_on_every_channel_and_so_is_its_end() throws Exception {
    isWrong(finding(AlarmKind.LATE, "shop/order", Severity.CRITICAL));
    look();
    tell();
    assertThat(slack.calls()).isEmpty();
    passes(Duration.ofSeconds(10));
    passes(Duration.ofMinutes(5));

    isWrong();
    passes(Duration.ofMinutes(1));
    passes(Duration.ofMinutes(5));
    passes(Duration.ofMinutes(5));

    assertThat(slack.calls()).hasSize(2);
    assertThat(teams.calls()).hasSize(2);
    assertThat(hook.calls()).hasSize(2);
    assertThat(pager.calls()).hasSize(2);
    // one letter each to two people
    assertThat(subjects())
        .containsExactlyInAnyOrder(
            "[brand] CRITICAL: A reading did not take place (shop/order)",
            "[brand] CRITICAL: A reading did not take place (shop/order)",
            "[brand] Over: A reading did not take place (shop/order)",
            "[brand] Over: A reading did not take place (shop/order)");
  }

  @Test
  void slack_gets_blocks_in_which_nothing_is_taken_for_markup() {
    isWrong(finding(AlarmKind.LATE, "shop/order", Severity.WARNING));
    look();
    passes(Duration.ofSeconds(1));

    JsonNode message = slack.calls().getFirst().json();
    assertThat(message.path("text").asString())
        .isEqualTo("[brand] WARNING: A reading did not take place (shop/order)");
    String section = message.path("blocks").get(2).path("text").path("text").asString();
    assertThat(section)
        .contains("'shop' is &lt;away&gt; &amp; *gone*, says ad***@example.com.")
        .contains("*Affected:* Orders are late.")
        .contains("*Since:* 1 Jul 2026, 09:50 BST (10 min).")
        .contains("*The hub:* It asks again.")
        .contains("*What to do:* See whether it is up.")
        .contains("*Owner:* shop team")
        .contains("<https://hub.example.com/alarms/1|Alarm 1>");
  }

  @Test
  void teams_gets_an_adaptive_card() {
    isWrong(finding(AlarmKind.LATE, "shop/order", Severity.WARNING));
    look();
    passes(Duration.ofSeconds(1));

    JsonNode attachment = teams.calls().getFirst().json().path("attachments").get(0);
    assertThat(attachment.path("contentType").asString())
        .isEqualTo("application/vnd.microsoft.card.adaptive");
    JsonNode card = attachment.path("content");
    assertThat(card.path("type").asString()).isEqualTo("AdaptiveCard");
    JsonNode items = card.path("body").get(1).path("items");
    assertThat(items.get(1).path("text").asString()).contains("\\*gone\\*");
    assertThat(items.get(2).path("facts").get(0).path("value").asString())
        .isEqualTo("Orders are late.");
    assertThat(card.path("actions").get(0).path("url").asString())
        .isEqualTo("https://hub.example.com/alarms/1");
  }

  @Test
  void pagerduty_gets_one_incident_that_is_acknowledged_and_resolved() {
    isWrong(finding(AlarmKind.LATE, "shop/order", Severity.CRITICAL));
    look();
    passes(Duration.ofSeconds(1));
    store.change(
        ports -> {
          var alarm = ports.alarms().find(1).orElseThrow().acknowledged("otto", clock.instant());
          ports.alarms().keep(List.of(alarm));
          ports
              .notices()
              .add(
                  List.of(
                      new News(
                          alarm,
                          Change.ACKNOWLEDGED,
                          clock.instant(),
                          clock.instant(),
                          alarm.told())),
                  Duration.ZERO);
        });
    tell();
    isWrong();
    passes(Duration.ofMinutes(1));
    passes(Duration.ofMinutes(1));

    List<JsonNode> events = pager.calls().stream().map(Receiver.Call::json).toList();
    assertThat(events)
        .extracting(event -> event.path("event_action").asString())
        .containsExactly("trigger", "acknowledge", "resolve");
    assertThat(events)
        .extracting(event -> event.path("dedup_key").asString())
        .containsOnly("selvedge/brand/alarm/1");
    JsonNode payload = events.getFirst().path("payload");
    assertThat(payload.path("severity").asString()).isEqualTo("critical");
    assertThat(payload.path("source").asString()).isEqualTo("brand");
    assertThat(payload.path("summary").asString()).contains("shop/order");
    assertThat(events.getFirst().path("routing_key").asString()).isEqualTo("routing-key");
    // The others are not told who looks after it.
    assertThat(slack.calls()).hasSize(2);
    assertThat(hook.calls()).hasSize(3);
  }

  @Test
  void a_webhook_is_signed_so_that_it_can_be_checked() {
    isWrong(finding(AlarmKind.LATE, "shop/order", Severity.CRITICAL));
    look();
    passes(Duration.ofSeconds(1));

    Receiver.Call call = hook.calls().getFirst();
    StandardWebhooks check = new StandardWebhooks(List.of(KEY), Duration.ofMinutes(5));
    WebhookSource.Call received =
        new WebhookSource.Call(
            "alarm", call.headers(), Payload.ofText(call.body()), clock.instant());
    byte[] body = call.body().getBytes(StandardCharsets.UTF_8);
    assertThat(check.objection(received, body)).isEmpty();
    body[20]++;
    assertThat(check.objection(received, body)).isPresent();
    JsonNode alarm = call.json().path("data").path("alarms").get(0);
    assertThat(alarm.path("state").asString()).isEqualTo("open");
    assertThat(alarm.path("what").asString()).contains("ad***@example.com");
    assertThat(alarm.path("owner").asString()).isEqualTo("shop team");
  }

  @Test
  void many_alarms_at_once_are_one_message() throws Exception {
    isWrong(
        finding(AlarmKind.LATE, "shop/order", Severity.WARNING),
        finding(AlarmKind.LATE, "shop/customer", Severity.CRITICAL),
        finding(AlarmKind.LATE, "erp/order", Severity.WARNING));
    look();
    passes(Duration.ofSeconds(1));
    assertThat(slack.calls()).hasSize(1);
    assertThat(slack.calls().getFirst().json().path("text").asString())
        .isEqualTo(
            "[brand] CRITICAL: 3 alarms, the worst: A reading did not take place"
                + " (shop/customer)");
    assertThat(subjects()).hasSize(2);
    // an incident each
    assertThat(pager.calls()).hasSize(3);
  }

  @Test
  void a_receiver_that_is_away_gets_it_when_it_is_back_and_the_end_after_it() {
    hook.answer(503, "later", "120");
    isWrong(finding(AlarmKind.LATE, "shop/order", Severity.CRITICAL));
    look();
    passes(Duration.ofSeconds(1));
    passes(Duration.ofSeconds(60));
    assertThat(hook.calls()).hasSize(1);
    hook.answer(200, "ok", "");
    isWrong();
    passes(Duration.ofSeconds(1));
    passes(Duration.ofSeconds(70));
    passes(Duration.ofMinutes(10));

    List<JsonNode> told = hook.calls().stream().map(Receiver.Call::json).toList();
    assertThat(told)
        .extracting(
            json -> json.path("data").path("alarms").get(0).path("changes").get(0).asString())
        .containsExactly("raised", "raised", "recovered");
    assertThat(hook.calls())
        .extracting(call -> call.headers().get("webhook-id"))
        .satisfies(
            sent -> assertThat(sent.get(0)).isEqualTo(sent.get(1)).isNotEqualTo(sent.get(2)));
    // nobody else waited for it
    assertThat(slack.calls()).hasSize(2);
  }

  @Test
  void what_waited_for_the_end_of_quiet_days_is_tried_for_a_day_from_then_on() {
    isWrong(finding(AlarmKind.LATE, "shop/order", Severity.WARNING));
    quiet =
        new QuietHours(
            LocalTime.MIDNIGHT,
            LocalTime.MIDNIGHT,
            EnumSet.complementOf(EnumSet.of(DayOfWeek.MONDAY)),
            ZoneId.of("UTC"));
    look();
    hook.answer(503, "later", "");
    Instant monday = quiet.over(clock.instant().plusSeconds(30));
    assertThat(monday).isAfter(clock.instant().plus(Duration.ofDays(1)));
    clock.advance(Duration.between(clock.instant(), monday));
    for (int minute = 0; minute < 30; minute++) {
      tell();
      clock.advance(Duration.ofMinutes(1));
    }
    List<Notices.Post> posts = store.read(ports -> ports.notices().posts());
    assertThat(posts)
        .filteredOn(post -> post.channel().equals("hook"))
        .singleElement()
        .satisfies(
            post -> {
              assertThat(post.givenUp()).isZero();
              assertThat(post.since()).isBetween(monday.minusSeconds(60), monday);
            });
    hook.answer(200, "ok", "");
    clock.advance(Duration.ofMinutes(15));
    int before = hook.calls().size();
    tell();
    assertThat(hook.calls()).hasSize(before + 1);
  }

  @Test
  void what_a_receiver_refuses_keeps_nothing_else_back_for_long() {
    hook.answer(400, "no such field", "");
    isWrong(finding(AlarmKind.LATE, "shop/order", Severity.CRITICAL));
    look();
    for (int minute = 0; minute < 5; minute++) {
      passes(Duration.ofMinutes(1));
    }
    assertThat(hook.calls()).hasSize(3);
    assertThat(store.<List<Notices.Post>>read(p -> p.notices().posts()))
        .filteredOn(one -> one.channel().equals("hook"))
        .singleElement()
        .satisfies(one -> assertThat(one.givenUp()).isEqualTo(1));
  }

  /// Killed after the receiver had it and before that was stored.
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
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
      throw new Killed();
    }
  }

  @Test
  void a_hub_that_is_killed_in_between_tells_it_under_the_same_name() throws Exception {
    isWrong(finding(AlarmKind.LATE, "shop/order", Severity.CRITICAL));
    look();
    clock.advance(Duration.ofSeconds(30));
    for (Channel channel : channels) {
      assertThatThrownBy(() -> tell(new Deadly(channel))).isInstanceOf(Killed.class);
    }
    store.close();
    open();
    look();
    tell();
    // Another one may still be at it.
    assertThat(hook.calls()).hasSize(1);
    passes(Duration.ofMinutes(2));
    isWrong();
    passes(Duration.ofMinutes(1));
    passes(Duration.ofMinutes(2));

    assertThat(hook.calls()).hasSize(3);
    assertThat(hook.calls().get(1).headers().get("webhook-id"))
        .isEqualTo(hook.calls().get(0).headers().get("webhook-id"));
    assertThat(hook.calls().get(1).headers().get("idempotency-key"))
        .isEqualTo(hook.calls().get(0).headers().get("idempotency-key"));
    assertThat(pager.calls())
        .extracting(call -> call.json().path("dedup_key").asString())
        .containsOnly("selvedge/brand/alarm/1");
    assertThat(pager.calls()).hasSize(3);
    assertThat(slack.calls().get(0).body()).doesNotContain("before");
    assertThat(slack.calls().get(1).body()).contains("may have reached you before");
    assertThat(slack.calls()).hasSize(3);
    MimeMessage[] letters = mail.getReceivedMessages();
    assertThat(letters).hasSize(6);
    // one mailbox after the other
    assertThat(letters[1].getMessageID())
        .isEqualTo(letters[0].getMessageID())
        .endsWith("@example.com>");
    assertThat(letters[2].getMessageID()).isNotEqualTo(letters[0].getMessageID());
  }

  @Test
  void a_restart_in_the_middle_tells_nothing_twice() {
    isWrong(finding(AlarmKind.UNREADABLE, "shop", Severity.WARNING));
    look();
    clock.advance(Duration.ofMinutes(2));
    look();
    store.close();
    open();
    passes(Duration.ofMinutes(1));
    store.close();
    open();
    passes(Duration.ofMinutes(1));
    isWrong();
    passes(Duration.ofMinutes(1));
    store.close();
    open();
    passes(Duration.ofMinutes(2));
    passes(Duration.ofMinutes(2));

    assertThat(slack.calls()).hasSize(2);
    assertThat(slack.calls().get(0).body()).contains("WARNING: A system cannot be read");
    assertThat(slack.calls().get(1).body()).contains("Over: A system cannot be read");
    assertThat(pager.calls()).hasSize(2);
  }

  @Test
  void what_began_and_ended_while_the_pager_was_away_pages_nobody() {
    pager.answer(503, "", "");
    isWrong(finding(AlarmKind.DISK, "store", Severity.WARNING));
    look();
    passes(Duration.ofSeconds(1));
    Notice waiting =
        new Notice(
            9,
            "pager",
            clock.instant(),
            clock.instant(),
            0,
            "",
            List.of(
                new Notice.Item(5, Change.RAISED, clock.instant(), wrong.getFirst(), ""),
                new Notice.Item(5, Change.RECOVERED, clock.instant(), wrong.getFirst(), "")));
    int before = pager.calls().size();
    pager.answer(202, "", "");
    assertThat(channels.get(2).tell(waiting)).isInstanceOf(Channel.Answer.Taken.class);
    assertThat(pager.calls()).hasSize(before);
  }

  @Test
  void a_mail_server_that_refuses_the_log_in_is_told_of_and_tried_again() {
    mail.stop();
    Channel letters = channels.get(4);
    Notice notice =
        new Notice(
            9,
            "mail",
            clock.instant(),
            clock.instant(),
            0,
            "",
            List.of(
                new Notice.Item(
                    5,
                    Change.RAISED,
                    clock.instant(),
                    finding(AlarmKind.LATE, "a/b", Severity.INFO),
                    "")));
    assertThat(letters.tell(notice))
        .isInstanceOfSatisfying(
            Channel.Answer.Failed.class, failed -> assertThat(failed.why()).contains("127.0.0.1:"));
    assertThat(Optional.of(letters.name())).contains("mail");
  }
}
