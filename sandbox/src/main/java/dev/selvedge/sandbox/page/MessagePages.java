package dev.selvedge.sandbox.page;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.json.Json;
import dev.selvedge.sandbox.message.EventEntry;
import dev.selvedge.sandbox.message.Sent;
import dev.selvedge.sandbox.time.Times;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What was sent to people and which events were told, as a page and for programs.
public final class MessagePages {
  private static final String PAGE = DeskPages.PAGES + "/messages";
  private static final int ROWS = 100;

  private final Account account;

  public MessagePages(Account account) {
    this.account = account;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("GET", PAGE, Tier.UNLIMITED, _ -> page()),
        Route.of("GET", "/__sandbox/messages", Tier.UNLIMITED, _ -> messages()),
        Route.of("GET", "/__sandbox/events", Tier.UNLIMITED, _ -> events()));
  }

  private Answer page() {
    Html html = Html.page(PAGE, "Messages");
    html.tableOf("Time", "Kind", "To", "About", "With");
    for (Sent sent : newest(account.outbox().sent())) {
      html.row(
          sent.at(),
          sent.kind(),
          String.join(", ", sent.to()),
          about(sent),
          sent.values().entrySet().stream()
              .map(one -> one.getKey() + ": " + one.getValue())
              .collect(Collectors.joining(", ")));
    }
    html.endTable().raw("<h2>Events</h2>").tableOf("Time", "Type", "Contact", "Id");
    for (EventEntry event : newest(account.outbox().events())) {
      html.row(event.at(), event.type(), event.contact(), event.id());
    }
    return html.endTable().answer();
  }

  private String about(Sent sent) {
    return Json.whole(sent.about())
        .flatMap(account.campaigns()::find)
        .map(campaign -> campaign.id() + " " + campaign.name())
        .orElse(sent.about());
  }

  private static <T> List<T> newest(List<T> all) {
    List<T> newestFirst = all.reversed();
    return newestFirst.subList(0, Math.min(ROWS, newestFirst.size()));
  }

  private Answer messages() {
    ArrayNode json = Json.array();
    for (Sent sent : account.outbox().sent()) {
      ObjectNode one = json.addObject().put("kind", sent.kind()).put("about", sent.about());
      sent.to().forEach(one.putArray("to")::add);
      ObjectNode values = one.putObject("values");
      for (Map.Entry<String, String> value : sent.values().entrySet()) {
        values.put(value.getKey(), value.getValue());
      }
      one.put("at", Times.wire(sent.at()));
    }
    return Answer.ok(json);
  }

  private Answer events() {
    ArrayNode json = Json.array();
    for (EventEntry event : account.outbox().events()) {
      json.addObject()
          .put("contactId", event.contact())
          .put("type", event.type())
          .put("id", event.id())
          .put("at", Times.wire(event.at()));
    }
    return Answer.ok(json);
  }
}
