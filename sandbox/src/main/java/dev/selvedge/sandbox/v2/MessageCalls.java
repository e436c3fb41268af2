package dev.selvedge.sandbox.v2;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Handler;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.call.V2Error;
import dev.selvedge.sandbox.contact.ChangeReader;
import dev.selvedge.sandbox.json.Json;
import dev.selvedge.sandbox.message.Campaign;
import dev.selvedge.sandbox.message.Placeholders;
import dev.selvedge.sandbox.message.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Transactional e-mail and campaign sends; nothing leaves the sandbox.
public final class MessageCalls {
  private static final String TRIGGERED = "triggered";
  private static final String CAMPAIGN_ID = "campaignId";
  private static final int MOST_ADDRESSES = 100;
  private static final int METADATA_LENGTH = 1500;

  private final Account account;

  public MessageCalls(Account account) {
    this.account = account;
  }

  public List<Route> routes() {
    return List.of(
        send("/v2/email", call -> one(call, "transactional")),
        send("/v2/email/batch", call -> many(call, "transactional")),
        send("/v2/email/triggered-campaign", call -> one(call, TRIGGERED)),
        send("/v2/email/triggered-campaign/batch", call -> many(call, TRIGGERED)),
        send("/v2/campaigns/send", this::campaign),
        Route.of("GET", "/v2/campaigns/send/{id}", Tier.UNLIMITED, MessageCalls::sent),
        Route.of("GET", "/v2/campaigns", Tier.HIGH, this::campaigns),
        Route.of("GET", "/v2/campaigns/{id}", Tier.HIGH, this::campaignOf));
  }

  private static Route send(String path, Handler.Simple handler) {
    return Route.of("POST", path, Tier.UNLIMITED, handler).unmetered();
  }

  private Answer one(Call call, String kind) {
    JsonNode body = Requests.object(call);
    Optional<Fault> fault = fault(body, kind);
    if (fault.isPresent()) {
      throw V2Error.refused(400, fault.get().reason(), fault.get().code());
    }
    deliver(call, body, kind);
    return Answer.empty(200);
  }

  private Answer many(Call call, String kind) {
    ArrayNode json = Json.array();
    int index = 0;
    for (JsonNode message : Requests.array(call)) {
      ObjectNode line = json.addObject().put("index", index++);
      Optional<Fault> fault = fault(message, kind);
      if (fault.isPresent()) {
        line.put("failureCode", fault.get().code()).put("failureReason", fault.get().reason());
      } else {
        deliver(call, message, kind);
      }
    }
    return Answer.ok(json);
  }

  /// Why a message is not taken.
  private record Fault(String code, String reason) {
    static Optional<Fault> of(String reason) {
      return Optional.of(new Fault("ERROR_PARAMETER_INVALID", reason));
    }
  }

  private Optional<Fault> fault(JsonNode body, String kind) {
    List<String> to = addresses(body);
    if (to.isEmpty() || to.size() > MOST_ADDRESSES) {
      return Fault.of("1 to 100 toAddresses are needed.");
    }
    if (!to.stream().allMatch(ChangeReader::validEmail)) {
      return Fault.of("A toAddress is not valid.");
    }
    String needed = kind.equals(TRIGGERED) ? CAMPAIGN_ID : "subject";
    if (Json.text(body, needed).isEmpty()) {
      return Fault.of("The " + needed + " is missing.");
    }
    if (Json.text(body, "metadata").filter(data -> data.length() > METADATA_LENGTH).isPresent()) {
      return Fault.of("The metadata is too long.");
    }
    return kind.equals(TRIGGERED) ? unfit(body) : Optional.empty();
  }

  private Optional<Fault> unfit(JsonNode body) {
    Optional<Campaign> campaign =
        Json.text(body, CAMPAIGN_ID).flatMap(Json::whole).flatMap(account.campaigns()::find);
    if (campaign.isEmpty()) {
      return Optional.of(new Fault("ERROR_CAMPAIGN_NOT_FOUND", "There is no such campaign."));
    }
    return campaign.get().triggered()
        ? Optional.empty()
        : Optional.of(new Fault("ERROR_CAMPAIGN_INVALID", "The campaign is not a triggered one."));
  }

  private static List<String> addresses(JsonNode body) {
    List<String> addresses = new ArrayList<>();
    JsonNode sent = Json.find(body, "toAddresses");
    if (sent != null) {
      sent.forEach(address -> addresses.add(Json.scalar(address).orElse("")));
    }
    return addresses;
  }

  private void deliver(Call call, JsonNode body, String kind) {
    String about = Json.text(body, kind.equals(TRIGGERED) ? CAMPAIGN_ID : "subject").orElse("");
    account
        .outbox()
        .send(new Sent(kind, addresses(body), about, Placeholders.read(body), call.now()));
  }

  private Answer campaign(Call call) {
    JsonNode body = Requests.object(call);
    String id =
        Json.text(body, CAMPAIGN_ID)
            .orElseThrow(() -> V2Error.refused(400, "ERROR_CAMPAIGN_SEND_INVALID"));
    List<String> to = new ArrayList<>();
    for (String name : List.of("contactIds", "addressBookIds")) {
      JsonNode ids = Json.find(body, name);
      if (ids != null) {
        ids.forEach(one -> to.add(Json.scalar(one).orElse("")));
      }
    }
    account.outbox().send(new Sent("campaign", to, id, Map.of(), call.now()));
    return Answer.ok(
        Json.object()
            .put("id", account.jobs().nextId())
            .put("campaignId", Json.whole(id).orElse(0L))
            .put("status", "Scheduled"));
  }

  private Answer campaigns(Call call) {
    ArrayNode json = Json.array();
    account.campaigns().all().forEach(campaign -> json.add(json(campaign)));
    return Answer.ok(json);
  }

  private Answer campaignOf(Call call) {
    return Json.whole(call.variable("id"))
        .flatMap(account.campaigns()::find)
        .map(campaign -> Answer.ok(json(campaign)))
        .orElseThrow(() -> V2Error.refused(404, "ERROR_CAMPAIGN_NOT_FOUND"));
  }

  private static ObjectNode json(Campaign campaign) {
    return Json.object()
        .put("id", campaign.id())
        .put("name", campaign.name())
        .put("status", campaign.status());
  }

  private static Answer sent(Call call) {
    return Answer.ok(Json.object().put("id", call.variable("id")).put("status", "Sent"));
  }
}
