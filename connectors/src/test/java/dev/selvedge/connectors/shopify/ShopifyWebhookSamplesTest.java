package dev.selvedge.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connector.WebhookSource.Reading;
import dev.selvedge.connectors.shopify.api.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The bodies that Shopify publishes as examples, of every topic the connector knows and of every
/// version there is, signed and delivered. Their long numbers are rounded; global ids are not.
@Tag("vendor-schema")
class ShopifyWebhookSamplesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String ALL = "products: true\nvariants: true\ncarts: true\n";

  @SuppressWarnings("NullAway.Init") // set once for all tests
  private static Map<String, byte[]> files;

  @BeforeAll
  static void read_the_samples() {
    files = ShopifyPackages.webhooks().readAll(name -> name.startsWith("metadatas/"));
  }

  private static JsonNode metadata(String version, Topic topic) {
    byte[] file = files.get("metadatas/" + version + "/" + topic.header() + ".json");
    return file == null ? JSON.nullNode() : JSON.readTree(file);
  }

  private static List<String> versions() {
    return files.keySet().stream().map(name -> name.split("/", 3)[1]).distinct().sorted().toList();
  }

  private static Reading delivered(Topic topic, JsonNode body) {
    WebhookSource source = Deliveries.source(ALL);
    // The examples name a shop of their own.
    if (body.isObject() && body.has("shop_domain")) {
      ((ObjectNode) body).put("shop_domain", Deliveries.SHOP);
    }
    return source.read(Deliveries.signed(topic.header(), body.toString()));
  }

  @Test
  void every_sample_of_every_version_is_understood() {
    List<String> unread = new ArrayList<>();
    int count = 0;
    for (String version : versions()) {
      for (Topic topic : Topic.values()) {
        JsonNode metadata = metadata(version, topic);
        if (metadata.isNull()) {
          continue;
        }
        count++;
        Reading reading = delivered(topic, metadata.path("response"));
        if (!fits(topic, reading)) {
          unread.add(version + " " + topic.header() + ": " + reading);
        }
      }
    }
    assertThat(unread).isEmpty();
    assertThat(count).isGreaterThan(250);
  }

  private static boolean fits(Topic topic, Reading reading) {
    return switch (topic.meaning()) {
      case Topic.Meaning.Changed _ -> reading instanceof Reading.Hints;
      case Topic.Meaning.Deleted _, Topic.Meaning.Consent _ ->
          reading instanceof Reading.Records records && records.records().size() == 1;
      // The published example is of a merger that failed.
      case Topic.Meaning.Merged _, Topic.Meaning.Nothing _ ->
          reading.equals(new Reading.Records(List.of()));
      case Topic.Meaning.Privacy _, Topic.Meaning.Uninstalled _ -> reading instanceof Reading.Notes;
    };
  }

  @Test
  void keys_are_the_ones_of_the_global_ids() {
    JsonNode customer = metadata("2026-07", Topic.CUSTOMERS_UPDATE).path("response");
    assertThat(customer.path("admin_graphql_api_id").stringValue()).endsWith("/706405506930370084");
    assertThat(((Reading.Hints) delivered(Topic.CUSTOMERS_UPDATE, customer)).records())
        .extracting(ref -> ref.key())
        .containsExactly("706405506930370084");
  }

  /// Why consent is not taken from what is told of customers.
  @Test
  void what_is_told_of_customers_has_had_no_consent_since_2025() {
    assertThat(
            metadata("2024-10", Topic.CUSTOMERS_UPDATE)
                .path("response")
                .has("email_marketing_consent"))
        .isTrue();
    assertThat(
            metadata("2026-07", Topic.CUSTOMERS_UPDATE)
                .path("response")
                .has("email_marketing_consent"))
        .isFalse();
  }

  @Test
  void privacy_topics_can_be_had_in_the_app_s_configuration_only() {
    for (Topic topic : Topic.values()) {
      boolean api = metadata("2026-07", topic).path("available_on").toString().contains("graphql");
      assertThat(topic.canBeSubscribed()).as(topic.header()).isEqualTo(api);
    }
  }
}
