package dev.selvedge.sandbox.v3;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.call.V3Error;
import dev.selvedge.sandbox.contact.ChangeReader;
import dev.selvedge.sandbox.contact.Contact;
import dev.selvedge.sandbox.contact.ContactWriter.Manner;
import dev.selvedge.sandbox.contact.MergeOption;
import dev.selvedge.sandbox.json.Json;
import dev.selvedge.sandbox.message.Placeholders;
import dev.selvedge.sandbox.message.Sent;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Marketing e-mail of the newer framework: creates unknown contacts, refuses opted-out ones.
public final class MarketingCalls {
  private final Account account;

  public MarketingCalls(Account account) {
    this.account = account;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("POST", "/marketing-email/v3/send", Tier.UNLIMITED, this::one).unmetered(),
        Route.of("POST", "/marketing-email/v3/send/batch", Tier.UNLIMITED, this::many).unmetered());
  }

  private Answer one(Call call) {
    send(call, Bodies.object(call, "marketingemail"));
    return Answer.empty(201);
  }

  private Answer many(Call call) {
    Bodies.any(call, "marketingemail").forEach(message -> send(call, message));
    return Answer.empty(201);
  }

  private void send(Call call, JsonNode message) {
    String to = Json.text(message, "to").orElse("");
    JsonNode content = message.path("content");
    if (!ChangeReader.validEmail(to) || !content.isObject()) {
      throw V3Error.refused(
          400, "marketingemail:badRequest", "A valid address and a content are needed");
    }
    boolean template = Json.text(content, "source").filter("template"::equals).isPresent();
    if (template && !isThere(content)) {
      throw V3Error.refused(404, "marketingEmail:campaignNotFound", "There is no such campaign");
    }
    Contact contact = account.contacts().book().findLive("email", to);
    if (contact == null) {
      account
          .contacts()
          .writer()
          .upsert(
              ChangeReader.addressed(to),
              new Manner(MergeOption.OVERWRITE, true, call.now().toEpochMilli()));
    } else if (contact.emailStatus().suppressed()) {
      throw V3Error.refused(409, "marketingEmail:unsubscribed", "The contact is unsubscribed");
    }
    String about =
        Json.text(content, "subject").or(() -> Json.text(content, "campaignId")).orElse("");
    account
        .outbox()
        .send(new Sent("marketing", List.of(to), about, Placeholders.read(content), call.now()));
  }

  private boolean isThere(JsonNode content) {
    return Json.text(content, "campaignId")
        .flatMap(Json::whole)
        .flatMap(account.campaigns()::find)
        .isPresent();
  }
}
