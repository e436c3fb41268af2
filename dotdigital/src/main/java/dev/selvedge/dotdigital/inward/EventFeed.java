package dev.selvedge.dotdigital.inward;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.contact.Contact;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.contact.Contacts;
import dev.selvedge.dotdigital.delivery.meter.Operation;
import dev.selvedge.dotdigital.event.EventExport;
import dev.selvedge.dotdigital.event.EventPage;
import dev.selvedge.dotdigital.event.EventSubscription;
import dev.selvedge.dotdigital.event.ExportedEvent;
import dev.selvedge.dotdigital.inward.InwardSettings.Events;
import dev.selvedge.dotdigital.json.Json;
import dev.selvedge.dotdigital.json.Unreadable;
import dev.selvedge.dotdigital.json.View;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.ConsentClaim.Timing;
import dev.selvedge.mapping.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Opt-outs as events, for accounts that have the export of events. What was fetched is
/// acknowledged by the next call, so the checkpoint is stored with the records and no sooner.
final class EventFeed implements InwardSource {
  static final String SUBSCRIPTION = "Selvedge opt-outs";
  private static final String UNSUBSCRIBE = "interaction.unsubscribe";
  private static final List<String> TYPES = List.of(UNSUBSCRIBE);

  /// Each may need its contact looked up.
  private static final int MOST = 100;

  private final Feed feed;
  private final EventExport export;
  private final Contacts contacts;
  private final InwardSettings settings;
  private final Reply reply;

  EventFeed(
      Feed feed, EventExport export, Contacts contacts, InwardSettings settings, Reply reply) {
    this.feed = feed;
    this.export = export;
    this.contacts = contacts;
    this.settings = settings;
    this.reply = reply;
  }

  @Override
  public Feed feed() {
    return feed;
  }

  @Override
  public List<Operation> calls(Cursor cursor) {
    return Place.read(cursor).subscription() == 0
        ? List.of(Operation.EVENT_SUBSCRIPTIONS, Operation.EVENTS)
        : List.of(Operation.EVENTS);
  }

  /// How far the events have been fetched.
  ///
  /// @param subscription 0 before it is found
  private record Place(long subscription, String checkPoint) {
    static final Place NOWHERE = new Place(0, "");

    static Place read(Cursor cursor) {
      if (cursor.isStart()) {
        return NOWHERE;
      }
      try {
        View view = View.of(Json.parse(cursor.text().getBytes(StandardCharsets.UTF_8)));
        return new Place(view.number("subscription"), view.text("checkPoint"));
      } catch (Unreadable notOurs) {
        return NOWHERE;
      }
    }

    Cursor cursor() {
      return new Cursor(
          new String(
              Json.bytes(
                  Json.object().put("subscription", subscription).put("checkPoint", checkPoint)),
              StandardCharsets.UTF_8));
    }
  }

  @Override
  public Page poll(Cursor cursor, Instant now, int limit) {
    Place place = Place.read(cursor);
    if (place.subscription() > 0) {
      return fetch(place, now, limit);
    }
    return subscription()
        .map(found -> fetch(new Place(found.id(), ""), now, limit))
        .orElseGet(() -> nothing(Place.NOWHERE, false));
  }

  private Page fetch(Place place, Instant now, int limit) {
    int most = Math.clamp(limit, 1, MOST);
    Answer<EventPage> answer = export.fetch(place.subscription(), most, place.checkPoint());
    return switch (answer) {
      case Answer.Ok<EventPage> ok -> page(ok.value(), place, now);
      case Answer.NotFound<EventPage> ignored -> nothing(Place.NOWHERE, false);
      case Answer.Conflict<EventPage> ignored -> {
        // Nobody fetched for thirty days. What happened meanwhile the other feeds tell.
        reply.of(
            export.activate(place.subscription(), SUBSCRIPTION, TYPES), "subscription to events");
        yield nothing(new Place(place.subscription(), ""), false);
      }
      case Answer.Rejected<EventPage> it
          when it.error().is("events:invalidCheckpoint") && !place.checkPoint().isEmpty() ->
          nothing(new Place(place.subscription(), ""), true);
      case Answer<EventPage> trouble -> throw reply.trouble(trouble, "events");
    };
  }

  private static Page nothing(Place next, boolean more) {
    return new Page(List.of(), List.of(), next.cursor(), more);
  }

  private Page page(EventPage page, Place place, Instant now) {
    Map<String, ExportedEvent> once = new LinkedHashMap<>();
    page.events().stream()
        .filter(event -> event.type().equals(UNSUBSCRIBE))
        .forEach(event -> once.put(event.id(), event));
    List<SourceRecord> records =
        once.values().stream()
            .flatMap(event -> observation(event).stream())
            .map(
                observation -> observation.record(feed.system(), settings.emails(), now, Pace.LIVE))
            .toList();
    Place next = new Place(place.subscription(), page.checkPoint());
    return new Page(records, List.of(), next.cursor(), !page.events().isEmpty());
  }

  private Optional<Observation> observation(ExportedEvent event) {
    View data = View.of(event.data());
    long contact = data.number("contactId");
    return address(data)
        .or(() -> lookUp(contact))
        .map(
            email ->
                new Observation(
                    Kinds.EVENT,
                    new Observation.Who(contact, email),
                    Topic.EMAIL,
                    Choice.OPT_OUT,
                    Timing.STATED,
                    Stamp.at(event.at()),
                    Map.of("feed", "events", "event", event.id(), "type", event.type())));
  }

  private Optional<String> address(View data) {
    View at = data;
    String[] words = settings.eventEmail().split("\\.", -1);
    for (int i = 0; i < words.length - 1; i++) {
      Optional<View> inner = at.object(words[i]);
      if (inner.isEmpty()) {
        return Optional.empty();
      }
      at = inner.get();
    }
    return Optional.of(at.text(words[words.length - 1])).filter(text -> !text.isEmpty());
  }

  /// A contact that is gone has nobody to opt out.
  private Optional<String> lookUp(long contact) {
    if (contact <= 0) {
      return Optional.empty();
    }
    Answer<Contact> answer = contacts.get(new ContactKey.Id(contact));
    return answer instanceof Answer.NotFound<?>
        ? Optional.empty()
        : reply.of(answer, "contact of an event").identifiers().email();
  }

  private Optional<EventSubscription> subscription() {
    Answer<dev.selvedge.dotdigital.answer.Page<EventSubscription>> answer = export.subscriptions();
    boolean lacks = answer instanceof Answer.Forbidden<?> || answer instanceof Answer.NotFound<?>;
    if (lacks && settings.events() == Events.AUTO) {
      return Optional.empty();
    }
    Optional<EventSubscription> known =
        reply.of(answer, "subscriptions to events").items().stream()
            .filter(one -> one.name().equals(SUBSCRIPTION))
            .findFirst();
    if (known.isPresent() && known.get().isActive() && known.get().types().containsAll(TYPES)) {
      return known;
    }
    Answer<EventSubscription> made =
        known.isPresent()
            ? export.activate(known.get().id(), SUBSCRIPTION, TYPES)
            : export.subscribe(SUBSCRIPTION, TYPES);
    return Optional.of(reply.of(made, "subscription to events"));
  }
}
