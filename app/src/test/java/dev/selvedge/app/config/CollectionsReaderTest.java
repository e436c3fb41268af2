package dev.selvedge.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.mapping.collection.Column;
import dev.selvedge.mapping.collection.ColumnType;
import dev.selvedge.mapping.collection.Declaration;
import dev.selvedge.mapping.collection.Declaration.Scope;
import dev.selvedge.mapping.rule.MappingExamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `collections.yaml`, and what mappings say of orders.
class CollectionsReaderTest {
  private static final String ORDER =
      """
      system: shop
      kind: %s
      person: { email: email }
      order:
        key: id
        header:
          placed_at: at
          status: status
          currency: { value: GBP }
          total: total
          attributes: { %s }
      """;

  @TempDir private Path temp;

  private List<String> problems(String collections) {
    return new ProjectFolder(temp).write("collections.yaml", collections).problems();
  }

  @Test
  void the_example_of_the_page_loads() throws IOException {
    String page = Files.readString(Path.of("../docs/insight-data.md"));
    String example = page.substring(page.indexOf("```yaml\n") + 8, page.indexOf("\n```\n"));
    Project project = new ProjectFolder(temp).write("collections.yaml", example).project();

    Declaration loyalty = project.collections().find("loyalty").orElseThrow();
    assertThat(loyalty.name()).isEqualTo("Loyalty");
    assertThat(loyalty.columns())
        .contains(
            Column.of("points", ColumnType.INTEGER),
            new Column("badges", ColumnType.STRING, true, List.of()),
            Column.records(
                "gifts",
                Column.of("name", ColumnType.STRING),
                Column.of("worth", ColumnType.FLOAT)));
    assertThat(project.collections().find("Stores").orElseThrow().scope()).isEqualTo(Scope.ACCOUNT);
  }

  @Test
  void a_project_without_the_file_has_its_orders() {
    Project project = new ProjectFolder(temp).project();

    assertThat(project.collections().all()).extracting(Declaration::name).containsExactly("Orders");
  }

  @Test
  void what_an_order_holds_beside_is_of_the_type_its_mapping_says() {
    Project project =
        new ProjectFolder(temp)
            .write(
                "mappings/shop.order.yaml",
                ORDER.formatted("order", "weight: { from: weight, type: numeric }"))
            .project();

    assertThat(project.collections().find("Orders").orElseThrow().columns())
        .contains(Column.of("weight", ColumnType.FLOAT));
  }

  @Test
  void one_attribute_has_one_type() {
    ProjectFolder folder =
        new ProjectFolder(temp)
            .write(
                "mappings/shop.customer.yaml",
                ORDER.formatted("customer", "gift: { from: gift, type: boolean }"))
            .write(
                "mappings/shop.order.yaml",
                ORDER.formatted(
                    "order",
                    "gift: { from: gift, type: string }, currency: { from: x, type: date },"
                        + " storeName: { from: x, type: string }"));

    assertThat(folder.problems())
        .containsExactlyInAnyOrder(
            "mappings/shop.order.yaml:1:1: the order's attribute 'storeName' is the same name as"
                + " 'store_name', spelled otherwise (give it another name, or spell it alike)",
            "mappings/shop.order.yaml:1:1: the order's attribute 'gift' is a text here and true or"
                + " false elsewhere (a collection has one type for it, for ever: give it another"
                + " name or type)",
            "mappings/shop.order.yaml:1:1: the order's attribute 'currency' is a date or time such"
                + " as 2026-02-01T10:00:00Z here and a text elsewhere (a collection has one type for"
                + " it, for ever: give it another name or type)");
  }

