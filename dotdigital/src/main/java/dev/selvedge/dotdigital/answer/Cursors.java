package dev.selvedge.dotdigital.answer;

import dev.selvedge.dotdigital.http.Target;
import dev.selvedge.dotdigital.json.Unreadable;
import dev.selvedge.dotdigital.json.View;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// Reads v3 pages: `_items`, and where to read on from `_links.next`.
///
/// Of the next link only the query is used, so a link can never lead credentials to another host.
/// If the link lacks the marker, the marker beside it is added, and if there is no link the present
/// query is repeated with the marker: known clients rely on either of the two.
public final class Cursors {
  private Cursors() {}

  public static <T> Page<T> read(JsonNode body, Target asked, Function<View, T> reader) {
    View page = View.of(body);
    if (page.node().get("_items") == null) {
      throw new Unreadable("the property '_items' is missing");
    }
    String next =
        page.object("_links")
            .flatMap(links -> links.object("next"))
            .map(link -> nextQuery(link, query(asked.encoded())))
            .orElse("");
    if (!next.isEmpty() && next.equals(query(asked.encoded()))) {
      throw new Unreadable("the link to the next page leads to this page");
    }
    if (!Target.isEncoded(next)) {
      throw new Unreadable("the link to the next page is not an address");
    }
    return new Page<>(page.items("_items", reader), next);
  }

  private static String nextQuery(View next, String present) {
    String marker = next.text("marker");
    String linked = query(next.text("link"));
    if (hasMarker(linked) || marker.isEmpty()) {
      return hasMarker(linked) ? linked : "";
    }
    String encoded = Target.of("/").query("marker", marker).encoded().substring(2);
    String rest = withoutMarker(linked.isEmpty() ? present : linked);
    return rest.isEmpty() ? encoded : rest + '&' + encoded;
  }

  private static String query(String address) {
    int mark = address.indexOf('?');
    int hash = address.indexOf('#');
    return mark < 0 ? "" : address.substring(mark + 1, hash < 0 ? address.length() : hash);
  }

  private static boolean hasMarker(String query) {
    for (String parameter : query.split("&", -1)) {
      if (parameter.startsWith("marker=") && parameter.length() > "marker=".length()) {
        return true;
      }
    }
    return false;
  }

  private static String withoutMarker(String query) {
    var kept = new StringBuilder();
    for (String parameter : query.split("&", -1)) {
      if (!parameter.isEmpty() && !parameter.startsWith("marker=")) {
        kept.append(kept.isEmpty() ? "" : "&").append(parameter);
      }
    }
    return kept.toString();
  }
}
