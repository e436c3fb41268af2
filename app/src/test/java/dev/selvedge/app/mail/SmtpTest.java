package dev.selvedge.app.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.selvedge.Secret;
import dev.selvedge.app.config.alarm.ChannelPlan;
import dev.selvedge.app.config.alarm.ChannelPlan.Security;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.watch.alarm.Channel.Answer;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real mail servers, with and without TLS, whose certificates an authority of the test signed.
@SuppressWarnings("NullAway.Init")
class SmtpTest {
  private static final String KEYS = "greenmail.tls.keystore.file";
  private static final String PASSWORD = "greenmail.tls.keystore.password";

  @TempDir private static Path folder;
  private static TestAuthority authority;
  private static Path elsewhere;

  private final SettableClock clock = new SettableClock(Instant.parse("2026-07-01T09:00:00Z"));
  private final GreenMail mail =
      new GreenMail(
          new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
          });
  private String password = "secret";
  private String subject = "Überblick";
  private Optional<SSLSocketFactory> trust;

  /// Greenmail reads its key store once for a process.
  @BeforeAll
  static void sign() throws Exception {
    authority = new TestAuthority(folder);
    System.setProperty(KEYS, authority.sign("127.0.0.1").toString());
    System.setProperty(PASSWORD, TestAuthority.PASSWORD);
    elsewhere = authority.sign("elsewhere.example");
  }

  @AfterAll
  static void forget() {
    System.clearProperty(KEYS);
    System.clearProperty(PASSWORD);
  }

  @BeforeEach
  void begin() throws Exception {
    trust = Optional.of(authority.trust());
    mail.setUser("hub@example.com", "hub", "secret");
    mail.start();
  }

  @AfterEach
  void end() {
    mail.stop();
  }

  private Answer send(int port, Security security, String... to) {
    ChannelPlan.Email plan =
        new ChannelPlan.Email(
            "post",
            "127.0.0.1",
            port,
            security,
            "hub",
            new Secret(password),
            "Selvedge <hub@example.com>",
            List.of("not-used@example.com"));
    return new Smtp(plan, clock, trust)
        .send(
            new Mail(
                "report.7.brand",
                List.of(to),
                subject,
                "Grüße",
                "<p>Grüße</p>" + "x".repeat(2000),
                false));
  }

  private int plain() {
    return mail.getSmtp().getPort();
  }

  private static String why(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Failed.class);
    return ((Answer.Failed) answer).why();
  }

  @Test
  void a_letter_is_two_alternatives_that_say_the_same() throws Exception {
    assertThat(send(plain(), Security.NONE, "ops@example.com"))
        .isEqualTo(new Answer.Taken("accepted by 127.0.0.1 for 1"));
    MimeMessage letter = mail.getReceivedMessages()[0];
    assertThat(letter.getSubject()).isEqualTo("Überblick");
    assertThat(letter.getMessageID()).isEqualTo("<report.7.brand@example.com>");
    assertThat(letter.getContentType()).startsWith("multipart/alternative");
    assertThat(letter.getHeader("Content-Language")).containsExactly("en-GB");
    assertThat(letter.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    Multipart parts = (Multipart) letter.getContent();
    assertThat(parts.getCount()).isEqualTo(2);
    assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain; charset=UTF-8");
    assertThat(parts.getBodyPart(0).getContent()).isEqualTo("Grüße");
    assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html; charset=UTF-8");
    assertThat(parts.getBodyPart(1).getContent().toString()).startsWith("<p>Grüße</p>xxx");
    String raw = new String(letter.getRawInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertThat(raw.lines()).allMatch(line -> line.length() <= 78);
  }

  @Test
  void with_tls_from_the_start() throws Exception {
    assertThat(send(mail.getSmtps().getPort(), Security.TLS, "ops@example.com"))
        .isInstanceOf(Answer.Taken.class);
    assertThat(mail.getReceivedMessages()).hasSize(1);
  }

  @Test
  void with_starttls() throws Exception {
    Path keys = Path.of(System.getProperty(KEYS));
    try (TlsFront front = new TlsFront(TestAuthority.server(keys), plain())) {
      assertThat(send(front.port(), Security.STARTTLS, "ops@example.com"))
          .isInstanceOf(Answer.Taken.class);
    }
    assertThat(mail.getReceivedMessages()).hasSize(1);
  }

  @Test
  void nothing_is_said_to_a_server_whose_authority_nobody_knows() throws Exception {
    trust = Optional.empty();
    assertThat(why(send(mail.getSmtps().getPort(), Security.TLS, "ops@example.com")))
        .startsWith("The mail server 127.0.0.1:")
        .contains("could not be trusted", "from an authority that the Java runtime knows");
    Path keys = Path.of(System.getProperty(KEYS));
    try (TlsFront front = new TlsFront(TestAuthority.server(keys), plain())) {
      assertThat(why(send(front.port(), Security.STARTTLS, "ops@example.com")))
          .contains("could not be trusted");
    }
    assertThat(mail.getReceivedMessages()).isEmpty();
  }

  @Test
  void nor_to_one_with_the_certificate_of_another() throws Exception {
    try (TlsFront front = new TlsFront(TestAuthority.server(elsewhere), plain())) {
      assertThat(why(send(front.port(), Security.STARTTLS, "ops@example.com")))
          .contains("shows a certificate of another name than 127.0.0.1: check 'host'");
    }
    assertThat(mail.getReceivedMessages()).isEmpty();
  }

  @Test
  void nor_in_the_clear_where_tls_is_asked_for() throws Exception {
    assertThat(why(send(plain(), Security.STARTTLS, "ops@example.com")))
        .contains("does not offer STARTTLS: check 'port'");
    assertThat(why(send(plain(), Security.TLS, "ops@example.com")))
        .contains("does not begin with TLS: check 'port'");
    assertThat(mail.getReceivedMessages()).isEmpty();
  }

  @Test
  void a_refused_log_in_says_whose_and_not_by_which_password() {
    password = "wrong-password";
    for (Security security : List.of(Security.NONE, Security.TLS)) {
      int port = security == Security.TLS ? mail.getSmtps().getPort() : plain();
      assertThat(why(send(port, security, "ops@example.com")))
          .contains("refuses the log-in of hub", "check 'user' and 'password'")
          .doesNotContain("wrong-password");
    }
  }

  @Test
  void a_refused_address_is_named_and_masked_and_keeps_the_others_from_nothing() throws Exception {
    try (Gatekeeper gate = new Gatekeeper(plain())) {
      gate.refuse("nobody@example.com", "550 5.1.1 <nobody@example.com>: no such user");
      gate.refuse("full@example.com", "452 4.2.2 mailbox full");
      assertThat(send(gate.port(), Security.NONE, "nobody@example.com"))
          .isEqualTo(
              new Answer.Refused(
                  "The mail server 127.0.0.1 does not take letters for no***@example.com"
                      + " (550 5.1.1 <no***@example.com>: no such user)."));
      // a server that says so has room another time
      assertThat(why(send(gate.port(), Security.NONE, "full@example.com")))
          .contains("does not take letters now for fu***@example.com (452 4.2.2 mailbox full)");
      assertThat(send(gate.port(), Security.NONE, "ops@example.com", "nobody@example.com"))
          .isInstanceOfSatisfying(
              Answer.Taken.class,
              taken ->
                  assertThat(taken.said())
                      .startsWith(
                          "accepted for 1 of the addresses, and not for no***@example.com"));
    }
    assertThat(mail.getReceivedMessages()).hasSize(1);
    assertThat(send(plain(), Security.NONE, "not an address")).isInstanceOf(Answer.Refused.class);
  }

  @Test
  void a_server_that_takes_no_leave_has_taken_the_letter() throws Exception {
    try (Gatekeeper gate = new Gatekeeper(plain())) {
      gate.answer("QUIT", "");
      assertThat(send(gate.port(), Security.NONE, "ops@example.com"))
          .isInstanceOf(Answer.Taken.class);
    }
    assertThat(mail.getReceivedMessages()).hasSize(1);
  }

  @Test
  void a_server_that_takes_no_letter_now_may_take_it_later() throws Exception {
    try (Gatekeeper gate = new Gatekeeper(plain())) {
      gate.answer("DATA", "451 4.3.1 out of memory");
      assertThat(why(send(gate.port(), Security.NONE, "ops@example.com")))
          .contains("does not take it now (451 4.3.1 out of memory");
      gate.answer("DATA", "");
      assertThat(why(send(gate.port(), Security.NONE, "ops@example.com"))).contains("127.0.0.1");
      gate.answer("DATA", "554 5.7.1 no");
      assertThat(send(gate.port(), Security.NONE, "ops@example.com"))
          .isInstanceOf(Answer.Refused.class);
    }
    assertThat(mail.getReceivedMessages()).isEmpty();
  }

  @Test
  void half_an_address_is_not_shown_either() throws Exception {
    try (Gatekeeper gate = new Gatekeeper(plain())) {
      gate.answer("DATA", "554 " + "x".repeat(185) + " ada.lovelace@example.com");
      assertThat(send(gate.port(), Security.NONE, "ops@example.com").toString())
          .contains("xxx")
          .doesNotContain("ada");
    }
  }

  @Test
  void a_subject_is_one_line_whatever_is_in_it() throws Exception {
    subject = "All is well\r\nBcc: eve@example.com\r\n\r\nHello";
    send(plain(), Security.NONE, "ops@example.com");
    assertThat(mail.getReceivedMessages()).hasSize(1);
    MimeMessage letter = mail.getReceivedMessages()[0];
    assertThat(letter.getSubject()).isEqualTo("All is well Bcc: eve@example.com Hello");
    assertThat(letter.getHeader("Bcc")).isNull();
  }
}
