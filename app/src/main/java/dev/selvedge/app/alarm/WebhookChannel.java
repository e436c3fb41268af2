package dev.selvedge.app.alarm;

import dev.selvedge.app.config.alarm.ChannelPlan;
import dev.selvedge.connectors.sign.StandardWebhooks;
import dev.selvedge.watch.alarm.Change;
import dev.selvedge.watch.alarm.Channel;
import dev.selvedge.watch.alarm.Finding;
import dev.selvedge.watch.alarm.Notice;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A webhook to anybody, signed as Standard Webhooks says. A notice has one `webhook-id` however
/// often it is sent, by which the receiver knows a repeat; `Idempotency-Key` says the same.
record WebhookChannel(ChannelPlan.Webhook plan, Wording wording, Post post) implements Channel {
  @Override
  public String name() {
    return plan.name();
  }

  @Override
  public boolean wants(Change change) {
    return true;
  }

  @Override
  public Answer tell(Notice notice) {
    String body = json(notice);
    String id = "alarm_" + notice.id();
    Map<String, String> headers =
        new HashMap<>(
            StandardWebhooks.headers(
                plan.secret(), id, post.clock().instant(), body.getBytes(StandardCharsets.UTF_8)));
    headers.put("Idempotency-Key", id);
    return post.send(URI.create(plan.url().reveal()), headers, body);
  }

  private String json(Notice notice) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("type", "selvedge.alarms");
    root.put("timestamp", notice.madeAt().toString());
    ObjectNode data = root.putObject("data");
    data.put("project", wording.brand());
    data.put("severity", notice.severity().word());
    data.put("subject", wording.message(notice).subject());
    ArrayNode alarms = data.putArray("alarms");
    notice.stories().forEach(story -> alarm(alarms.addObject(), story));
    return root.toString();
  }

  private void alarm(ObjectNode into, Notice.Story story) {
    Notice.Item item = story.last();
    Finding finding = item.finding();
    into.put("number", story.number());
    into.put("state", story.isOver() ? "over" : "open");
    ArrayNode changes = into.putArray("changes");
    story.changes().forEach(change -> changes.add(change.word()));
    into.put("kind", finding.kind().word());
    into.put("about", finding.about());
    into.put("severity", finding.severity().word());
    into.put("owner", item.owner());
    into.put("since", finding.since().toString());
    into.put("at", item.at().toString());
    into.put("what", finding.words().what());
    into.put("who", finding.words().who());
    into.put("doing", finding.words().doing());
    into.put("advice", finding.words().advice());
    into.put("link", wording.link("/alarms/" + story.number()));
  }
}
