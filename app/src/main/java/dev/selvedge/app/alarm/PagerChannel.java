package dev.selvedge.app.alarm;

import dev.selvedge.app.config.alarm.ChannelPlan;
import dev.selvedge.watch.alarm.Change;
import dev.selvedge.watch.alarm.Channel;
import dev.selvedge.watch.alarm.Finding;
import dev.selvedge.watch.alarm.Notice;
import dev.selvedge.watch.alarm.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// PagerDuty's Events API v2: an incident an alarm, known by its `dedup_key`, so that what is told
/// twice is one incident (PagerDuty: "Send an alert event"). What began and ended before anybody
/// could be paged pages nobody.
record PagerChannel(ChannelPlan.PagerDuty plan, Wording wording, Post post) implements Channel {
  private static final int LONGEST_SUMMARY = 1_000;

  @Override
  public String name() {
    return plan.name();
  }

  @Override
  public boolean wants(Change change) {
    return true;
  }

  /// Several events a notice; the first that fails ends it, and then all are sent again.
  @Override
  public Answer tell(Notice notice) {
    Map<Long, Wording.Section> sections = new HashMap<>();
    wording.message(notice).sections().forEach(one -> sections.put(one.number(), one));
    Answer last = new Answer.Taken("");
    for (Notice.Story story : notice.stories()) {
      for (String action : actions(story)) {
        last = post.send(plan.url(), Map.of(), event(action, story, sections));
        if (!(last instanceof Answer.Taken)) {
          return last;
        }
      }
    }
    return last;
  }

  private static List<String> actions(Notice.Story story) {
    List<String> actions = new ArrayList<>();
    if (story.isWholeLife()) {
      return actions;
    }
    for (Change change : story.changes()) {
      String action =
          switch (change) {
            case RAISED, WORSENED, ESCALATED, REMINDED -> "trigger";
            case ACKNOWLEDGED -> "acknowledge";
            case RECOVERED -> "resolve";
          };
      if (actions.isEmpty() || !actions.getLast().equals(action)) {
        actions.add(action);
      }
    }
    return actions;
  }

  private String event(String action, Notice.Story story, Map<Long, Wording.Section> sections) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("routing_key", plan.key().reveal());
    event.put("event_action", action);
    event.put("dedup_key", "selvedge/" + wording.brand() + "/alarm/" + story.number());
    if (action.equals("trigger")) {
      trigger(event, story.last());
      Wording.Section section = sections.get(story.number());
      if (section != null && wording.hasLinks()) {
        event
            .putArray("links")
            .addObject()
            .put("href", section.link())
            .put("text", "Alarm " + story.number());
        event.put("client", "Selvedge").put("client_url", section.link());
      }
    }
    return event.toString();
  }

  private void trigger(ObjectNode event, Notice.Item item) {
    Finding finding = item.finding();
    ObjectNode payload = event.putObject("payload");
    String summary =
        finding.kind().title() + " (" + finding.about() + "): " + finding.words().what();
    payload.put(
        "summary",
        summary.length() > LONGEST_SUMMARY ? summary.substring(0, LONGEST_SUMMARY) : summary);
    payload.put("source", wording.brand());
    payload.put("severity", severity(finding.severity()));
    payload.put("timestamp", finding.since().toString());
    payload.put("component", finding.about());
    payload.put("class", finding.kind().word());
    ObjectNode details = payload.putObject("custom_details");
    details.put("affected", finding.words().who());
    details.put("the_hub", finding.words().doing());
    details.put("what_to_do", finding.words().advice());
    if (!item.owner().isEmpty()) {
      details.put("owner", item.owner());
    }
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "critical";
      case WARNING -> "warning";
      case INFO -> "info";
    };
  }
}