  @Test
  void what_is_wrong_is_said_with_its_place() {
    assertThat(
            problems(
                """
                collections:
                  1st: { fields: { a: string } }
                  Orders: { fields: { a: string } }
                  Books: { type: catalog }
                  Empty: { scope: account }
                  Odd: { fields: { a: number, b b: string, c: { type: record }, d-e: string, d_e: string } }
                """))
        .containsExactly(
            "collections.yaml:2:3: '1st' is not a collection's name (write 2 to 255 letters, digits"
                + " and '_', not beginning with a digit)",
            "collections.yaml:3:3: what the collection Orders looks like is known already (remove"
                + " it; what an order holds beside is declared in the mapping, 'order.attributes')",
            "collections.yaml:4:3: Dotdigital knows a collection as a catalogue when its name begins"
                + " with 'catalog_' and it belongs to the account (name it catalog_Books, and leave"
                + " 'scope' out)",
            "collections.yaml:5:10: 'fields' is missing in 'collections.Empty' (add 'fields: …')",
            "collections.yaml:6:23: 'number' is not a type (write one of: string, float, integer,"
                + " timestamp, boolean, record)",
            "collections.yaml:6:31: 'b b' is not a field's name (write 1 to 128 letters, digits, '_'"
                + " and '-'; no two that differ by '-' and '_' alone)",
            "collections.yaml:6:47: 'fields' is missing in 'collections.Odd.fields.c' (add 'fields:"
                + " …')",
            "collections.yaml:6:78: 'd_e' is not a field's name beside d-e (write 1 to 128 letters,"
                + " digits, '_' and '-'; no two that differ by '-' and '_' alone)");
  }

  private static final String PRODUCT = "system: shop\nkind: product\nproduct: { key: sku }\n";

  private ProjectFolder withProducts(String mapping, String collections) {
    return new ProjectFolder(temp)
        .write("selvedge.yaml", ProjectFolder.SETTINGS.replace("[customer,", "[product, customer,"))
        .write("mappings/shop.product.yaml", mapping)
        .write("collections.yaml", collections);
  }

  private static String yaml(String page, String chapter) throws IOException {
    String text = Files.readString(Path.of("../docs/" + page));
    String below = text.substring(text.indexOf("\n## " + chapter + "\n"));
    String example = below.substring(below.indexOf("```yaml\n") + 8);
    return example.substring(0, example.indexOf("\n```\n") + 1);
  }

  @Test
  void the_examples_of_products_load_and_hold() throws IOException {
    String catalog = yaml("insight-data.md", "Products").replace("[wms, shop]", "[shop]");

    Project project = withProducts(yaml("mapping.md", "Products"), catalog).project();

    assertThat(MappingExamples.run(project.mappings())).isEmpty();
    assertThat(MappingExamples.count(project.mappings())).isEqualTo(1);
    assertThat(project.products().catalog()).isEqualTo("catalog_products");
    assertThat(project.products().owners()).containsKeys("price", "stock");
    assertThat(project.collections().catalog().orElseThrow().columns())
        .contains(Column.of("colour", ColumnType.STRING), Column.of("price", ColumnType.FLOAT));
  }

  @Test
  void products_need_a_catalogue_and_one_is_enough() {
    assertThat(withProducts(PRODUCT, "collections: {}").problems())
        .containsExactly(
            "mappings/shop.product.yaml:1:1: products are mapped, but there is no catalogue that"
                + " they go to (declare one in collections.yaml: 'catalog_products: { type: catalog"
                + " }')");
    assertThat(
            withProducts(
                    PRODUCT,
                    """
                    collections:
                      catalog_a: { type: catalog, owners: { stok: [shop], price: [shpo] } }
                      catalog_b: { type: catalog }
                    """)
                .problems())
        .containsExactly(
            "collections.yaml:2:41: 'stok' is not a property of products (did you mean 'stock'?)",
            "collections.yaml:2:62: 'shpo' is not a system (did you mean 'shop'?)",
            "collections.yaml:3:3: there is a catalogue already, catalog_a (a project has one; take"
                + " another type for this collection)");
  }

  @Test
  void a_product_is_nobodys() {
    assertThat(
            withProducts(
                    PRODUCT + "person: { email: email }\n",
                    "collections: { catalog_a: { type: catalog } }")
                .problems())
        .containsExactly(
            "mappings/shop.product.yaml:3:1: a product is nobody's (map it in a file of its own, for"
                + " records of its own kind)");
  }
}
