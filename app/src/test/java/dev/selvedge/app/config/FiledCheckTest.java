package dev.selvedge.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Records of one's own, held against the collection that they go to before anything is.
final class FiledCheckTest {
  private static final String COLLECTIONS =
      """
      collections:
        Loyalty: { fields: { points: integer, tier: string } }
        Stores: { scope: account, fields: { name: string } }
      """;

  @TempDir private Path temp;

  private ProjectFolder mapping(String person, String record) {
    return new ProjectFolder(temp)
        .write("collections.yaml", COLLECTIONS)
        .write("mappings/shop.order.yaml", "system: shop\nkind: order\n" + person + record + "\n");
  }

  @Test
  void records_that_fit_their_collection_load() {
    assertThat(
            mapping(
                    "person: { email: email }\n",
                    "record: { collection: Loyalty, key: id, fields: { tier: { from: tier, type: string } } }")
                .problems())
        .isEmpty();
  }

  @Test
  void what_does_not_fit_is_said_with_what_to_do() {
    assertThat(mapping("", "record: { collection: Loyalti, key: id }").problems())
        .singleElement()
        .asString()
        .contains("there is no collection 'Loyalti' to map records to");
    assertThat(mapping("", "record: { collection: Loyalty, key: id }").problems())
        .singleElement()
        .asString()
        .contains("the records of Loyalty are somebody's, but the file does not say whose");
    assertThat(
            mapping("person: { email: email }\n", "record: { collection: Stores, key: id }")
                .problems())
        .singleElement()
        .asString()
        .contains("the records of Stores are the account's, but the file maps a 'person'");
    assertThat(
            mapping(
                    "person: { email: email }\n",
                    "record: { collection: Loyalty, key: id, fields: { tear: { from: tier, type: string } } }")
                .problems())
        .singleElement()
        .asString()
        .contains("'tear' is not a field of Loyalty (known: points, tier)");
  }

  @Test
  void a_collection_is_written_as_it_is_declared() {
    assertThat(
            mapping("person: { email: email }\n", "record: { collection: loyalty, key: id }")
                .problems())
        .singleElement()
        .asString()
        .contains(
            "the collection 'loyalty' is declared as 'Loyalty'",
            "write it alike: records of one collection are told apart by its name");
  }
}
