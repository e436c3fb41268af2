package dev.selvedge.app.alarm;

import dev.selvedge.app.config.alarm.ChannelPlan;
import dev.selvedge.watch.alarm.Change;
import dev.selvedge.watch.alarm.Channel;
import dev.selvedge.watch.alarm.Notice;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Slack's incoming webhooks: one message a notice, in blocks (Slack: "Sending messages using
/// incoming webhooks", "Reference: blocks"). Slack has no way to tell a repeat, so a message whose
/// fate is not known says that it may have come before.
///
/// @param wording what is said
/// @param post how it gets there
record SlackChannel(ChannelPlan.Slack plan, Wording wording, Post post) implements Channel {
  /// Slack takes 50 blocks a message and 3,000 characters a text.
  private static final int SECTIONS_AT_MOST = 20;

  private static final int LONGEST_TEXT = 2_900;

  @Override
  public String name() {
    return plan.name();
  }

  @Override
  public boolean wants(Change change) {
    return change != Change.ACKNOWLEDGED;
  }

  @Override
  public Answer tell(Notice notice) {
    return post.send(URI.create(plan.url().reveal()), Map.of(), json(wording.message(notice)));
  }

  private String json(Wording.Message message) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("text", escaped(message.subject()));
    ArrayNode blocks = root.putArray("blocks");
    text(blocks, "*" + escaped(message.subject()) + "*");
    if (!message.doubt().isEmpty()) {
      text(blocks, "_" + escaped(message.doubt()) + "_");
    }
    List<Wording.Section> sections = message.sections();
    for (Wording.Section section : sections.stream().limit(SECTIONS_AT_MOST).toList()) {
      blocks.addObject().put("type", "divider");
      text(blocks, section(section));
    }
    if (sections.size() > SECTIONS_AT_MOST) {
      int more = sections.size() - SECTIONS_AT_MOST;
      text(blocks, "…and " + more + " more: " + link(wording.link("/alarms"), "all alarms"));
    }
    return root.toString();
  }

  private String section(Wording.Section section) {
    String facts =
        section.facts().stream()
            .map(fact -> "*" + escaped(fact.label()) + ":* " + escaped(fact.text()))
            .collect(Collectors.joining("\n"));
    return "*"
        + escaped(section.heading())
        + "*\n"
        + escaped(section.what())
        + "\n"
        + facts
        + "\n"
        + link(section.link(), "Alarm " + section.number());
  }

  private String link(String to, String words) {
    return wording.hasLinks() ? "<" + escaped(to) + "|" + words + ">" : words + ": " + escaped(to);
  }

  private static void text(ArrayNode blocks, String text) {
    String shown = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text;
    blocks
        .addObject()
        .put("type", "section")
        .putObject("text")
        .put("type", "mrkdwn")
        .put("text", shown);
  }

  /// The three characters that mean something to Slack (Slack: "Formatting text").
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
