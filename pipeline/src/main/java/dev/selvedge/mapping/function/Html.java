package dev.selvedge.mapping.function;

import java.util.Map;

/// Takes the text out of HTML, in a single pass over its tags. For plain fields, not for showing
/// HTML safely.
final class Html {
  private static final int LONGEST_ENTITY = 10;
  private static final Map<String, String> ENTITIES =
      Map.of(
          "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ", "euro", "€",
          "pound", "£", "ndash", "–");

  private Html() {}

  static String strip(String html) {
    StringBuilder text = new StringBuilder(html.length());
    int at = 0;
    while (at < html.length()) {
      char c = html.charAt(at);
      if (c == '<' && beginsTag(html, at)) {
        at = afterTag(html, at);
        text.append(' ');
      } else if (c == '&') {
        at = entity(html, at, text);
      } else {
        text.append(c);
        at++;
      }
    }
    return Texts.collapseSpaces(text.toString());
  }

  /// `3 < 4` is no tag.
  private static boolean beginsTag(String html, int at) {
    if (at + 1 >= html.length()) {
      return false;
    }
    char next = html.charAt(at + 1);
    return Character.isLetter(next) || next == '/' || next == '!' || next == '?';
  }

  private static int afterTag(String html, int at) {
    if (html.startsWith("<!--", at)) {
      return after(html, "-->", at);
    }
    for (String hidden : new String[] {"script", "style"}) {
      if (html.regionMatches(true, at + 1, hidden, 0, hidden.length())) {
        return after(html, ">", closing(html, hidden, at));
      }
    }
    return after(html, ">", at);
  }

  private static int closing(String html, String tag, int from) {
    int at = html.indexOf("</", from);
    while (at >= 0 && !html.regionMatches(true, at + 2, tag, 0, tag.length())) {
      at = html.indexOf("</", at + 2);
    }
    return at < 0 ? html.length() : at;
  }

  private static int after(String html, String end, int at) {
    int found = html.indexOf(end, at);
    return found < 0 ? html.length() : found + end.length();
  }

  private static int entity(String html, int at, StringBuilder text) {
    int end = html.indexOf(';', at, Math.min(html.length(), at + LONGEST_ENTITY));
    if (end < 0) {
      text.append('&');
      return at + 1;
    }
    String name = html.substring(at + 1, end);
    String known = ENTITIES.get(name);
    if (known != null) {
      text.append(known);
    } else if (!appendNumeric(name, text)) {
      text.append(html, at, end + 1);
    }
    return end + 1;
  }

  private static boolean appendNumeric(String name, StringBuilder text) {
    try {
      int code =
          name.startsWith("#x") || name.startsWith("#X")
              ? Integer.parseInt(name.substring(2), 16)
              : name.startsWith("#") ? Integer.parseInt(name.substring(1)) : 0;
      if (code <= 0 || !Character.isValidCodePoint(code)) {
        return false;
      }
      text.appendCodePoint(code);
      return true;
    } catch (NumberFormatException notNumeric) {
      return false;
    }
  }
}
