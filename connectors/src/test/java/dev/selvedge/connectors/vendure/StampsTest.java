package dev.selvedge.connectors.vendure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connectors.value.StableJson;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StampsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void the_latest_stamp_anywhere_counts_however_deep() {
    assertThat(
            Stamps.latest(
                json(
                    """
                    {"updatedAt":"2026-11-01T00:00:00Z","orderPlacedAt":"2026-11-02T00:00:00Z",
                     "payments":[{"updatedAt":"2026-11-03T00:00:00Z",
                       "refunds":[{"createdAt":"2026-11-04T00:00:00Z","updatedAt":"2026-11-05T00:00:00Z"}]}],
                     "history":{"items":[{"createdAt":"2026-11-04T12:00:00Z"}]}}""")))
        .contains(Instant.parse("2026-11-05T00:00:00Z"));
  }

  @Test
  void a_custom_field_is_not_a_stamp() {
    assertThat(
            Stamps.latest(
                json(
                    """
                    {"updatedAt":"2026-11-01T00:00:00Z",
                     "customFields":{"updatedAt":"2099-01-01T00:00:00Z"}}""")))
        .contains(Instant.parse("2026-11-01T00:00:00Z"));
  }

  @Test
  void what_is_no_time_is_passed_over() {
    assertThat(Stamps.latest(json("{\"updatedAt\":null,\"createdAt\":\"yesterday\",\"lines\":[]}")))
        .isEmpty();
  }

  @Test
  void a_record_is_written_alike_in_whatever_order_its_parts_come() {
    String one = "{\"lines\":[{\"id\":\"2\",\"n\":1.50},{\"id\":\"10\",\"n\":1}],\"code\":\"X\"}";
    String other = "{\"code\":\"X\",\"lines\":[{\"id\":\"10\",\"n\":1},{\"n\":1.5,\"id\":\"2\"}]}";
    assertThat(StableJson.write(json(one)))
        .isEqualTo(StableJson.write(json(other)))
        .isEqualTo("{\"code\":\"X\",\"lines\":[{\"id\":\"2\",\"n\":1.5},{\"id\":\"10\",\"n\":1}]}");
  }

  @Test
  void a_list_of_plain_values_keeps_its_order() {
    assertThat(StableJson.write(json("{\"couponCodes\":[\"B\",\"A\"]}")))
        .isEqualTo("{\"couponCodes\":[\"B\",\"A\"]}");
  }

  private static JsonNode json(String text) {
    return JSON.readTree(text);
  }
}
