package dev.selvedge.dotdigital.event;

import dev.selvedge.dotdigital.answer.Acknowledged;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.Caller;
import dev.selvedge.dotdigital.answer.Expect;
import dev.selvedge.dotdigital.http.Request;
import dev.selvedge.dotdigital.http.Target;
import dev.selvedge.dotdigital.json.Json;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The call that tells an account of events; it needs the vendor's CXDP package, and answers
/// [Answer.Forbidden] without it. Safe for use by many threads.
public final class EventImport {
  /// The most events of one call.
  public static final int MAX_EVENTS = 5000;

  private static final Target IMPORT = Target.of("/events/v3/import");

  private final Caller caller;

  public EventImport(Caller caller) {
    this.caller = caller;
  }

  /// Tells of events. What becomes of single ones is not answered. Repeating it is safe where they
  /// have ids.
  public Answer<Acknowledged> tell(List<NewEvent> events) {
    if (events.isEmpty() || events.size() > MAX_EVENTS) {
      throw new IllegalArgumentException("a call tells of 1 to 5000 events");
    }
    ArrayNode body = Json.object().putArray("events");
    for (NewEvent event : events) {
      ObjectNode one = body.addObject();
      one.putObject("contactIdentity")
          .put("identifier", event.contact().name())
          .put("value", event.contact().value());
      one.put("type", event.type());
      if (!event.id().isEmpty()) {
        one.put("id", event.id());
      }
      one.put("eventTimestamp", event.at().toString());
      one.set("eventData", event.data());
    }
    return caller.call(Request.post(IMPORT, Json.payload(body)), Expect.nothing());
  }
}
