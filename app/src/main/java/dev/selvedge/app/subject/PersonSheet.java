package dev.selvedge.app.subject;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The same document for people's eyes: one page without anything to load, to be read and printed.
/// Pure.
public final class PersonSheet {
  private static final String STYLE =
      """
      body{font:15px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;\
      color:#1b1b1b}
      h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.2rem;border-bottom:1px solid #bbb}
      table{border-collapse:collapse;width:100%;font-size:.9rem;margin:.6rem 0}
      th,td{border:1px solid #ccc;padding:.3rem .5rem;text-align:left;vertical-align:top;\
      overflow-wrap:anywhere}
      th{background:#f2f2f2}pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:0;font-size:.8rem}
      .none{color:#666}@media print{body{margin:0;max-width:none}h2{break-after:avoid}\
      tr{break-inside:avoid}}
      """;

  /// The sections with what they say of themselves, in the order people read them.
  private static final List<Section> OF_PERSON =
      List.of(
          new Section("because", "Why these records are one person", ""),
          new Section("profile", "What we hold true", "Each value with the record it comes from."),
          new Section("consent", "May we write to you", ""),
          new Section("orders", "Orders", ""),
          new Section("told", "What other systems were told, and when", ""),
          new Section(
              "told_of_consent",
              "Who was told of a decision",
              "Each system that we passed an opt-in or an opt-out on to."));

  private static final List<Section> OF_FILE =
      List.of(
          new Section(
              "ledger",
              "What was decided about being contacted",
              "Every decision we were told of, with its evidence."),
          new Section("records", "What each source says", "The newest version of each record."),
          new Section(
              "received",
              "Records exactly as they came",
              "As far as they are still kept; older ones are deleted after a time."),
          new Section("parked", "What waits for somebody to look at it", ""),
          new Section("trail", "What was done with it, and when", ""));

  private record Section(String member, String title, String lead) {}

  private PersonSheet() {}

  public static String html(JsonNode file) {
    StringBuilder page = new StringBuilder(16_384);
    page.append("<!doctype html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"robots\" content=\"noindex\"><title>What is held about ")
        .append(escaped(file.path("asked_for").asString("")))
        .append("</title><style>")
        .append(STYLE)
        .append("</style></head><body>\n<h1>What is held about ")
        .append(escaped(file.path("asked_for").asString("")))
        .append("</h1>\n<p>Made on ")
        .append(escaped(file.path("made_at").asString("")))
        .append(" from the project ‘")
        .append(escaped(file.path("project").asString("")))
        .append(
            "’. Times are in UTC. The file person.json holds the same for use by machines.</p>\n");
    line(page, "Addresses", file.path("addresses"));
    for (JsonNode person : file.path("persons")) {
      page.append("<h2>Person ")
          .append(escaped(person.path("number").asString("")))
          .append(": ")
          .append(escaped(person.path("address").asString("")))
          .append("</h2>\n");
      OF_PERSON.forEach(section -> section(page, section, person, "h3"));
    }
    OF_FILE.forEach(section -> section(page, section, file, "h2"));
    for (Map.Entry<String, JsonNode> target : file.path("targets").properties()) {
      page.append("<h2>What ").append(escaped(target.getKey())).append(" holds</h2>\n");
      value(page, target.getValue());
    }
    page.append("</body></html>\n");
    return page.toString();
  }

  private static void line(StringBuilder page, String title, JsonNode list) {
    page.append("<p><strong>").append(title).append(":</strong> ");
    String comma = "";
    for (JsonNode one : list) {
      page.append(comma).append(escaped(one.asString("")));
      comma = ", ";
    }
    page.append("</p>\n");
  }

  private static void section(StringBuilder page, Section section, JsonNode owner, String heading) {
    page.append('<').append(heading).append('>').append(section.title());
    page.append("</").append(heading).append(">\n");
    if (!section.lead().isEmpty()) {
      page.append("<p>").append(section.lead()).append("</p>\n");
    }
    value(page, owner.path(section.member()));
  }

  private static void value(StringBuilder page, JsonNode value) {
    if (value.isMissingNode() || ((value.isArray() || value.isObject()) && value.isEmpty())) {
      page.append("<p class=\"none\">Nothing.</p>\n");
    } else if (value.isArray() && value.get(0).isObject()) {
      table(page, value);
    } else if (value.isObject()) {
      page.append("<table>\n");
      value
          .properties()
          .forEach(
              member -> {
                page.append("<tr><th>").append(words(member.getKey())).append("</th><td>");
                cell(page, member.getValue());
                page.append("</td></tr>\n");
              });
      page.append("</table>\n");
    } else {
      cell(page, value);
    }
  }

  private static void table(StringBuilder page, JsonNode rows) {
    Set<String> columns = new LinkedHashSet<>();
    rows.forEach(row -> columns.addAll(row.propertyNames()));
    page.append("<table>\n<tr>");
    columns.forEach(column -> page.append("<th>").append(words(column)).append("</th>"));
    page.append("</tr>\n");
    for (JsonNode row : rows) {
      page.append("<tr>");
      for (String column : columns) {
        page.append("<td>");
        cell(page, row.path(column));
        page.append("</td>");
      }
      page.append("</tr>\n");
    }
    page.append("</table>\n");
  }

  private static void cell(StringBuilder page, JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return;
    }
    if (value.isBoolean()) {
      page.append(value.booleanValue() ? "yes" : "no");
    } else if (value.isValueNode()) {
      page.append(escaped(value.asString("")));
    } else if (!value.isEmpty()) {
      page.append("<pre>").append(escaped(value.toPrettyString())).append("</pre>");
    }
  }

  private static String words(String member) {
    String spaced = member.replace('_', ' ');
    return escaped(spaced.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + spaced.substring(1));
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
