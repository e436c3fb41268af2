package dev.selvedge.connectors.netsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.Secret;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.Systems;
import dev.selvedge.testkit.source.HttpVendor.Fault;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How an account lets us in, and how it is spared.
class NetSuiteAccessTest {
  private static final String CUSTOMERS = "time_zone: UTC\nfeeds: customer\n";
  private final SuiteStandIn account = new SuiteStandIn("UTC");

  @AfterEach
  void close() {
    account.close();
  }

  private void poll(PolledSource source) {
    source.poll(Cursor.START, account.clock.instant(), 10);
  }

  @Test
  void a_word_signed_with_an_elliptic_curve_gives_a_token_that_is_kept_for_its_hour() {
    PolledSource source = account.open(CUSTOMERS).polled().getFirst();
    poll(source);
    poll(source);
    account.clock.advance(Duration.ofMinutes(58));
    poll(source);
    assertThat(account.door.algorithms()).containsExactly("ES256");
    account.clock.advance(Duration.ofMinutes(3));
    poll(source);
    assertThat(account.door.algorithms()).containsExactly("ES256", "ES256");
  }

  @Test
  void a_word_signed_with_rsa_is_signed_as_ps256() throws GeneralSecurityException {
    KeyPairGenerator pairs = KeyPairGenerator.getInstance("RSA");
    pairs.initialize(2048);
    KeyPair pair = pairs.generateKeyPair();
    SuiteStandIn rsa = new SuiteStandIn("UTC", pair);
    rsa.open(CUSTOMERS).polled().getFirst().poll(Cursor.START, SuiteStandIn.NOW, 10);
    assertThat(rsa.door.algorithms()).containsExactly("PS256");
    assertThat(SigningKey.read(new Secret(Doorkeeper.pem(pair))).toString())
        .isEqualTo("Optional[SigningKey[PS256]]");
    rsa.close();
  }

  @Test
  void a_token_that_was_withdrawn_is_renewed_once() {
    PolledSource source = account.open(CUSTOMERS).polled().getFirst();
    poll(source);
    account.door.endSessions();
    poll(source);
    assertThat(account.door.algorithms()).hasSize(2);
  }

  @Test
  void a_certificate_that_is_not_mapped_is_said_and_nothing_is_shown() {
    PolledSource source =
        account
            .openAs((account.options() + CUSTOMERS).replace("cert-1", "cert-2"))
            .polled()
            .getFirst();
    assertThatThrownBy(() -> poll(source))
        .isInstanceOfSatisfying(
            SourceException.class, refused -> assertThat(refused.isRefused()).isTrue())
        .hasMessageContaining("certificate is mapped")
        .hasMessageNotContaining("cert-2");
  }

  @Test
  void a_token_signs_each_call_with_a_word_of_its_own() {
    PolledSource source = account.openAs(account.tokenOptions() + CUSTOMERS).polled().getFirst();
    poll(source);
    poll(source);
    PolledSource wrong =
        account
            .openAs((account.tokenOptions() + CUSTOMERS).replace("tok-secret", "other-secret"))
            .polled()
            .getFirst();
    assertThatThrownBy(() -> poll(wrong))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("INVALID_LOGIN")
        .hasMessageNotContaining("other-secret");
  }

  @Test
  void one_call_is_made_at_a_time_unless_more_are_allowed() throws Exception {
    assertThat(busiest(CUSTOMERS, 1)).isEqualTo(1);
  }

  @Test
  void so_many_calls_are_made_at_once_as_are_allowed() throws Exception {
    assertThat(busiest(CUSTOMERS + "concurrent: 2\n", 2)).isEqualTo(2);
  }

  /// Two polls at once, each held up until both are there or it is plain that the other waits.
  private int busiest(String options, int together) throws Exception {
    PolledSource source = account.open(options).polled().getFirst();
    poll(source);
    CountDownLatch arrived = new CountDownLatch(together);
    account.during(
        calls -> {
          arrived.countDown();
          await(arrived);
        });
    try (ExecutorService two = Executors.newFixedThreadPool(2)) {
      List<Future<?>> polls =
          List.of(two.submit(() -> poll(source)), two.submit(() -> poll(source)));
      for (Future<?> each : polls) {
        each.get(60, TimeUnit.SECONDS);
      }
    }
    return account.busiest();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void an_account_with_too_many_calls_is_left_alone_for_a_while() {
    PolledSource source = account.open(CUSTOMERS).polled().getFirst();
    poll(source);
    for (Fault fault : List.of(new Fault.ThrottledItsWay(), new Fault.Throttled(20))) {
      account.next(fault);
      assertThatThrownBy(() -> poll(source)).hasMessageContaining("LIMIT_EXCEEDED");
      int calls = account.asked().size();
      account.clock.advance(Duration.ofSeconds(19));
      assertThatThrownBy(() -> poll(source)).hasMessageContaining("left alone");
      assertThat(account.asked()).hasSize(calls);
      account.clock.advance(Duration.ofSeconds(2));
      poll(source);
    }
  }

  @Test
  void keys_of_other_forms_and_missing_options_are_said() {
    String start = "account: 1\ntime_zone: UTC\nclient_id: c\ncertificate_id: k\nprivate_key: ";
    assertThat(complaints(start + "\"-----BEGIN RSA PRIVATE KEY-----\\nAAAA\"\n"))
        .singleElement()
        .satisfies(text -> assertThat(text).contains("PKCS 8").contains("openssl pkcs8"));
    PolledSource source =
        account.openAs(start + "no-key-at-all\nfeeds: customer\n").polled().getFirst();
    assertThatThrownBy(() -> poll(source))
        .hasMessageContaining("PKCS 8")
        .hasMessageNotContaining("no-key");
    assertThat(complaints("account: 1\ntime_zone: UTC\nauth: token\nconsumer_key: c\n"))
        .hasSize(3)
        .allSatisfy(text -> assertThat(text).contains("is missing"));
    assertThat(
            complaints(account.options() + "time_zone: Mars/Olympus\nfeeds: [customer, ordre]\n"))
        .satisfiesExactlyInAnyOrder(
            text -> assertThat(text).contains("Mars/Olympus"),
            text -> assertThat(text).contains("'ordre' is no feed").contains("order"));
    assertThat(
            complaints(
                account.options()
                    + "time_zone: UTC\nfields: { customer: \"email) FROM x\", item: \"x:colour\" }\n"
                    + "types: { order: \"'SalesOrd'\" }\nguest_customers: ann\ncurrency: pounds\n"
                    + "since: yesterday\n"))
        .hasSize(6);
  }

  private static List<String> complaints(String yaml) {
    return Systems.complaints(new NetSuiteConnector(), yaml);
  }
}
