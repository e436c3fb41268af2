package dev.selvedge.sandbox.page;

import dev.selvedge.sandbox.call.Answer;
import java.util.List;
import java.util.Map;

/// Builds one page; every value is escaped on its way in.
final class Html {
  private static final Map<String, String> SECTIONS =
      Map.of(
          "/__sandbox", "Contacts",
          "/__sandbox/page/records", "Records",
          "/__sandbox/page/messages", "Messages",
          "/__sandbox/page/calls", "Calls",
          "/__sandbox/page/faults", "Faults",
          "/__sandbox/page/jobs", "Jobs");
  private static final List<String> ORDER =
      List.of(
          "/__sandbox",
          "/__sandbox/page/records",
          "/__sandbox/page/messages",
          "/__sandbox/page/calls",
          "/__sandbox/page/faults",
          "/__sandbox/page/jobs");

  private final StringBuilder text = new StringBuilder(4096);

  /// Begins a page that belongs to one of the sections.
  static Html page(String section, String title) {
    Html html = new Html();
    html.raw("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .raw("<link rel=\"stylesheet\" href=\"/__sandbox/page/style.css\"><title>")
        .text(title)
        .raw(" · Sandbox</title></head><body><header><h1>Sandbox</h1><nav>");
    for (String path : ORDER) {
      html.raw("<a href=\"" + path + "\"" + (path.equals(section) ? " aria-current=\"page\"" : ""))
          .raw(">")
          .text(SECTIONS.getOrDefault(path, path))
          .raw("</a>");
    }
    return html.raw("</nav></header><main><h2>").text(title).raw("</h2>");
  }

  /// Adds markup of our own.
  Html raw(String markup) {
    text.append(markup);
    return this;
  }

  /// Adds a value.
  Html text(Object value) {
    text.append(escape(value.toString()));
    return this;
  }

  Html tableOf(String... headings) {
    raw("<div class=\"scroll\"><table><thead><tr>");
    for (String heading : headings) {
      raw("<th>").text(heading).raw("</th>");
    }
    return raw("</tr></thead><tbody>");
  }

  Html row(Object... cells) {
    raw("<tr>");
    for (Object cell : cells) {
      raw(cell instanceof Number ? "<td class=\"number\">" : "<td>").text(cell).raw("</td>");
    }
    return raw("</tr>");
  }

  Html endTable() {
    return raw("</tbody></table></div>");
  }

  Html link(String href, Object label) {
    return raw("<a href=\"").text(href).raw("\">").text(label).raw("</a>");
  }

  Answer answer() {
    return Answer.text(200, "text/html; charset=utf-8", text + "</main></body></html>")
        .withHeaders(
            Map.of(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'",
                "X-Content-Type-Options",
                "nosniff"));
  }

  static String escape(String value) {
    StringBuilder escaped = new StringBuilder(value.length() + 16);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
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
