package dev.selvedge.mapping.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.yaml.Problems;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MappedPathsTest {
  private static final String FILE =
      """
      system: shop
      kind: order
      only_if: { cel: "!(record.status_id in [1, 7]) && record['odd name'].x != 'record.not_this'" }
      person:
        email: billing.email
      order:
        key: id
        header:
          placed_at: { from: created }
          status: { value: open }
          currency: { value: GBP }
          total: { value: 1 }
          payment: 'meta[key=method].value'
          lines:
            each: parcels[*].products
            only_if: { cel: "item.kind == 'sold' && record.open" }
            sku: sku
            quantity: sizes[0].count
            unit_price: { from: '$.rates[kind=net].price' }
            name: { cel: "item.names.exists(n, n.lang == 'en') ? item.names[0].text : item.title.trim()" }
        refunds:
          each: refunds
          key: id
          amount: total
          refunded_at: created
          lines: { each: items, sku: sku, quantity: quantity }
      examples:
        - { name: one, record: { sku: x }, skipped: true }
      """;

  @Test
  void all_that_a_file_reads_is_known_with_the_lists_it_stands_in() {
    assertThat(paths())
        .extracting(
            path -> String.join(".", path.members()) + " " + path.at().replaceAll(".*:", ""))
        .containsExactlyInAnyOrder(
            "status_id 3",
            "odd name.x 3",
            "billing.email 5",
            "id 7",
            "created 9",
            "meta.value 13",
            "meta.key 13",
            "parcels.products 15",
            "parcels.products.kind 16",
            "open 16",
            "parcels.products.sku 17",
            "parcels.products.sizes.count 18",
            "rates.price 19",
            "rates.kind 19",
            "parcels.products.names 20",
            "parcels.products.names.text 20",
            "parcels.products.title 20",
            "refunds 22",
            "refunds.id 23",
            "refunds.total 24",
            "refunds.created 25",
            "refunds.items 26",
            "refunds.items.sku 26",
            "refunds.items.quantity 26");
  }

  @Test
  void a_path_is_written_from_the_record_on() {
    assertThat(paths())
        .extracting(MappedPath::text)
        .contains(
            "meta[key=method].value",
            "meta.key",
            "parcels[*].products",
            "parcels[*].products[*].sizes[0].count",
            "rates[kind=net].price",
            "refunds[*].items[*].sku");
  }

  @Test
  void a_path_tells_whether_a_record_has_anything_there() {
    JsonNode full =
        read(
            """
            {"id": 0, "rates": [{"kind": "net", "price": 5}], "meta": [{"key": "colour", "value": "x"}, {"key": "method", "value": "card"}],
             "parcels": [{"products": []}, {"products": [{"sku": ""}, {"sku": "A"}]}],
             "refunds": {"items": {"sku": "B"}}}
            """);
    JsonNode poor =
        read(
            """
            {"id": null, "meta": [{"key": "colour", "value": "x"}], "parcels": [{"products": [{"sku": " "}]}],
             "refunds": []}
            """);
    for (String text :
        List.of(
            "id",
            "rates[kind=net].price",
            "meta[key=method].value",
            "parcels[*].products[*].sku",
            "refunds[*].items[*].sku")) {
      assertThat(named(text).finds(full)).as(text).isTrue();
      assertThat(named(text).finds(poor)).as(text).isFalse();
    }
  }

  private static MappedPath named(String text) {
    return paths().stream()
        .filter(path -> path.text().equals(text) && path.isFollowed())
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode read(String json) {
    return ((RecordBody.Reading.Read) RecordBody.read(json.getBytes(StandardCharsets.UTF_8)))
        .object();
  }

  private static List<MappedPath> paths() {
    Problems problems = new Problems();
    MappingProject project =
        MappingLoader.load(Map.of("order.yaml", FILE), new FieldCatalogue(Map.of()), problems);
    assertThat(problems.sorted()).isEmpty();
    return project.paths().values().iterator().next();
  }
}
