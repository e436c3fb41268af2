package dev.selvedge.testkit.tryton;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Does in Tryton what people do there: enters customers, sells, ships, takes back, invoices, keeps
/// the lists of marketing e-mail. Confined to one thread.
public final class Clerk {
  /// The product with the code `DESK-OAK`, at 249.50.
  public static final long DESK = 1;

  /// The product with the code `SHIRT-M`, at 35.00.
  public static final long SHIRT = 2;

  private static final String PARTY = "model.party.party.";
  private static final String MECHANISM = "model.party.contact_mechanism.";
  private static final String ADDRESS = "model.party.address.";
  private static final String SALE = "model.sale.sale.";
  private static final String SHIPMENT = "model.stock.shipment.out.";
  private static final String INVOICE = "model.account.invoice.";
  private static final String EMAIL = "model.marketing.email.";

  private final JsonRpc rpc;

  Clerk(JsonRpc rpc) {
    this.rpc = rpc;
  }

  /// So many of a product.
  public record Line(long product, int quantity, String price) {}

  /// A user.
  ///
  /// @param groups names of groups
  public void addUser(String login, String password, List<String> groups) {
    List<Long> ids = new ArrayList<>();
    for (String name : groups) {
      ids.add(first("model.res.group.", List.of("name", "=", name)));
    }
    rpc.call(
        "model.res.user.create",
        List.of(
            Map.of(
                "name",
                login,
                "login",
                login,
                "password",
                password,
                "companies",
                List.of(List.of("add", List.of(1))),
                "company",
                1,
                "groups",
                List.of(List.of("add", ids)))));
  }

  /// Says who else may not touch a model.
  ///
  /// @param model whose records nobody may read who is in no group that may
  public void close(String model) {
    long id = first("model.ir.model.", List.of("model", "=", model));
    rpc.call(
        "model.ir.model.access.create",
        List.of(
            Map.of(
                "model", id,
                "perm_read", false,
                "perm_write", false,
                "perm_create", false,
                "perm_delete", false)));
  }

  /// A customer in London with an e-mail address.
  public long addParty(String name, String email) {
    return created(
        PARTY,
        Map.of(
            "name",
            name,
            "addresses",
            List.of(
                List.of(
                    "create",
                    List.of(
                        Map.of(
                            "street", "1 Test Street",
                            "city", "London",
                            "postal_code", "N1 1AA")))),
            "contact_mechanisms",
            List.of(List.of("create", List.of(Map.of("type", "email", "value", email))))));
  }

  /// Writes the party itself.
  public void rename(long party, String name) {
    rpc.call(PARTY + "write", List.of(party), Map.of("name", name));
  }

  /// Switches a party off.
  public void deactivate(long party) {
    rpc.call(PARTY + "write", List.of(party), Map.of("active", false));
  }

  /// Deletes a party for good.
  public void delete(long party) {
    rpc.call(PARTY + "delete", List.of(party));
  }

  /// Writes the contact mechanism of a party, and not the party.
  public void changeEmail(long party, String email) {
    long id = first(MECHANISM, List.of("party", "=", party));
    rpc.call(MECHANISM + "write", List.of(id), Map.of("value", email));
  }

  /// Writes the address of a party, and not the party.
  public void move(long party, String city) {
    rpc.call(ADDRESS + "write", List.of(address(party)), Map.of("city", city));
  }

  /// A sale in state `processing`.
  public long sell(long party, String reference, Line... lines) {
    long sale = draft(party, reference, lines);
    process(sale);
    return sale;
  }

