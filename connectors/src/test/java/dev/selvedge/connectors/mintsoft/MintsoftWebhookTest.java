package dev.selvedge.connectors.mintsoft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.connector.WebhookSource.Call;
import dev.selvedge.connector.WebhookSource.Reading;
import dev.selvedge.connectors.Systems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What Mintsoft's unsigned calls come to.
class MintsoftWebhookTest {
  private static final String TOKEN = "a-token-nobody-can-guess-1";

  private static Reading read(String kind, String body) {
    String options = "api_key: a\nwebhook_token: " + TOKEN + "\n";
    return Systems.plan(new MintsoftConnector(), options, Path.of("."))
        .open()
        .webhooks()
        .getFirst()
        .read(new Call(kind, Map.of(), Payload.ofText(body), Systems.NOW));
  }

  private static int refused(Reading reading) {
    assertThat(reading).isInstanceOf(Reading.Refused.class);
    assertThat(((Reading.Refused) reading).sentence()).isNotBlank().doesNotContain("ann@", TOKEN);
    return ((Reading.Refused) reading).status();
  }

  @Test
  void an_order_that_was_told_is_a_hint_and_nothing_more() {
    String body = "{\"ID\":4711,\"OrderNumber\":\"W-1\",\"Email\":\"ann@example.com\"}";
    assertThat(read(TOKEN, body))
        .isInstanceOfSatisfying(
            Reading.Hints.class,
            hints ->
                assertThat(hints.records())
                    .extracting(RecordRef::text)
                    .containsExactly("test/order/4711"));
  }

  @Test
  void who_does_not_know_the_address_is_not_heard() {
    for (String kind : List.of("mintsoft", "order", "a-token-nobody-can-guess-2", TOKEN + "0")) {
      assertThat(refused(read(kind, "{\"ID\":4711}"))).isEqualTo(404);
    }
  }

  @Test
  void what_cannot_be_read_is_refused_and_not_quoted() {
    for (String body :
        List.of(
            "",
            "{\"ID\":",
            "[1]",
            "{\"ID\":0}",
            "{\"ID\":-1}",
            "{\"ID\":1.5}",
            "{\"ID\":99999999999999999999}",
            "{\"ID\":\"ann@example.com\"}",
            "<html>ann@")) {
      assertThat(refused(read(TOKEN, body))).as(body).isEqualTo(400);
    }
  }

  @Test
  void a_hub_that_is_not_called_has_no_webhook() {
    assertThat(
            Systems.plan(new MintsoftConnector(), "api_key: a\n", Path.of(".")).open().webhooks())
        .isEmpty();
  }
}
