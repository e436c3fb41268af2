package dev.selvedge.sandbox.v3;

import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Query;
import dev.selvedge.sandbox.call.V3Error;
import dev.selvedge.sandbox.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Cursor paging of the newer framework: opaque markers, links that repeat every parameter.
final class Paging {
  private static final int MOST = 5000;

  private final Call call;
  private final String serverUrl;
  private final String errorPrefix;

  Paging(Call call, String serverUrl, String errorPrefix) {
    this.call = call;
    this.serverUrl = serverUrl;
    this.errorPrefix = errorPrefix;
  }

  /// The page size, at most `cap`.
  int limit(int cap) {
    Optional<String> sent = call.query().first("limit");
    long limit = sent.flatMap(Json::whole).orElse(sent.isPresent() ? 0L : (long) MOST);
    if (limit < 1 || limit > MOST) {
      throw V3Error.refused(
          400, errorPrefix + ":badRequest", "The field limit must be between 1 and 5000.");
    }
    return (int) Math.min(limit, cap);
  }

  /// Where to go on; 0 for the beginning.
  long position() {
    Optional<String> marker = call.query().first("marker").filter(sent -> !sent.isEmpty());
    if (marker.isEmpty()) {
      return 0;
    }
    try {
      String text =
          new String(Base64.getUrlDecoder().decode(marker.get()), StandardCharsets.US_ASCII);
      return Long.parseLong(text.substring(text.indexOf(':') + 1));
    } catch (IllegalArgumentException e) {
      throw V3Error.refused(400, errorPrefix + ":invalidFilter", "The marker is not one of ours");
    }
  }

  /// A page; `next` is where the following one begins, 0 if there is none.
  ObjectNode page(ArrayNode items, long next) {
    ObjectNode page = Json.object();
    ObjectNode links = page.putObject("_links");
    String current = call.query().first("marker").orElse("");
    link(links, "self", current);
    link(links, "first", "");
    if (next > 0) {
      link(links, "next", marker(next));
    }
    page.set("_items", items);
    return page;
  }

  private void link(ObjectNode links, String name, String marker) {
    Query query = call.query();
    String rest = query.without("marker");
    String url = serverUrl + call.path();
    String separator = rest.isEmpty() ? "?" : "?" + rest + "&";
    links
        .putObject(name)
        .put("marker", marker)
        .put(
            "link",
            marker.isEmpty()
                ? url + (rest.isEmpty() ? "" : "?" + rest)
                : url + separator + "marker=" + marker);
  }

  private static String marker(long position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(("after:" + position).getBytes(StandardCharsets.US_ASCII));
  }
}
