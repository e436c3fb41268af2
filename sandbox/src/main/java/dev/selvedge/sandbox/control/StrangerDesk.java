package dev.selvedge.sandbox.control;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.job.HeldPlaces;
import dev.selvedge.sandbox.json.Json;
import dev.selvedge.sandbox.limit.Allowance;
import dev.selvedge.sandbox.limit.Habit;
import dev.selvedge.sandbox.limit.Habit.Rhythm;
import dev.selvedge.sandbox.stranger.Strangers;
import dev.selvedge.sandbox.time.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What other integrations of the account do, and how much they leave of the allowance.
public final class StrangerDesk {
  private static final String STRANGERS = "/__sandbox/strangers";

  private final Account account;
  private final Strangers strangers;
  private final InstantSource clock;

  public StrangerDesk(Account account, Strangers strangers, InstantSource clock) {
    this.account = account;
    this.strangers = strangers;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("GET", "/__sandbox/allowance", Tier.UNLIMITED, _ -> allowance()),
        Route.of("GET", STRANGERS, Tier.UNLIMITED, _ -> Answer.ok(everything())),
        Route.of("POST", STRANGERS + "/calls", Tier.UNLIMITED, this::spend),
        Route.of("POST", STRANGERS + "/habits", Tier.UNLIMITED, this::begin),
        Route.of("DELETE", STRANGERS + "/habits/{id}", Tier.UNLIMITED, this::end),
        Route.of("POST", STRANGERS + "/imports", Tier.UNLIMITED, this::hold),
        Route.of("DELETE", STRANGERS + "/imports", Tier.UNLIMITED, _ -> release()),
        Route.of("DELETE", STRANGERS, Tier.UNLIMITED, _ -> leave()));
  }

  private Answer allowance() {
    Instant now = clock.instant();
    ObjectNode json = Json.object().put("now", Times.wire(now));
    json.put("inLastHour", account.allowance().callsInLastHour(now));
    ObjectNode tiers = json.putObject("tiers");
    for (Allowance.Use use : account.allowance().uses(now)) {
      tiers
          .putObject(use.tier().name().toLowerCase(Locale.ROOT))
          .put("limit", use.limit())
          .put("own", use.own())
          .put("strangers", use.strangers())
          .put("left", use.left());
    }
    return Answer.ok(json);
  }

  private ObjectNode everything() {
    ObjectNode json = Json.object();
    ArrayNode habits = json.putArray("habits");
    strangers.habits().forEach(habit -> habits.add(json(habit)));
    ArrayNode holdings = json.putArray("imports");
    for (HeldPlaces.Holding holding : strangers.holdings()) {
      holdings
          .addObject()
          .put("kind", holding.kind().name())
          .put("places", holding.places())
          .put("until", Times.wire(holding.until()));
    }
    return json;
  }

  private Answer spend(Call call) {
    JsonNode body = Acts.body(call);
    int calls = number(body, "calls");
    return Answer.ok(
        Json.object().put("tried", calls).put("got", strangers.spend(tier(body), calls)));
  }

  private Answer begin(Call call) {
    JsonNode body = Acts.body(call);
    Rhythm rhythm =
        Json.whole(body, "burstAt")
            .<Rhythm>map(second -> new Rhythm.Burst(second.intValue()))
            .orElseGet(Rhythm.Even::new);
    int window = Json.whole(body, "windowSeconds").orElse(60L).intValue();
    try {
      return Answer.json(
          201,
          json(strangers.begin(new Habit(0, tier(body), number(body, "calls"), window, rhythm))));
    } catch (IllegalArgumentException e) {
      throw Acts.bad("Not a habit: " + e.getMessage());
    }
  }

  private Answer end(Call call) {
    boolean ended =
        Json.whole(call.variable("id")).map(id -> strangers.end(id.intValue())).orElse(false);
    return ended ? Answer.empty(204) : Acts.error(404, "There is no such habit");
  }

  private Answer hold(Call call) {
    JsonNode body = Acts.body(call);
    int places = number(body, "places");
    Duration howLong = Duration.ofSeconds(number(body, "seconds"));
    if (places < 1) {
      throw Acts.bad("At least one place must be held");
    }
    switch (Json.text(body, "kind").orElse("").toLowerCase(Locale.ROOT)) {
      case "contact" -> strangers.holdContactImports(places, howLong);
      case "insight" -> strangers.holdInsightImports(places, howLong);
      default -> throw Acts.bad("The 'kind' is 'contact' or 'insight'");
    }
    return Answer.json(201, everything());
  }

  private Answer release() {
    strangers.releaseImports();
    return Answer.empty(204);
  }

  private Answer leave() {
    strangers.leave();
    return Answer.empty(204);
  }

  private static Tier tier(JsonNode body) {
    Optional<Tier> tier = Json.text(body, "tier").flatMap(Tier::read);
    return tier.orElseThrow(() -> Acts.bad("The 'tier' is low, medium, high or unlimited"));
  }

  private static int number(JsonNode body, String name) {
    return Json.whole(body, name)
        .filter(value -> value >= 0 && value <= Integer.MAX_VALUE)
        .orElseThrow(() -> Acts.bad("There is no number '" + name + "'"))
        .intValue();
  }

  private static ObjectNode json(Habit habit) {
    ObjectNode json = Json.object().put("id", habit.id());
    json.put("tier", habit.tier().name().toLowerCase(Locale.ROOT)).put("calls", habit.calls());
    json.put("windowSeconds", habit.windowSeconds());
    if (habit.rhythm() instanceof Rhythm.Burst(int second)) {
      json.put("burstAt", second);
    }
    return json;
  }
}