  /// A sale that nobody has confirmed.
  public long draft(long party, String reference, Line... lines) {
    long address = address(party);
    long unit = first("model.product.uom.", List.of("name", "=", "Unit"));
    List<Map<String, Object>> written = new ArrayList<>();
    for (Line line : lines) {
      written.add(
          Map.of(
              "product",
              line.product(),
              "quantity",
              (double) line.quantity(),
              "unit",
              unit,
              "unit_price",
              Map.of("__class__", "Decimal", "decimal", line.price())));
    }
    return created(
        SALE,
        Map.of(
            "party",
            party,
            "invoice_address",
            address,
            "shipment_address",
            address,
            "payment_term",
            first("model.account.invoice.payment_term.", List.of()),
            "currency",
            first("model.currency.currency.", List.of("code", "=", "USD")),
            "reference",
            reference,
            "invoice_method",
            "order",
            "shipment_method",
            "order",
            "lines",
            List.of(List.of("create", written))));
  }

  /// Takes a draft through to `processing`.
  public void process(long sale) {
    for (String step : List.of("quote", "confirm", "process")) {
      rpc.call(SALE + step, List.of(sale));
    }
  }

  /// Writes a line of a sale, and not the sale.
  public void describeLine(long sale, String description) {
    long line = first("model.sale.line.", List.of("sale", "=", sale));
    rpc.call("model.sale.line.write", List.of(line), Map.of("description", description));
  }

  /// Sends everything there is to send of a sale; gives the shipment.
  public long ship(long sale) {
    long shipment = only(read(SALE, sale, "shipments"));
    for (String step : List.of("assign_force", "pick", "pack", "done")) {
      rpc.call(SHIPMENT + step, List.of(shipment));
    }
    return shipment;
  }

  /// Takes a whole sale back; gives the return, a draft.
  public long takeBack(long sale) {
    JsonNode opened = rpc.call("wizard.sale.return_sale.create");
    rpc.call(
        Map.of("active_id", sale, "active_ids", List.of(sale), "active_model", "sale.sale"),
        "wizard.sale.return_sale.execute",
        opened.path(0).asLong(),
        Map.of(),
        "return_");
    return first(SALE, List.of("origin", "=", "sale.sale," + sale));
  }

  /// Posts the invoice of a sale, and gives it.
  public long invoice(long sale) {
    long invoice = only(read(SALE, sale, "invoices"));
    rpc.call(INVOICE + "post", List.of(invoice));
    return invoice;
  }

  /// Puts an address on a list, and gives the row.
  public long subscribe(String email, String list) {
    return created(
        EMAIL,
        Map.of(
            "email",
            email,
            "list_",
            first("model.marketing.email.list.", List.of("name", "=", list))));
  }

  /// Subscribes or unsubscribes a row.
  public void setSubscribed(long row, boolean subscribed) {
    rpc.call(EMAIL + "write", List.of(row), Map.of("active", subscribed));
  }

  /// Whether a row is subscribed.
  public boolean isSubscribed(long row) {
    // On SQLite Tryton says 1 or 0.
    JsonNode active = read(EMAIL, row, "active");
    return active.isBoolean() ? active.booleanValue() : active.intValue() != 0;
  }

  private long address(long party) {
    return first(ADDRESS, List.of("party", "=", party));
  }

  private long created(String model, Map<String, Object> values) {
    return rpc.call(model + "create", List.of(values)).path(0).asLong();
  }

  private JsonNode read(String model, long id, String field) {
    return rpc.call(model + "read", List.of(id), List.of(field)).path(0).path(field);
  }

  private static long only(JsonNode ids) {
    if (ids.size() != 1) {
      throw new IllegalStateException("one is wanted, and there are " + ids);
    }
    return ids.path(0).asLong();
  }

  /// @param clause empty for any
  private long first(String model, List<Object> clause) {
    JsonNode found =
        rpc.call(
            model + "search_read",
            clause.isEmpty() ? List.of() : List.of(clause),
            0,
            1,
            List.of(List.of("id", "ASC")),
            List.of("id"));
    if (found.isEmpty()) {
      throw new IllegalStateException("there is none with " + clause + " in " + model);
    }
    return found.path(0).path("id").asLong();
  }
}
