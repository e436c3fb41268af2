package dev.selvedge.dotdigital.message;

import dev.selvedge.dotdigital.answer.Acknowledged;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.Caller;
import dev.selvedge.dotdigital.answer.Expect;
import dev.selvedge.dotdigital.http.Request;
import dev.selvedge.dotdigital.http.Target;
import dev.selvedge.dotdigital.json.Json;
import dev.selvedge.dotdigital.json.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The calls that send somebody a mail. **Not safe to repeat**, and nothing in the API shows
/// afterwards whether one was sent: after [Answer.Lost], [Answer.Ill] or [Answer.Unreadable] it may
/// have gone. Safe for use by many threads.
public final class Messages {
  private static final Target TRIGGERED = Target.of("/v2/email/triggered-campaign/batch");
  private static final Target MARKETING = Target.of("/marketing-email/v3/send");
  private static final Target CAMPAIGNS = Target.of("/v2/campaigns");

  private final Caller caller;

  public Messages(Caller caller) {
    this.caller = caller;
  }

  /// Sends mails that belong to what people did: whether they agreed to marketing is not looked at.
  ///
  /// @return those that were not taken
  public Answer<List<MailFault>> sendTriggered(List<CampaignMail> mails) {
    ArrayNode body = Json.object().putArray("mails");
    for (CampaignMail mail : mails) {
      ObjectNode one = body.addObject();
      one.putArray("toAddresses").add(mail.to());
      one.put("campaignId", mail.campaign());
      values(mail.values(), one);
      if (!mail.metadata().isEmpty()) {
        one.put("metadata", mail.metadata());
      }
    }
    return caller.call(
        Request.post(TRIGGERED, Json.payload(body)),
        Expect.json(
            lines ->
                View.list(lines, MailFault::read).stream().flatMap(Optional::stream).toList()));
  }

  /// Sends one marketing mail. [Answer.Conflict] for whoever may not be sent any. An address that
  /// no contact has becomes a new contact, so only send to those that are there.
  public Answer<Acknowledged> sendMarketing(CampaignMail mail) {
    ObjectNode body = Json.object().put("to", mail.to());
    ObjectNode content = body.putObject("content");
    content.put("source", "template").put("campaignId", mail.campaign());
    values(mail.values(), content);
    if (!mail.metadata().isEmpty()) {
      body.put("metadata", mail.metadata());
    }
    return caller.call(Request.post(MARKETING, Json.payload(body)), Expect.nothing());
  }

  private static void values(Map<String, String> values, ObjectNode json) {
    if (!values.isEmpty()) {
      ArrayNode all = json.putArray("personalizationValues");
      values.forEach((name, value) -> all.addObject().put("name", name).put("value", value));
    }
  }

  public Answer<Campaign> campaign(int id) {
    return caller.call(
        Request.get(CAMPAIGNS.segment(Integer.toString(id))),
        Expect.json(body -> Campaign.read(View.of(body))));
  }
}
