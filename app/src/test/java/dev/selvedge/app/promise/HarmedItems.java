package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.ItemBench.NOON;
import static dev.selvedge.testkit.SourceRecordBuilder.aSourceRecord;

import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.insight.CollectionName;
import dev.selvedge.dotdigital.insight.CollectionType;
import dev.selvedge.dotdigital.insight.Owner;
import dev.selvedge.dotdigital.insight.Scope;
import dev.selvedge.mapping.collection.Column;
import dev.selvedge.mapping.collection.ColumnType;
import dev.selvedge.mapping.collection.Declaration;
import dev.selvedge.mapping.collection.Standard;
import dev.selvedge.work.audit.Auditor;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A hub that told a sandbox account of a product, a cart, a record of the project's own and an
/// order, and what may happen to them. The account spells its orders in camelCase, as a connector
/// that was there before did.
final class HarmedItems implements AutoCloseable {
  static final String CATALOG = "catalog_products";
  static final String ORDERS = "Orders";
  static final String STORES = "Stores";

  private static final String ADA = "ada@example.com";
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Map<String, String> MAPPINGS =
      Map.of(
          "shop.product.yaml",
          """
          system: shop
          kind: product
          product:
            key: sku
            sku: sku
            name: title
            price: price
            currency: { value: GBP }
          """,
          "shop.cart.yaml",
          """
          system: shop
          kind: cart
          person: { email: email }
          cart:
            key: id
            currency: { value: GBP }
            total: total
            url: url
            created_at: created
            modified_at: created
            converted: ordered
            lines: { each: items, sku: sku, name: sku, quantity: qty, unit_price: price }
          """,
          "shop.customer.yaml",
          """
          system: shop
          kind: customer
          person: { email: email }
          """,
          "shop.order.yaml",
          """
          system: shop
          kind: order
          person: { email: email }
          order:
            key: number
            header:
              placed_at: placed
              status: { value: paid }
              currency: { value: GBP }
              total: total
              lines: { each: lines, product_id: sku, sku: sku, name: sku, quantity: qty, unit_price: price }
          """,
          "erp.store.yaml",
          """
          system: erp
          kind: store
          record: { collection: Stores, key: name, fields: { city: { from: city, type: string } } }
          """);

  final ItemBench bench;
  private final Path folder;

  HarmedItems(Path folder) {
    this.folder = folder;
    this.bench =
        new ItemBench(
            folder,
            MAPPINGS,
            Standard.carts(),
            Standard.catalog(CATALOG, List.of()),
            new Declaration(
                STORES,
                Declaration.Kind.CUSTOM,
                Declaration.Scope.ACCOUNT,
                false,
                List.of(Column.of("city", ColumnType.STRING))));
    camelCased();
    bench.tell(customer(), product(NOON, "12.50"), cart(NOON, "56", 1), store("York"), order());
    bench.tell();
    bench.clock.advance(Duration.ofMinutes(10));
  }

  /// Somebody had orders here before, and spelled them otherwise.
  private void camelCased() {
    ObjectNode old =
        (ObjectNode)
            JSON.readTree(
                """
                {"id": "M-1", "orderTotal": 5.5, "purchaseDate": "2025-01-05T10:00:00Z",
                 "orderStatus": "paid", "currency": "GBP"}
                """);
    String demo = "demo@apiconnector.com";
    done(
        bench
            .stranger()
            .collections()
            .create(new CollectionName(ORDERS), Scope.CONTACT, CollectionType.ORDERS));
    put(ORDERS, demo, "M-1", old);
    delete(ORDERS, demo, "M-1");
  }

  private static SourceRecord said(String ref, Instant at, String body) {
    return aSourceRecord().of(ref).changedAt(at).saying(body).build();
  }

  private static SourceRecord customer() {
    return said("shop/customer/7", NOON, "{\"email\": \"" + ADA + "\"}");
  }

  static SourceRecord product(Instant at, String price) {
    return said(
        "shop/product/HAT", at, "{\"sku\": \"HAT\", \"title\": \"Hat\", \"price\": " + price + "}");
  }

  static SourceRecord cart(Instant at, String total, int hats) {
    return said(
        "shop/cart/8841",
        at,
        """
        {"id": "8841", "email": "%s", "total": %s, "url": "https://shop.example/cart/8841",
         "created": "2026-11-01T09:00:00Z",
         "items": [{"sku": "HAT", "qty": %d, "price": 56}]}
        """
            .formatted(ADA, total, hats));
  }

  private static SourceRecord store(String city) {
    return said("erp/store/north", NOON, "{\"name\": \"north\", \"city\": \"" + city + "\"}");
  }

  private static SourceRecord order() {
    return said(
        "shop/order/1001",
        NOON,
        """
        {"number": "1001", "email": "%s", "placed": "2026-10-01T10:00:00Z", "total": 19.9,
         "lines": [{"sku": "HAT", "qty": 1, "price": 12.5}]}
        """
            .formatted(ADA));
  }

  /// The record of a collection as the account holds it.
  ObjectNode held(String collection) {
    JsonNode record = only(collection).path("json");
    return (ObjectNode) JSON.readTree(record.toString());
  }

  String key(String collection) {
    return only(collection).path("key").asString();
  }

  private JsonNode only(String collection) {
    List<JsonNode> records = bench.records(collection);
    if (records.size() != 1) {
      throw new IllegalStateException("not one record: " + records);
    }
    return records.getFirst();
  }

  private Owner owner(String email) {
    if (email.isEmpty()) {
      return new Owner.Account();
    }
    int number = bench.account.inside().contact(email).orElseThrow().path("contactId").asInt();
    return new Owner.OfContact(new ContactKey.Id(number));
  }

  /// @param email whose it is; empty for the account's
  void put(String collection, String email, String key, ObjectNode json) {
    done(bench.stranger().insight().put(owner(email), new CollectionName(collection), key, json));
  }

  void delete(String collection, String email, String key) {
    done(bench.stranger().insight().delete(owner(email), new CollectionName(collection), key));
  }

  private static void done(Answer<?> answer) {
    if (!(answer instanceof Answer.Ok<?>)) {
      throw new IllegalStateException("the harm was not done: " + answer);
    }
  }

  /// Somebody edits one property of the only record.
  void edit(String collection, boolean shared, String property, String json) {
    ObjectNode record = held(collection);
    record.set(property, JSON.readTree(json));
    put(collection, shared ? "" : ADA, key(collection), record);
  }

  void deleteOnly(String collection, boolean shared) {
    delete(collection, shared ? "" : ADA, key(collection));
  }

  /// Somebody makes one more.
  void makeAnother(String collection, boolean shared, String key) {
    put(collection, shared ? "" : ADA, key, held(collection));
  }

  /// Somebody edits the hub's own store.
  void editStore(String statement) {
    try (Connection store = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("hub.db"));
        Statement work = store.createStatement()) {
      work.executeUpdate(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  Audit audit(AuditOrder.Basis basis) {
    return new Auditor(bench.auditing()).run(AuditOrder.STANDARD.on(basis), "test");
  }

  List<String> told(Audit audit) {
    return Harm.told(
        bench.store,
        audit,
        bench
            .account
            .inside()
            .contact("demo@apiconnector.com")
            .orElseThrow()
            .path("contactId")
            .asString());
  }

  @Override
  public void close() {
    bench.close();
  }
}
