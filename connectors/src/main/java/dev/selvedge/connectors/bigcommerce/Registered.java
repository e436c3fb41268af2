package dev.selvedge.connectors.bigcommerce;

import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.bigcommerce.BigOptions.Hooks;
import dev.selvedge.connectors.bigcommerce.StoreApi.Answer;
import dev.selvedge.connectors.http.JsonReply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Whether the store calls us about what it should. It deactivates a webhook that nobody answered
/// for two days, or that had nothing to tell for ninety, and it stays so.
final class Registered {
  private static final String HOOKS = "v3/hooks";
  private static final String ACTIVE = "is_active";

  private final StoreApi api;
  private final Hooks hooks;
  private final List<String> scopes;

  Registered(StoreApi api, Hooks hooks, List<Subject> subjects) {
    this.api = api;
    this.hooks = hooks;
    this.scopes =
        Topic.concerning(subjects).stream().flatMap(one -> one.scopes().stream()).toList();
  }

  private record Hook(String id, String scope, boolean active) {}

  /// @throws SourceException when the store does not say
  List<Finding> examine() {
    if (hooks.url().isEmpty()) {
      return List.of(
          new Finding(
              true, "webhooks: nobody looks whether they are registered", "set 'webhooks.url'"));
    }
    List<Hook> ours = ours();
    List<String> missing = new ArrayList<>();
    List<Hook> off = new ArrayList<>();
    for (String scope : scopes) {
      List<Hook> of = ours.stream().filter(one -> one.scope().equals(scope)).toList();
      if (of.isEmpty()) {
        missing.add(scope);
      } else if (of.stream().noneMatch(Hook::active)) {
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

  private Finding registered(List<String> missing) {
    String names = String.join(", ", missing);
    if (!hooks.register()) {
      return new Finding(
          false,
          "webhooks: not registered at " + address() + ": " + names,
          "set 'webhooks.register' and check again");
    }
    List<String> refused =
        missing.stream().filter(scope -> !isDone("POST", HOOKS, registration(scope))).toList();
    return refused.isEmpty()
        ? new Finding(true, "webhooks: now registered at " + address() + ": " + names, "")
        : new Finding(
            false,
            "webhooks: the store does not register " + String.join(", ", refused),
            "it needs to reach " + address() + ", and the account the scopes of what is told");
  }

  private ObjectNode registration(String scope) {
    ObjectNode body =
        JsonReply.JSON
            .createObjectNode()
            .put("scope", scope)
            .put("destination", address())
            .put(ACTIVE, true);
    hooks
        .token()
        .ifPresent(
            token -> body.putObject("headers").put(StoreWebhook.TOKEN_HEADER, token.reveal()));
    return body;
  }

  private Finding activated(List<Hook> off) {
    String names = String.join(", ", off.stream().map(Hook::scope).toList());
    String advice =
        "the store does so when nobody answered for two days, or after ninety without an event: see"
            + " that it reaches the hub, then set 'webhooks.register' and check again";
    if (!hooks.register()) {
      return new Finding(false, "webhooks: deactivated: " + names, advice);
    }
    boolean all =
        off.stream()
            .allMatch(one -> isDone("PUT", HOOKS + "/" + one.id(), registration(one.scope())));
    return all
        ? new Finding(true, "webhooks: were deactivated and are active again: " + names, "")
        : new Finding(false, "webhooks: stay deactivated: " + names, advice);
  }

  private boolean isDone(String method, String path, ObjectNode body) {
    try {
      return api.send(method, path, body.toString()) instanceof Answer.Content;
    } catch (SourceException refused) {
      return false;
    }
  }

  private String address() {
    return hooks.url().replaceFirst("/+$", "") + "/hook/" + api.system() + "/" + StoreWebhook.KIND;
  }

  /// Only those that this token made are told, and they are few.
  private List<Hook> ours() {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("destination", address());
    query.put("limit", Integer.toString(Records.MOST));
    List<Hook> ours = new ArrayList<>();
    for (JsonNode row : api.rows(HOOKS, query).rows()) {
      Optional<String> id = Records.id(row);
      if (id.isPresent() && row.path("destination").asString("").equals(address())) {
        ours.add(
            new Hook(id.get(), row.path("scope").asString(""), row.path(ACTIVE).asBoolean(false)));
      }
    }
    return ours;
  }
}
