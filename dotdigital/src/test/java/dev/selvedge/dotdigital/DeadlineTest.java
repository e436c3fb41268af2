package dev.selvedge.dotdigital;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.dotdigital.ScriptedServer.Step;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.contact.ContactBatch;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.contact.ContactWrite;
import dev.selvedge.dotdigital.contact.EmailStatus;
import dev.selvedge.dotdigital.contact.MergeOption;
import dev.selvedge.dotdigital.http.ClientConfig;
import dev.selvedge.dotdigital.http.Credentials;
import dev.selvedge.dotdigital.http.Transmission;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A call ends, whatever the server does to keep it.
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeadlineTest {
  private static final InstantSource CLOCK = InstantSource.fixed(ScriptedServer.NOW);

  private final ScriptedServer server = new ScriptedServer();

  @AfterEach
  void close() {
    server.close();
  }

  /// Patient with silence, so that only the deadline can end a call.
  private static ClientConfig hasty(ClientConfig config) {
    return config
        .withTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(20))
        .withCallTimeout(Duration.ofMillis(300));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n{",
        "HTTP/1.1 200 OK\r\nX-Never-Ending: "
      })
  void an_answer_that_trickles_for_ever_is_lost_at_the_deadline(String beginning) {
    server.then(new Step.Trickle(beginning)).replies(200, "{\"id\":40001}");

    try (var client = Dotdigital.open(hasty(server.config()), CLOCK)) {
      assertThat(client.account().get()).isEqualTo(new Answer.Lost<>(Transmission.Loss.TIMED_OUT));
      assertThat(client.account().get()).isInstanceOf(Answer.Ok.class);
    }
  }

  @Test
  void a_server_that_takes_the_request_too_slowly_is_given_up_at_the_deadline() throws IOException {
    var batch = ContactBatch.upTo(100, 40_000_000, MergeOption.OVERWRITE);
    for (int i = 0; i < 100; i++) {
      batch.add(
          ContactWrite.stating(
                  new ContactKey.Email("ada" + i + "@example.com"), new EmailStatus.Unsubscribed())
              .field("FIRSTNAME", "a".repeat(300_000))
              .build());
    }
    // It listens and never reads.
    try (var deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var client = Dotdigital.open(hasty(config(deaf)), CLOCK)) {
      assertThat(client.contacts().importBatch(batch))
          .isEqualTo(new Answer.Lost<>(Transmission.Loss.TIMED_OUT));
    }
  }

  private static ClientConfig config(ServerSocket socket) {
    return ClientConfig.of(
        URI.create("http://127.0.0.1:" + socket.getLocalPort()), new Credentials("u", "s3cret"));
  }

  @Test
  void a_whole_call_may_take_as_long_as_its_parts_and_no_call_ends_before_121_seconds() {
    ClientConfig usual =
        ClientConfig.of(URI.create("http://127.0.0.1:1"), new Credentials("u", "s3cret"));

    assertThat(usual.responseTimeout()).isGreaterThanOrEqualTo(Duration.ofSeconds(121));
    assertThat(usual.callTimeout())
        .isBetween(usual.connectTimeout().plus(usual.responseTimeout()), Duration.ofSeconds(149));
  }
}
