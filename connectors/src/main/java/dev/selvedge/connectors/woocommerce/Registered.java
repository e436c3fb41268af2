package dev.selvedge.connectors.woocommerce;

import dev.selvedge.Secret;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.woocommerce.WooSettings.Hooks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Whether the shop calls us about what it should. WooCommerce switches a webhook off after some
/// failures in a row, and it stays off.
final class Registered {
  private static final int MOST_PAGES = 20;
  private static final String ACTIVE = "active";

  private final SystemName system;
  private final StoreApi api;
  private final Hooks hooks;
  private final List<Topic> topics;

  Registered(StoreApi api, Hooks hooks, List<Topic> topics) {
    this.system = api.system();
    this.api = api;
    this.hooks = hooks;
    this.topics = topics;
  }

  private record Webhook(String id, String topic, String status) {}

  /// @throws SourceException when the shop does not say
  List<Finding> examine() {
    if (hooks.url().isEmpty()) {
      return List.of(
          new Finding(
              true, "webhooks: nobody looks whether they are registered", "set 'webhooks.url'"));
    }
    List<Webhook> ours = ours();
    List<Topic> missing = new ArrayList<>();
    List<Webhook> off = new ArrayList<>();
    for (Topic topic : topics) {
      List<Webhook> of = ours.stream().filter(one -> one.topic().equals(topic.header())).toList();
      if (of.isEmpty()) {
        missing.add(topic);
      } else if (of.stream().noneMatch(one -> one.status().equals(ACTIVE))) {
        off.add(of.getFirst());
      }
    }
    List<Finding> findings = new ArrayList<>();
    if (missing.isEmpty() && off.isEmpty()) {
      findings.add(
          new Finding(true, "webhooks: all are registered and active at " + address(), ""));
    }
    if (!missing.isEmpty()) {
      findings.add(registered(missing));
    }
    if (!off.isEmpty()) {
      findings.add(activated(off));
    }
    return findings;
  }

  private Finding registered(List<Topic> missing) {
    String names = missing.stream().map(Topic::header).collect(Collectors.joining(", "));
    if (!hooks.register()) {
      return new Finding(
          false,
          "webhooks: not registered at " + address() + ": " + names,
          "set 'webhooks.register' and check again, or make them in the shop");
    }
    List<String> refused =
        missing.stream()
            .filter(topic -> !isDone("POST", "webhooks", registration(topic)))
            .map(Topic::header)
            .toList();
    return refused.isEmpty()
        ? new Finding(true, "webhooks: now registered at " + address() + ": " + names, "")
        : new Finding(
            false,
            "webhooks: the shop does not register " + String.join(", ", refused),
            "the keys need the permission to write");
  }

  private ObjectNode registration(Topic topic) {
    return StoreApi.JSON
        .createObjectNode()
        .put("name", "Selvedge: " + topic.header())
        .put("topic", topic.header())
        .put("delivery_url", address())
        .put("secret", hooks.secrets().stream().findFirst().map(Secret::reveal).orElse(""))
        .put("status", ACTIVE);
  }

  private Finding activated(List<Webhook> off) {
    String names =
        off.stream()
            .map(one -> one.topic() + " (" + one.status() + ")")
            .collect(Collectors.joining(", "));
    String advice =
        "the shop does so after failures in a row: see that it reaches the hub, then set 'Status' of"
            + " the webhook to 'Active', or 'webhooks.register' here";
    if (!hooks.register()) {
      return new Finding(false, "webhooks: switched off: " + names, advice);
    }
    ObjectNode active = StoreApi.JSON.createObjectNode().put("status", ACTIVE);
    boolean all = off.stream().allMatch(one -> isDone("PUT", "webhooks/" + one.id(), active));
    return all
        ? new Finding(true, "webhooks: were switched off and are active again: " + names, "")
        : new Finding(false, "webhooks: stay switched off: " + names, advice);
  }

  private boolean isDone(String method, String path, ObjectNode body) {
    try {
      return api.send(method, path, body.toString()) instanceof StoreApi.Answer.Content;
    } catch (SourceException refused) {
      return false;
    }
  }

  private String address() {
    return hooks.url().replaceFirst("/+$", "") + "/hook/" + system + "/" + StoreWebhook.KIND;
  }

  private List<Webhook> ours() {
    List<Webhook> ours = new ArrayList<>();
    for (int page = 1; page <= MOST_PAGES; page++) {
      Map<String, String> query = new LinkedHashMap<>();
      query.put("per_page", Integer.toString(ListReader.MOST));
      query.put("page", Integer.toString(page));
      if (!(api.get("webhooks", query) instanceof StoreApi.Answer.Content content)
          || !content.json().isArray()) {
        throw new SourceException(system + " does not list its webhooks");
      }
      for (JsonNode node : content.json()) {
        if (Contents.text(node, "delivery_url").equals(address())) {
          ours.add(
              new Webhook(
                  Piece.id(node, "id").orElse("0"),
                  Contents.text(node, "topic"),
                  Contents.text(node, "status")));
        }
      }
      if (content.json().size() < ListReader.MOST) {
        return ours;
      }
    }
    throw new SourceException(system + " gives no end of its webhooks");
  }
}
