package dev.selvedge.app.flow;

import dev.selvedge.watch.freshness.Freshness;
import java.util.function.ToLongFunction;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes a flow's history as its plots read it: seconds since 1970, then lists of points; times
/// in milliseconds and null where nothing was told.
public final class FlowJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private FlowJson() {}

  public static String of(FlowPage page) {
    ObjectNode root = NODES.objectNode();
    ArrayNode at = root.putArray("at");
    page.history().points().forEach(point -> at.add(point.at().getEpochSecond()));
    root.put("days", page.window() != FlowPage.Window.HOURS);
    ArrayNode times = root.putArray("times");
    time(times.addObject(), "half of them within", page, 0);
    time(times.addObject(), "95 % within", page, 1);
    time(times.addObject(), "99 % within", page, 2);
    ArrayNode counts = root.putArray("counts");
    count(counts.addObject(), "received", page, FlowPage.Point::received);
    count(counts.addObject(), "told", page, FlowPage.Point::told);
    count(counts.addObject(), "too late", page, FlowPage.Point::late);
    ArrayNode goals = root.putArray("goals");
    page.parts().stream()
        .map(Freshness::goal)
        .map(InTime::millis)
        .distinct()
        .sorted()
        .forEach(goals::add);
    return root.toString();
  }

  private static void time(ObjectNode series, String name, FlowPage page, int which) {
    series.put("name", name);
    ArrayNode values = series.putArray("values");
    for (FlowPage.Point point : page.history().points()) {
      if (point.times().isEmpty()) {
        values.addNull();
      } else {
        values.add(point.times().get(which).toMillis());
      }
    }
  }

  private static void count(
      ObjectNode series, String name, FlowPage page, ToLongFunction<FlowPage.Point> of) {
    series.put("name", name);
    ArrayNode values = series.putArray("values");
    page.history().points().forEach(point -> values.add(of.applyAsLong(point)));
  }
}
