package dev.selvedge.sandbox.control;

import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.fault.Outage;
import dev.selvedge.sandbox.fault.Outages;
import dev.selvedge.sandbox.json.Json;
import dev.selvedge.sandbox.time.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes the whole system ill and well again.
public final class OutageDesk {
  private static final String OUTAGES = "/__sandbox/outages";

  private final Outages outages;
  private final Deafness deafness;

  /// @param deafness how to stop listening, which no call can undo
  public OutageDesk(Outages outages, Deafness deafness) {
    this.outages = outages;
    this.deafness = deafness;
  }

  /// Stops the server listening for a while of real time.
  @FunctionalInterface
  public interface Deafness {
    void begin(Duration howLong);
  }

  public List<Route> routes() {
    return List.of(
        Route.of("GET", OUTAGES, Tier.UNLIMITED, _ -> Answer.ok(all())),
        Route.of("POST", OUTAGES, Tier.UNLIMITED, this::begin),
        Route.of("POST", OUTAGES + "/not-listening", Tier.UNLIMITED, this::stopListening),
        Route.of("DELETE", OUTAGES, Tier.UNLIMITED, _ -> lift()));
  }

  private Answer begin(Call call) {
    JsonNode body = Acts.body(call);
    Outage.Kind kind =
        Json.text(body, "kind")
            .flatMap(Outage.Kind::read)
            .orElseThrow(() -> Acts.bad("The 'kind' is one of " + List.of(Outage.Kind.values())));
    Instant from = Json.text(body, "from").flatMap(Times::read).orElse(call.now());
    Optional<Instant> until =
        Json.text(body, "until")
            .flatMap(Times::read)
            .or(() -> Json.whole(body, "seconds").map(from::plusSeconds));
    try {
      outages.plan(new Outage(kind, from, until.orElse(Instant.MAX)));
    } catch (IllegalArgumentException e) {
      throw Acts.bad("Not an outage: " + e.getMessage());
    }
    return Answer.json(201, all());
  }

  private Answer stopListening(Call call) {
    long seconds =
        Json.whole(Acts.body(call), "seconds")
            .filter(value -> value > 0)
            .orElseThrow(() -> Acts.bad("There is no number 'seconds'"));
    deafness.begin(Duration.ofSeconds(seconds));
    return Answer.empty(202);
  }

  private Answer lift() {
    outages.lift();
    return Answer.empty(204);
  }

  private ArrayNode all() {
    ArrayNode json = Json.array();
    for (Outage outage : outages.planned()) {
      ObjectNode one = json.addObject().put("kind", outage.kind().name());
      one.put("from", Times.wire(outage.from()));
      if (!outage.until().equals(Instant.MAX)) {
        one.put("until", Times.wire(outage.until()));
      }
    }
    return json;
  }
}
