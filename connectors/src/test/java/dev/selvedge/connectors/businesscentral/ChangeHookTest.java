package dev.selvedge.connectors.businesscentral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connector.WebhookSource.Reading;
import dev.selvedge.connectors.Systems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What Business Central tells of its own accord.
class ChangeHookTest {
  private static final String COMPANY = "11111111-2222-4333-8444-555555555555";
  private static final String RECORD = "AAAAAAAA-0000-4000-8000-000000000001";
  private static final String OPTIONS =
      """
      tenant: weavers.example.com
      company_id: %s
      client_id: hub
      client_secret: secret
      feeds: [customer, order]
      webhooks: { url: "https://hub.example.com", client_state: a-word-of-many-letters }
      """
          .formatted(COMPANY);

  private final Connector.Opened system =
      Systems.plan(new BusinessCentralConnector(), OPTIONS, Path.of(".")).open();
  private final WebhookSource hook = system.webhooks().getFirst();

  @AfterEach
  void close() {
    system.close();
  }

  private Reading told(String... notifications) {
    return read("{\"value\":[" + String.join(",", notifications) + "]}");
  }

  private Reading read(String body) {
    return hook.read(
        new WebhookSource.Call("businesscentral", Map.of(), Payload.ofText(body), Systems.NOW));
  }

  private static String notification(String state, String set, String type) {
    return notification(state, COMPANY, set, type);
  }

  private static String notification(String state, String company, String set, String type) {
    return """
    {"subscriptionId":"s","clientState":"%s","expirationDateTime":"2026-11-27T09:00:00Z",
     "resource":"api/v2.0/companies(%s)/%s(%s)","changeType":"%s",
     "lastModifiedDateTime":"2026-11-24T09:00:00Z"}"""
        .formatted(state, company, set, RECORD, type);
  }

  @Test
  void the_token_of_the_handshake_is_given_back_and_only_where_one_belongs() {
    assertThat(hook.greeting("businesscentral", Map.of("validationToken", "t0k3n")))
        .contains("t0k3n");
    assertThat(hook.greeting("other", Map.of("validationToken", "t0k3n"))).isEmpty();
    assertThat(hook.greeting("businesscentral", Map.of())).isEmpty();
    assertThat(hook.greeting("businesscentral", Map.of("validationToken", "x".repeat(2001))))
        .isEmpty();
  }

  @Test
  void changes_of_several_subscriptions_are_records_to_read_each_once() {
    String word = "a-word-of-many-letters";
    Reading reading =
        told(
            notification(word, "customers", "updated"),
            notification(word, "customers", "updated"),
            notification(word, "salesOrders", "created"),
            notification(word, "items", "created"),
            notification(word, "99999999-2222-4333-8444-555555555555", "customers", "updated")
                .replace(RECORD, RECORD.replace("001", "009")),
            notification(word, "salesOrders", "deleted"));
    assertThat(((Reading.Hints) reading).records())
        .extracting(RecordRef::toString)
        .containsExactly(
            "test/customer/aaaaaaaa-0000-4000-8000-000000000001",
            "test/order/aaaaaaaa-0000-4000-8000-000000000001");
  }

  @Test
  void a_deletion_and_a_collection_are_left_to_the_next_poll() {
    String many =
        """
        {"subscriptionId":"s","clientState":"a-word-of-many-letters","changeType":"collection",
         "resource":"api/v2.0/companies(%s)/customers?$filter=lastModifiedDateTime gt 2026"}"""
            .formatted(COMPANY);
    assertThat(told(many, notification("a-word-of-many-letters", "customers", "deleted")))
        .isEqualTo(new Reading.Records(List.of()));
  }

  @Test
  void one_word_that_is_wrong_refuses_the_whole_call() {
    Reading reading =
        told(
            notification("a-word-of-many-letters", "customers", "updated"),
            notification("another-word-of-letters", "customers", "updated"));
    assertThat(((Reading.Refused) reading).status()).isEqualTo(401);
    assertThat(((Reading.Refused) reading).sentence()).doesNotContain("a-word-of");
    assertThat(told("{}")).isInstanceOf(Reading.Refused.class);
  }

  @Test
  void what_is_no_notification_is_refused_and_not_quoted() {
    for (String body :
        List.of("{\"value\":[", "{}", "[1]", "{\"value\":[]}", "<html>ann@example.com</html>")) {
      Reading reading = read(body);
      assertThat(reading).as(body).isInstanceOf(Reading.Refused.class);
      assertThat(((Reading.Refused) reading).status()).as(body).isEqualTo(400);
      assertThat(((Reading.Refused) reading).sentence()).doesNotContain("ann@");
    }
  }
}
