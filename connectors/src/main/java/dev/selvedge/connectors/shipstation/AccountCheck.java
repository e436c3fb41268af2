package dev.selvedge.connectors.shipstation;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.Feed;
import dev.selvedge.connectors.walk.SliceWalk;
import dev.selvedge.connectors.warehouse.CheckUp;
import dev.selvedge.connectors.warehouse.SecretAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Looks at a real account: does it answer, do the clocks agree, is the key good, can each list be
/// read and can its times be right, is the webhook registered.
final class AccountCheck {
  private static final int FEW = 5;
  private static final Duration LATELY = Duration.ofDays(7);

  private final SystemName system;
  private final ShipStationSettings settings;
  private final ShipStationApi api;
  private final Instant now;
  private final CheckUp checkUp;

  AccountCheck(SystemName system, ShipStationSettings settings, ShipStationApi api, Instant now) {
    this.system = system;
    this.settings = settings;
    this.api = api;
    this.now = now;
    this.checkUp = new CheckUp(now);
  }

  List<Finding> examine() {
    boolean in =
        checkUp.goesThrough(
                () -> checkUp.skew("ShipStation's", api.knock("/stores")), "check 'url'")
            && checkUp.goesThrough(
                () -> {
                  api.get("/stores");
                  checkUp.good("the key is good");
                },
                "make a key under Settings > Account > API Settings");
    if (in) {
      settings.subjects().forEach(this::readable);
      settings
          .hook()
          .ifPresent(
              address ->
                  checkUp.goesThrough(
                      () -> registered(address), "look at the webhooks in ShipStation by hand"));
    }
    return checkUp.findings();
  }

  private void readable(Subject subject) {
    Parcels parcels = new Parcels(new Feed(system, subject.kind()), subject, api, settings);
    checkUp.trial(
        subject.list(),
        () ->
            parcels
                .page(
                    subject.dates().getFirst(),
                    SliceWalk.from(now.minus(LATELY), now).slice(now),
                    "",
                    FEW)
                .rows(),
        "leave '" + subject.kind() + "' out of 'feeds' if the account has none");
  }

  private void registered(SecretAddress address) {
    boolean there = false;
    for (JsonNode hook : api.get("/webhooks").path("webhooks")) {
      boolean ours = text(hook, "Url").endsWith(address.end(system.value()));
      boolean on = hook.path("Active").asBoolean(true);
      if (ours && text(hook, "HookType").contains("SHIP")) {
        there = there || on;
      }
    }
    if (there) {
      checkUp.good("ShipStation has a webhook for shipments to this hub");
    } else {
      checkUp.bad(
          "ShipStation has no active webhook for shipments to this hub",
          "make one for 'On Items Shipped' to https://…/hook/" + system + "/{webhook_token}");
    }
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }
}
