package dev.selvedge.testkit.vendure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Somebody who runs the shop, through the admin API. Confined to one thread.
public final class Shopkeeper {
  private static final String REFUSED = "__typename ... on ErrorResult { errorCode message }";

  private final GraphQl api;

  Shopkeeper(GraphQl api, String username, String password) {
    this.api = api;
    api.change(
        "login",
        "mutation($u: String!, $p: String!) { login(username: $u, password: $p) { "
            + REFUSED
            + " } }",
        Map.of("u", username, "p", password));
  }

  /// A line of an order, or a part of one.
  public record Line(String id, String sku, int quantity) {}

  /// How a parcel goes.
  public record Parcel(String method, String trackingCode) {}

  /// Anything the methods below do not offer.
  ///
  /// @return the `data` of the answer
  public JsonNode ask(String query, Map<String, ?> variables) {
    return api.ask(query, variables);
  }

  public List<Line> lines(String orderId) {
    JsonNode lines =
        api.ask(
                "query($id: ID!) { order(id: $id) { lines { id quantity productVariant { sku } } } }",
                Map.of("id", orderId))
            .path("order")
            .path("lines");
    List<Line> found = new ArrayList<>();
    for (JsonNode line : lines) {
      found.add(
          new Line(
              line.path("id").stringValue(),
              line.path("productVariant").path("sku").stringValue(),
              line.path("quantity").intValue()));
    }
    return found;
  }

  /// Packs lines of one or more orders; the fulfilment is `Pending` then.
  ///
  /// @return its id
  public String fulfil(List<Line> lines, Parcel parcel) {
    return api.change(
            "addFulfillmentToOrder",
            "mutation($input: FulfillOrderInput!) { addFulfillmentToOrder(input: $input) { "
                + REFUSED
                + " ... on Fulfillment { id } } }",
            Map.of(
                "input",
                Map.of(
                    "lines",
                    inputs(lines),
                    "handler",
                    Map.of(
                        "code",
                        "manual-fulfillment",
                        "arguments",
                        List.of(
                            Map.of("name", "method", "value", parcel.method()),
                            Map.of("name", "trackingCode", "value", parcel.trackingCode()))))))
        .path("id")
        .stringValue();
  }

  /// Moves a fulfilment to `Shipped`, `Delivered` or `Cancelled`.
  public void moveFulfilment(String fulfilmentId, String state) {
    api.change(
        "transitionFulfillmentToState",
        "mutation($id: ID!, $to: String!) { transitionFulfillmentToState(id: $id, state: $to) { "
            + REFUSED
            + " } }",
        Map.of("id", fulfilmentId, "to", state));
  }

  /// Moves an order to another state, for example `Modifying`.
  public void moveOrder(String orderId, String state) {
    api.change(
        "transitionOrderToState",
        "mutation($id: ID!, $to: String!) { transitionOrderToState(id: $id, state: $to) { "
            + REFUSED
            + " } }",
        Map.of("id", orderId, "to", state));
  }

  /// Cancels an order as a whole.
  public void cancel(String orderId, String reason) {
    api.change(
        "cancelOrder",
        "mutation($id: ID!, $why: String!) { cancelOrder(input: {orderId: $id, reason: $why}) { "
            + REFUSED
            + " } }",
        Map.of("id", orderId, "why", reason));
  }

  /// Promises money back for some lines; the refund is `Pending` then.
  ///
  /// @param amount in minor units
  /// @return the refund's id
  public String refund(String orderId, List<Line> lines, long amount, String reason) {
    String payment =
        api.ask("query($id: ID!) { order(id: $id) { payments { id } } }", Map.of("id", orderId))
            .path("order")
            .path("payments")
            .path(0)
            .path("id")
            .stringValue();
    return api.change(
            "refundOrder",
            "mutation($input: RefundOrderInput!) { refundOrder(input: $input) { "
                + REFUSED
                + " ... on Refund { id } } }",
            Map.of(
                "input",
                Map.of(
                    "lines",
                    inputs(lines),
                    "amount",
                    amount,
                    "shipping",
                    0,
                    "adjustment",
                    0,
                    "paymentId",
                    payment,
                    "reason",
                    reason)))
        .path("id")
        .stringValue();
  }

  /// The money has been paid back.
  public void settleRefund(String refundId) {
    api.change(
        "settleRefund",
        "mutation($id: ID!) { settleRefund(input: {id: $id, transactionId: \"paid-back\"}) { "
            + REFUSED
            + " } }",
        Map.of("id", refundId));
  }

  /// The id of the customer with this address, which the shop keeps in lower case.
  public Optional<String> customer(String email) {
    JsonNode items =
        api.ask(
                "query($e: String!) { customers(options: {filter: {emailAddress: {eq: $e}}}) {"
                    + " items { id } } }",
                Map.of("e", email))
            .path("customers")
            .path("items");
    return items.isEmpty() ? Optional.empty() : items.get(0).path("id").stringValueOpt();
  }

  public void changeEmail(String customerId, String email) {
    update(Map.of("id", customerId, "emailAddress", email));
  }

  public void rename(String customerId, Shopper.Name name) {
    update(Map.of("id", customerId, "firstName", name.first(), "lastName", name.last()));
  }

  /// Notes what a customer decided.
  public void noteMarketing(String customerId, boolean optIn, Instant at) {
    update(
        Map.of(
            "id",
            customerId,
            "customFields",
            Map.of("marketingOptIn", optIn, "marketingOptInAt", at.toString())));
  }

  /// Makes a customer vanish from every list.
  public void deleteCustomer(String customerId) {
    api.ask("mutation($id: ID!) { deleteCustomer(id: $id) { result } }", Map.of("id", customerId));
  }

  /// Gives somebody a log-in with these permissions and no others, `ReadOrder` for example.
  public void addAdministrator(String username, String password, List<String> permissions) {
    String role =
        api.ask(
                "mutation($input: CreateRoleInput!) { createRole(input: $input) { id } }",
                Map.of(
                    "input",
                    Map.of(
                        "code",
                        "role-of-" + username,
                        "description",
                        "for a test",
                        "permissions",
                        permissions)))
            .path("createRole")
            .path("id")
            .stringValue();
    api.ask(
        "mutation($input: CreateAdministratorInput!) { createAdministrator(input: $input) { id } }",
        Map.of(
            "input",
            Map.of(
                "firstName",
                "Hub",
                "lastName",
                "Reader",
                "emailAddress",
                username,
                "password",
                password,
                "roleIds",
                List.of(role))));
  }

  private void update(Map<String, ?> input) {
    api.change(
        "updateCustomer",
        "mutation($input: UpdateCustomerInput!) { updateCustomer(input: $input) { "
            + REFUSED
            + " } }",
        Map.of("input", input));
  }

  private static List<Map<String, Object>> inputs(List<Line> lines) {
    List<Map<String, Object>> inputs = new ArrayList<>();
    for (Line line : lines) {
      inputs.add(Map.of("orderLineId", line.id(), "quantity", line.quantity()));
    }
    return inputs;
  }
}
