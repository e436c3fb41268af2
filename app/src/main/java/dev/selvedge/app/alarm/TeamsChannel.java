package dev.selvedge.app.alarm;

import dev.selvedge.app.config.alarm.ChannelPlan;
import dev.selvedge.watch.alarm.Change;
import dev.selvedge.watch.alarm.Channel;
import dev.selvedge.watch.alarm.Notice;
import dev.selvedge.watch.alarm.Severity;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A Microsoft Teams workflow that begins "When a Teams webhook request is received": one Adaptive
/// Card a notice (Microsoft: "Create incoming webhooks with Workflows", adaptivecards.io). Teams
/// has no way to tell a repeat, so a card whose fate is not known says that it may have come
/// before.
record TeamsChannel(ChannelPlan.Teams plan, Wording wording, Post post) implements Channel {
  /// A message must stay below 28 KB.
  private static final int SECTIONS_AT_MOST = 8;

  private static final int LONGEST_TEXT = 600;

  /// What a TextBlock would take for Markdown.
  private static final Pattern MARKDOWN = Pattern.compile("([\\\\*_\\[\\]`])");

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
    root.put("type", "message");
    ObjectNode attachment = root.putArray("attachments").addObject();
    attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
    ObjectNode card = attachment.putObject("content");
    card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    card.put("type", "AdaptiveCard");
    card.put("version", "1.4");
    card.putObject("msteams").put("width", "Full");
    ArrayNode body = card.putArray("body");
    text(body, message.subject())
        .put("size", "Medium")
        .put("weight", "Bolder")
        .put("color", colour(message.over(), message.severity()));
    if (!message.doubt().isEmpty()) {
      text(body, message.doubt()).put("isSubtle", true);
    }
    List<Wording.Section> sections = message.sections();
    sections.stream().limit(SECTIONS_AT_MOST).forEach(section -> section(body, section));
    if (sections.size() > SECTIONS_AT_MOST) {
      text(body, "…and " + (sections.size() - SECTIONS_AT_MOST) + " more.");
    }
    actions(card, sections);
    return root.toString();
  }

  private static void section(ArrayNode body, Wording.Section section) {
    ArrayNode items =
        body.addObject().put("type", "Container").put("separator", true).putArray("items");
    text(items, section.heading())
        .put("weight", "Bolder")
        .put("color", colour(section.over(), section.severity()));
    text(items, section.what());
    ArrayNode facts = items.addObject().put("type", "FactSet").putArray("facts");
    section
        .facts()
        .forEach(
            fact ->
                facts
                    .addObject()
                    .put("title", fact.label())
                    .put("value", plain(shortened(fact.text()))));
  }

  private void actions(ObjectNode card, List<Wording.Section> sections) {
    if (wording.hasLinks()) {
      boolean one = sections.size() == 1;
      card.putArray("actions")
          .addObject()
          .put("type", "Action.OpenUrl")
          .put("title", one ? "Open alarm " + sections.getFirst().number() : "Open the alarms")
          .put("url", one ? sections.getFirst().link() : wording.link("/alarms"));
    }
  }

  private static ObjectNode text(ArrayNode into, String text) {
    return into.addObject()
        .put("type", "TextBlock")
        .put("wrap", true)
        .put("text", plain(shortened(text)));
  }

  private static String shortened(String text) {
    return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text;
  }

  private static String plain(String text) {
    return MARKDOWN.matcher(text).replaceAll("\\\\$1");
  }

  private static String colour(boolean over, Severity severity) {
    if (over) {
      return "Good";
    }
    return switch (severity) {
      case CRITICAL -> "Attention";
      case WARNING -> "Warning";
      case INFO -> "Accent";
    };
  }
}
