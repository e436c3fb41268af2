package dev.selvedge.app.promise;

import dev.selvedge.sandbox.SandboxConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/// A project folder as a user would write it: a web shop that calls, a customer database that is
/// polled, and a Dotdigital account. Immutable.
record BrandFolder(Path path) {
  static final String SECRET = "the shop's own secret";

  private static final String FIELDS =
      """
      fields:
        first_name: { type: String, owners: [shop], to: FIRSTNAME }
        points: { type: Numeric, owners: [shop], to: POINTS }
        last_name: { type: String, owners: [crm], to: LASTNAME }
        city: { type: String, owners: [crm], to: CITY }
      """;
  private static final String SHOP_CUSTOMER =
      """
      system: shop
      kind: customer
      person:
        email: email
        fields: { first_name: first_name, points: points }
      consent:
        email:
          choice: { from: newsletter, opt_in: ["yes"], opt_out: ["no"] }
          at: newsletter_at
      """;
  private static final String SHOP_ORDER =
      """
      system: shop
      kind: order
      person: { email: email }
      order:
        key: number
        header:
          placed_at: placed_at
          status: status
          currency: { value: GBP }
          total: total
          lines: { each: lines, sku: sku, name: sku, quantity: quantity, unit_price: price }
        fulfilments: { each: parcels, key: id, shipped_at: sent_at }
      """;
  private static final String CRM_CUSTOMER =
      """
      system: crm
      kind: customer
      person:
        email: email
        fields: { last_name: last_name, city: city }
      """;

  /// A brand that starts whoever was sent a parcel in a program, whatever they agreed to: it is
  /// about their order.
  ///
  /// @param program the program's number
  static BrandFolder write(Path path, String endpoint, int program) {
    BrandFolder folder = write(path, endpoint);
    folder.file(
        "automations.yaml",
        """
        automations:
          parcel-sent: { on: shipped, program: %d, within: 1h, purpose: transactional }
        """
            .formatted(program));
    return folder;
  }

  /// @param endpoint where the account is
  static BrandFolder write(Path path, String endpoint) {
    BrandFolder folder = new BrandFolder(path);
    folder.file("selvedge.yaml", settings(endpoint, SandboxConfig.defaults()));
    folder.file("fields.yaml", FIELDS);
    folder.file("mappings/shop.customer.yaml", SHOP_CUSTOMER);
    folder.file("mappings/shop.order.yaml", SHOP_ORDER);
    folder.file("mappings/crm.customer.yaml", CRM_CUSTOMER);
    folder.file("data/.keep", "");
    return folder;
  }

  private static String settings(String endpoint, SandboxConfig account) {
    return """
      project: trial
      store: data/hub.db
      http: { bind: 127.0.0.1, port: 0 }
      dotdigital:
        endpoint: %s
        user: %s
        password: %s
        answer_within: 2s
        enrolment_calls_an_hour: 100000
      systems:
        crm:
          connector: jdbc
          every: 200ms
          options:
            url: jdbc:sqlite:data/crm.db
            feeds:
              customer:
                table: customer
                key: customer_no
                changed: updated_at
                overlap: 5s
                page_size: 50
        shop:
          connector: webhook
          options:
            secret: %s
            signature:
              header: X-Shop-Signature
              timestamp_header: X-Shop-Time
              signed: "{timestamp}.{body}"
            kinds:
              customer: { key: id, stamp: updated_at }
              order: { key: number, stamp: updated_at }
      figures: { order_count: NUMBER_OF_ORDERS, total_spent: TOTAL_SPEND }
      """
        .formatted(endpoint, account.user(), account.password(), SECRET);
  }

  Path customerDatabase() {
    return path.resolve("data/crm.db");
  }

  Path store() {
    return path.resolve("data/hub.db");
  }

  /// Writes one of the files anew.
  void change(String name, UnaryOperator<String> how) {
    try {
      file(name, how.apply(Files.readString(path.resolve(name))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void file(String name, String text) {
    try {
      Path file = path.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
