package dev.selvedge.dotdigital.event;

import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.Caller;
import dev.selvedge.dotdigital.answer.Cursors;
import dev.selvedge.dotdigital.answer.Expect;
import dev.selvedge.dotdigital.answer.Page;
import dev.selvedge.dotdigital.http.Request;
import dev.selvedge.dotdigital.http.Target;
import dev.selvedge.dotdigital.json.Json;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The calls about events that leave an account; they need the vendor's CXDP package, and answer
/// [Answer.Forbidden] without it. Safe for use by many threads.
public final class EventExport {
  /// The most events one answer holds.
  public static final int MAX_EVENTS = 5000;

  private static final Target EXPORT = Target.of("/events/v3/export");
  private static final Target SUBSCRIPTIONS = EXPORT.fixed("/subscriptions");

  private final Caller caller;

  public EventExport(Caller caller) {
    this.caller = caller;
  }

  /// All subscriptions of an account; it has five at most, so one page holds them.
  public Answer<Page<EventSubscription>> subscriptions() {
    return caller.call(
        Request.get(SUBSCRIPTIONS),
        Expect.json(body -> Cursors.read(body, SUBSCRIPTIONS, EventSubscription::read)));
  }

  /// Makes an active subscription. What happened before is not collected; [Answer.Conflict] when
  /// the name is taken.
  public Answer<EventSubscription> subscribe(String name, List<String> types) {
    return caller.call(
        Request.post(SUBSCRIPTIONS, Json.payload(wish(name, types))),
        Expect.json(EventSubscription::read));
  }

  /// Makes a subscription active, with these types and no others.
  public Answer<EventSubscription> activate(long id, String name, List<String> types) {
    return caller.call(
        Request.put(SUBSCRIPTIONS.segment(Long.toString(id)), Json.payload(wish(name, types))),
        Expect.json(EventSubscription::read));
  }

  /// Fetches what waits. [Answer.Conflict] when the subscription is inactive, [Answer.Rejected] for
  /// a checkpoint that is none.
  ///
  /// @param checkPoint of the page before, which is acknowledged by it; empty for none
  public Answer<EventPage> fetch(long id, int limit, String checkPoint) {
    if (limit < 1 || limit > MAX_EVENTS) {
      throw new IllegalArgumentException("a page holds 1 to 5000 events");
    }
    Target page = EXPORT.segment(Long.toString(id)).query("limit", Integer.toString(limit));
    return caller.call(
        Request.get(checkPoint.isEmpty() ? page : page.query("checkPoint", checkPoint)),
        Expect.json(EventPage::read));
  }

  private static ObjectNode wish(String name, List<String> types) {
    ObjectNode wish = Json.object().put("name", name).put("status", "active");
    ArrayNode wanted = wish.putArray("subscribedEventTypes");
    types.forEach(type -> wanted.addObject().put("eventType", type));
    wish.putObject("alertsConfiguration").put("alertChannels", "none");
    return wish;
  }
}
