package dev.selvedge.app.page;

import java.util.function.ToLongFunction;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes the flows' history as the plots read it: seconds since 1970, then one list of points a
/// flow; freshness in milliseconds and null where nothing was delivered.
public final class PlotJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private PlotJson() {}

  public static String of(FlowHistory history) {
    ObjectNode root = NODES.objectNode();
    ArrayNode minutes = root.putArray("minutes");
    history.minutes().forEach(minute -> minutes.add(minute.getEpochSecond()));
    ArrayNode flows = root.putArray("flows");
    for (FlowHistory.Series series : history.flows()) {
      ObjectNode flow = flows.addObject();
      flow.put("name", series.name());
      ArrayNode freshness = flow.putArray("freshness");
      for (FlowHistory.Point point : series.points()) {
        if (point.delivered() == 0) {
          freshness.addNull();
        } else {
          freshness.add(point.lagMeanMillis());
        }
      }
      counts(flow.putArray("received"), series, FlowHistory.Point::received);
      counts(flow.putArray("delivered"), series, FlowHistory.Point::delivered);
    }
    return root.toString();
  }

  private static void counts(
      ArrayNode to, FlowHistory.Series series, ToLongFunction<FlowHistory.Point> count) {
    series.points().forEach(point -> to.add(count.applyAsLong(point)));
  }
}
