package dev.selvedge.connectors.shiphero;

import dev.selvedge.connectors.shiphero.ShipHeroApi.Question;
import dev.selvedge.connectors.warehouse.Calls;
import dev.selvedge.connectors.warehouse.CheckUp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// Whether ShipHero has a webhook for shipments, and how well it is. One that failed too often
/// turns WARNING, then UNHEALTHY, and is switched off. None is made here: its secret would be told
/// once, and to nobody who could write it into the project.
final class RegisteredHooks {
  private static final Question WEBHOOKS =
      new Question(
          "webhooks",
          "query { webhooks { request_id complexity data(first: 100) { edges { node {"
              + " name url enabled health } } } } }");
  private static final String TYPE = "Shipment Update";
  private static final String PATH = "/hook/";

  private final ShipHeroApi api;

  RegisteredHooks(ShipHeroApi api) {
    this.api = api;
  }

  /// @param address how the hub's address ends
  void examine(CheckUp checkUp, String address) {
    checkUp.goesThrough(
        () -> judge(checkUp, ours(address), address),
        "look at the webhooks in ShipHero by hand: the question for them is not documented in"
            + " full");
  }

  private List<JsonNode> ours(String address) {
    List<JsonNode> ours = new ArrayList<>();
    api.ask(WEBHOOKS, Calls.object())
        .ifPresent(
            data ->
                data.path("edges")
                    .forEach(
                        edge -> {
                          JsonNode hook = edge.path("node");
                          boolean here = hook.path("url").asString("").endsWith(address);
                          if (here && hook.path("name").asString("").equals(TYPE)) {
                            ours.add(hook);
                          }
                        }));
    return ours;
  }

  private static void judge(CheckUp checkUp, List<JsonNode> ours, String address) {
    if (ours.isEmpty()) {
      checkUp.bad(
          "ShipHero has no webhook '" + TYPE + "' to an address that ends in " + address,
          "make one with webhook_create; its secret goes to 'webhook_secrets'");
      return;
    }
    for (JsonNode hook : ours) {
      String health = hook.path("health").asString("").toUpperCase(Locale.ROOT);
      if (!hook.path("enabled").asBoolean(true)) {
        checkUp.bad(
            "ShipHero has switched its webhook '" + TYPE + "' off",
            "see why calls failed, then switch it on in ShipHero");
      } else if (health.contains("WARN") || health.contains("UNHEALTHY")) {
        checkUp.bad(
            "ShipHero calls its webhook '" + TYPE + "' " + health.toLowerCase(Locale.ROOT),
            "see why calls fail; it will be switched off");
      } else {
        checkUp.good("ShipHero has a webhook '" + TYPE + "', and it is well");
      }
    }
  }

  /// How the address of a system's webhook ends.
  static String address(String system) {
    return PATH + system + "/" + ShipHeroWebhook.KIND;
  }
}
