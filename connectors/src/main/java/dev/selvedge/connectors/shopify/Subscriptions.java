package dev.selvedge.connectors.shopify;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.shopify.api.AdminApi;
import dev.selvedge.connectors.shopify.api.CostBudget.Urgency;
import dev.selvedge.connectors.shopify.api.Queries;
import dev.selvedge.connectors.shopify.api.ShopifySettings.Hooks;
import dev.selvedge.connectors.shopify.api.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Whether the shop calls us about what it should. Shopify deletes a subscription after eight
/// failures in a row, so one that was there may be gone.
final class Subscriptions {
  private static final int MOST_PAGES = 50;

  private final SystemName system;
  private final AdminApi api;
  private final Hooks hooks;

  Subscriptions(SystemName system, AdminApi api, Hooks hooks) {
    this.system = system;
    this.api = api;
    this.hooks = hooks;
  }

  private record Subscription(String topic, String format, boolean whole) {}

  /// Compares what is registered with what should be.
  ///
  /// @throws SourceException when the shop does not say
  List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    if (hooks.url().isEmpty()) {
      findings.add(
          new Finding(
              true, "webhooks: nobody looks whether they are registered", "set 'webhooks.url'"));
      return findings;
    }
    List<Subscription> ours = ours();
    List<Topic> missing = new ArrayList<>();
    for (Topic topic : hooks.topics()) {
      if (topic.canBeSubscribed()
          && ours.stream().noneMatch(one -> one.topic().equals(topic.word()))) {
        missing.add(topic);
      }
    }
    findings.add(registered(missing));
    ours.stream()
        .filter(one -> !one.format().equals("JSON") || !one.whole())
        .forEach(
            one ->
                findings.add(
                    new Finding(
                        false,
                        "webhooks: "
                            + one.topic()
                            + " is registered for only a part of what the hub reads",
                        "delete that subscription; the hub registers it anew")));
    return findings;
  }

  private Finding registered(List<Topic> missing) {
    if (missing.isEmpty()) {
      return new Finding(true, "webhooks: all are registered at " + address(), "");
    }
    String names = missing.stream().map(Topic::header).collect(Collectors.joining(", "));
    if (!hooks.register()) {
      return new Finding(
          false,
          "webhooks: not registered at " + address() + ": " + names,
          "set 'webhooks.register' and check again, or register them in the app's configuration");
    }
    List<String> refused = new ArrayList<>();
    missing.forEach(topic -> register(topic, refused));
    return refused.isEmpty()
        ? new Finding(true, "webhooks: now registered at " + address() + ": " + names, "")
        : new Finding(
            false,
            "webhooks: the shop does not register " + String.join(", ", refused),
            "the address must be reachable by https from outside, and the app have the scopes");
  }

  private void register(Topic topic, List<String> refused) {
    ObjectNode variables = AdminApi.variables().put("topic", topic.word());
    variables.putObject("to").put("uri", address()).put("format", "JSON");
    JsonNode made =
        api.data(Queries.SUBSCRIBE, variables, Urgency.URGENT).path("webhookSubscriptionCreate");
    if (!made.path("webhookSubscription").isObject()) {
      refused.add(topic.header());
    }
  }

  private String address() {
    String base = hooks.url().replaceFirst("/+$", "");
    return base + "/hook/" + system + "/" + ShopWebhook.KIND;
  }

  private List<Subscription> ours() {
    List<Subscription> ours = new ArrayList<>();
    String cursor = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      ObjectNode variables = AdminApi.variables();
      if (!cursor.isEmpty()) {
        variables.put("cursor", cursor);
      }
      JsonNode list =
          api.data(Queries.SUBSCRIPTIONS, variables, Urgency.URGENT).path("webhookSubscriptions");
      if (!list.path("nodes").isArray()) {
        throw new SourceException(system + " answers without its webhooks");
      }
      for (JsonNode node : list.path("nodes")) {
        if (node.path("uri").asString("").equals(address())) {
          ours.add(
              new Subscription(
                  node.path("topic").asString(""),
                  node.path("format").asString(""),
                  node.path("includeFields").isEmpty()
                      && node.path("filter").asString("").isEmpty()));
        }
      }
      cursor = list.path("pageInfo").path("endCursor").asString("");
      if (!list.path("pageInfo").path("hasNextPage").asBoolean(false) || cursor.isEmpty()) {
        return ours;
      }
    }
    throw new SourceException(system + " gives no end of its webhooks");
  }
}
