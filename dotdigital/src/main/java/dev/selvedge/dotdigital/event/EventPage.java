package dev.selvedge.dotdigital.event;

import dev.selvedge.dotdigital.json.View;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What a subscription had to hand out. Immutable.
///
/// @param checkPoint hand it in with the next call, which acknowledges this page: so not before
///     what is in it is safe
/// @param events oldest first; none when everything was fetched
public record EventPage(String checkPoint, List<ExportedEvent> events) {
  public EventPage {
    events = List.copyOf(events);
  }

  static EventPage read(JsonNode body) {
    View page = View.of(body);
    return new EventPage(
        page.requiredText("checkPoint"), page.items("events", ExportedEvent::read));
  }

  @Override
  public String toString() {
    return "EventPage[events=" + events.size() + "]";
  }
}
