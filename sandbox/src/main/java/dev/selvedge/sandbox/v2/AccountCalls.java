package dev.selvedge.sandbox.v2;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.json.Json;
import dev.selvedge.sandbox.time.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The account as such, and the reads that answer with nothing in a sandbox.
public final class AccountCalls {
  private static final List<String> EMPTY =
      List.of(
          "/v2/surveys",
          "/v2/segments",
          "/v2/templates",
          "/v2/custom-from-addresses",
          "/v2/product-notifications");

  private final Account account;
  private final Supplier<String> serverUrl;

  public AccountCalls(Account account, Supplier<String> serverUrl) {
    this.account = account;
    this.serverUrl = serverUrl;
  }

  public List<Route> routes() {
    List<Route> routes =
        new ArrayList<>(
            List.of(
                Route.of("GET", "/v2/account-info", Tier.HIGH, this::describe),
                Route.of("GET", "/v2/server-time", Tier.HIGH, AccountCalls::time),
                Route.of("POST", "/v2/accounts/empty-recycle-bin", Tier.LOW, _ -> emptyBin())));
    for (String path : EMPTY) {
      routes.add(Route.of("GET", path, Tier.HIGH, _ -> Answer.ok(Json.array())));
    }
    return routes;
  }

  private Answer describe(Call call) {
    int used = account.allowance().callsInLastHour(call.now());
    int allowed = account.settings().limits().flatPerHour();
    ObjectNode json = Json.object().put("id", Account.ID);
    ArrayNode properties = json.putArray("properties");
    property(properties, "AvailableEmailSendsCredits", "Int", "100000");
    property(properties, "AvailableSmsSendsCredits", "Int", "1000");
    property(properties, "PremiumWalletBalance", "Decimal", "100.00");
    property(properties, "ListManagedUsers", "String", "");
    property(properties, "Name", "String", "Sandbox");
    property(properties, "MainMobilePhoneNumber", "String", "");
    property(properties, "MainEmail", "String", "owner@example.com");
    property(properties, "APILocale", "String", "en-GB");
    property(properties, "ApiCallsInLastHour", "Int", Integer.toString(used));
    property(properties, "ApiCallsRemaining", "Int", Integer.toString(Math.max(0, allowed - used)));
    // Its own address: clients store it and use it for every later call.
    property(properties, "ApiEndpoint", "String", serverUrl.get());
    property(properties, "CurrencyCode", "String", "GBP");
    property(properties, "CampaignEmailMtaPool", "String", "sandbox");
    property(properties, "ShowClock", "Boolean", "False");
    property(properties, "TimeZoneIana", "String", "Europe/London");
    return Answer.ok(json);
  }

  private static void property(ArrayNode properties, String name, String type, String value) {
    properties.addObject().put("name", name).put("type", type).put("value", value);
  }

  private static Answer time(Call call) {
    return Answer.text(200, "text/plain; charset=utf-8", Times.wire(call.now()));
  }

  private Answer emptyBin() {
    account.contacts().book().emptyBin();
    return Answer.empty(202);
  }
}
