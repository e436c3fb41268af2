package dev.selvedge.app.page;

import dev.selvedge.app.graph.Arrow;
import dev.selvedge.app.graph.ArrowState;
import dev.selvedge.app.graph.FlowGraph;
import dev.selvedge.app.graph.Party;
import dev.selvedge.watch.Concern;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Pictures of a small brand and of one that has twelve systems of eight kinds.
public final class SampleGraph {
  private static final List<String> KINDS =
      List.of(
          "customer",
          "order",
          "product",
          "fulfilment",
          "refund",
          "cart",
          "loyalty-membership",
          "wishlist-item");

  private SampleGraph() {}

  static FlowGraph small(Instant now) {
    return new FlowGraph(
        List.of(
            new Party(
                "erp",
                "erp",
                List.of(arrow("customer", "erp", ArrowState.FRESH, 0, 412, "All in time.")),
                List.of(arrow("consent", "", ArrowState.FRESH, 0, 3, "All in time."))),
            new Party(
                "loyalty",
                "loyalty",
                List.of(arrow("member", "loyalty", ArrowState.LATE, 12, 90, "12 are late.")),
                List.of()),
            new Party(
                "shop",
                "shop",
                List.of(
                    arrow("customer", "shop", ArrowState.FRESH, 0, 1_204, "All in time."),
                    arrow("order", "shop", ArrowState.WAITING, 1_264, 12_345, "On the way."),
                    arrow(
                        "product",
                        "shop",
                        ArrowState.FAILING,
                        0,
                        0,
                        "It cannot be read: " + SampleViews.HOSTILE)),
                List.of(arrow("consent", "", ArrowState.PAUSED, 0, 0, "It waits."))),
            new Party(
                "warehouse",
                "warehouse",
                List.of(
                    new Arrow(
                        "fulfilment",
                        "/flows/warehouse/fulfilment",
                        ArrowState.SILENT,
                        0,
                        0,
                        "",
                        Optional.of(
                            new Concern.Silent(
                                "warehouse/fulfilment",
                                now.minus(Duration.ofHours(5)),
                                Duration.ofHours(2))))),
                List.of())),
        List.of(account()));
  }

  private static Party account() {
    return new Party(
        "dotdigital",
        "Dotdigital",
        List.of(
            arrow("suppression", "dotdigital", ArrowState.FRESH, 0, 14, "It is read."),
            arrow("contact-change", "dotdigital", ArrowState.FRESH, 0, 2, "It is read.")),
        List.of(
            arrow("contacts", "/people", ArrowState.FRESH, 0, 1_820, "All in time."),
            arrow("consent", "/people", ArrowState.FRESH, 0, 211, "All in time."),
            arrow("orders", "", ArrowState.WAITING, 1_264, 11_880, "On the way."),
            arrow("collections", "", ArrowState.NOT_YET_RUN, 0, 0, "Nothing yet."),
            arrow("automations", "/automations", ArrowState.PAUSED, 0, 0, "Switched off.")));
  }

  /// Twelve systems of eight kinds each, in every state.
  public static FlowGraph large() {
    List<Party> systems = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String system = List.of("shop", "erp", "warehouse", "loyalty").get(i % 4) + "-country-" + i;
      List<Arrow> kinds = new ArrayList<>();
      for (int k = 0; k < KINDS.size(); k++) {
        boolean odd = (i * 8 + k) % 13 == 5;
        ArrowState state =
            odd
                ? List.of(ArrowState.values()).get((i + k) % ArrowState.values().length)
                : i == 11 ? ArrowState.NOT_YET_RUN : ArrowState.FRESH;
        kinds.add(arrow(KINDS.get(k), system, state, odd ? 40 : 0, i * 97L * k, "So it is."));
      }
      systems.add(
          new Party(
              system,
              system,
              kinds,
              i < 2
                  ? List.of(arrow("consent", "", ArrowState.FRESH, 0, 3, "All in time."))
                  : List.of()));
    }
    return new FlowGraph(systems, List.of(account()));
  }

  private static Arrow arrow(
      String name, String place, ArrowState state, long queued, long lastHour, String why) {
    String link = place.isEmpty() || place.startsWith("/") ? place : "/flows/" + place + '/' + name;
    return new Arrow(name, link, state, queued, lastHour, why, Optional.empty());
  }
}
