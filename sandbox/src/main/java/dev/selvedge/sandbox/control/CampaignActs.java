package dev.selvedge.sandbox.control;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.json.Json;
import dev.selvedge.sandbox.message.Campaign;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What a marketer does to campaigns in the app, kept in the state file.
public final class CampaignActs {
  private final Account account;

  public CampaignActs(Account account) {
    this.account = account;
  }

  public List<Route> routes() {
    return List.of(Route.of("POST", "/__sandbox/campaigns", Tier.UNLIMITED, this::add));
  }

  private Answer add(Call call) {
    JsonNode body = Acts.body(call);
    String name = Json.text(body, "name").orElseThrow(() -> Acts.bad("There is no 'name'"));
    Campaign added = account.campaigns().add(name, Json.truth(body, "triggered").orElse(true));
    return Answer.json(
        201,
        Json.object()
            .put("id", added.id())
            .put("name", added.name())
            .put("status", added.status()));
  }
}
