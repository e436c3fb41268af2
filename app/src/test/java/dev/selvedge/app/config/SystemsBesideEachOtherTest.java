package dev.selvedge.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What two systems of one project tell: whose carts, wishes and records are told apart, and how
/// product numbers are written.
final class SystemsBesideEachOtherTest {
  private static final String CART =
      """
      cart: { key: KEY, currency: { value: GBP }, lines: { each: items, sku: sku, quantity: qty } }
      """;
  private static final String WISH =
      """
      wish: { key: KEY, sku: sku, asked_at: at, for: { value: stock } }
      """;

  private static final String RECORD =
      """
      record: { collection: COLLECTION, key: KEY, fields: { points: { from: n, type: numeric } } }
      """;

  @TempDir private Path temp;

  private ProjectFolder two(String section, String firstKey, String secondKey) {
    ProjectFolder folder =
        new ProjectFolder(temp)
            .write(
                "selvedge.yaml",
                ProjectFolder.SETTINGS.replace("[customer, order]", "[it]")
                    + "  uk: { connector: kinds, options: { kinds: [it] } }\n")
            .write("mappings/shop.it.yaml", mapped("shop", section, firstKey))
            .write("mappings/uk.it.yaml", mapped("uk", section, secondKey));
    return folder.remove("mappings/shop.customer.yaml").remove("mappings/shop.order.yaml");
  }

  private static String mapped(String system, String section, String key) {
    return ProjectFolder.mapping(system, "it") + section.replace("KEY", key);
  }

  @Test
  void two_that_count_alike_are_an_error_that_says_what_to_do() {
    assertThat(two(CART, "id", "id").problems())
        .singleElement()
        .asString()
        .startsWith("mappings/uk.it.yaml:1")
        .contains(
            "nothing tells the carts of 'uk' from those of 'shop'",
            "key: { cel: \"'uk-' + string(record.id)\" }",
            "'shared: true' in 'cart'");
    assertThat(two(WISH, "id", "{ from: id }").problems())
        .singleElement()
        .asString()
        .contains("nothing tells the wishes of 'uk' from those of 'shop'");
  }

  @Test
  void so_are_two_that_count_the_records_of_one_collection_alike() {
    assertThat(records("Loyalty", "id", "Loyalty", "id").problems())
        .singleElement()
        .asString()
        .startsWith("mappings/uk.it.yaml:")
        .contains(
            "nothing tells the records of Loyalty of 'uk' from those of 'shop'",
            "key: { cel: \"'uk-' + string(record.id)\" }; or write",
            "'shared: true' in 'record' where both tell the same records");
    assertThat(records("Loyalty", "id", "Loyalty", "{ cel: \"'uk-' + string(record.id)\" }"))
        .returns(List.of(), ProjectFolder::problems);
    assertThat(records("Loyalty", "id", "Loyalty", "id, shared: true"))
        .returns(List.of(), ProjectFolder::problems);
    assertThat(records("Loyalty", "id", "Reviews", "id"))
        .returns(List.of(), ProjectFolder::problems);
  }

  private ProjectFolder records(String first, String firstKey, String second, String secondKey) {
    ProjectFolder folder =
        two(RECORD.replace("COLLECTION", first), firstKey, secondKey)
            .write(
                "collections.yaml",
                """
                collections:
                  Loyalty: { scope: contact, fields: { points: float } }
                  Reviews: { scope: contact, fields: { points: float } }
                """);
    return folder.write(
        "mappings/uk.it.yaml", mapped("uk", RECORD.replace("COLLECTION", second), secondKey));
  }

  @Test
  void those_that_are_told_apart_or_tell_the_same_are_none() {
    assertThat(two(CART, "id", "{ cel: \"'uk-' + string(record.id)\" }").problems()).isEmpty();
    assertThat(two(CART, "id, shared: true", "id").problems()).isEmpty();
    assertThat(two(WISH, "id", "id, shared: true").problems()).isEmpty();
  }

  @Test
  void a_system_may_write_product_numbers_as_they_are_sent() {
    ProjectFolder folder = new ProjectFolder(temp);
    assertThat(folder.project().products().cleaning()).isEmpty();
    folder.write(
        "selvedge.yaml",
        ProjectFolder.SETTINGS.replace("connector: kinds", "connector: kinds, skus: cleaned"));
    assertThat(folder.project().products().cleaning()).containsExactly(new SystemName("shop"));
    folder.write(
        "selvedge.yaml",
        ProjectFolder.SETTINGS.replace("connector: kinds", "connector: kinds, skus: clean"));
    assertThat(folder.problems())
        .singleElement()
        .asString()
        .contains("'skus' must be as_written or cleaned; got 'clean'");
  }
}
