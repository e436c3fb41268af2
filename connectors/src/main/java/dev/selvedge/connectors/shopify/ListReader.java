package dev.selvedge.connectors.shopify;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.shopify.api.AdminApi;
import dev.selvedge.connectors.shopify.api.CostBudget.Urgency;
import dev.selvedge.connectors.shopify.api.Queries;
import dev.selvedge.connectors.shopify.api.Queries.Listing;
import dev.selvedge.connectors.shopify.api.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads one page of a list, as long as the API allows. When the shop fails on a page, its records
/// are asked for one by one, so that one which the shop cannot show does not hide the others. Safe
/// for use by many threads.
final class ListReader {
  private final AdminApi api;
  private final Queries queries;
  private final Wholes wholes;
  private final Map<Listing, Integer> allowed = new ConcurrentHashMap<>();

  ListReader(AdminApi api, Queries queries) {
    this.api = api;
    this.queries = queries;
    this.wholes = new Wholes(api);
  }

  /// What came of asking for a page.
  sealed interface Outcome {
    record Read(List<Element> elements, boolean more, String end) implements Outcome {}

    /// The shop does not know the cursor any more.
    record CursorRefused() implements Outcome {}
  }

  Outcome read(Listing listing, Walk walk, int take) {
    int first = Math.min(take, allowed.getOrDefault(listing, take));
    while (true) {
      ObjectNode variables = variables(listing, walk, first);
      switch (api.ask(queries.page(listing), variables, Urgency.PATIENT)) {
        case AdminApi.Answer.Content content -> {
          return read(listing, content.data());
        }
        case AdminApi.Answer.TooHeavy _ -> {
          if (first == 1) {
            throw new SourceException(
                api.system() + " finds even one of its " + listing.subject().list() + " too heavy");
          }
          first = (first + 1) / 2;
          allowed.put(listing, first);
        }
        case AdminApi.Answer.Failed _ -> {
          return oneByOne(listing, variables);
        }
        case AdminApi.Answer.BadArgument bad -> {
          if (walk.cursor().isEmpty()) {
            throw api.misunderstood(bad.code());
          }
          return new Outcome.CursorRefused();
        }
      }
    }
  }

  private static ObjectNode variables(Listing listing, Walk walk, int first) {
    ObjectNode variables = AdminApi.variables().put("first", first);
    if (!walk.cursor().isEmpty()) {
      variables.put("cursor", walk.cursor());
    }
    walk.filter(listing.filter(), listing.isByDay())
        .ifPresent(filter -> variables.put("filter", filter));
    return variables;
  }

  private Outcome read(Listing listing, JsonNode data) {
    List<Element> elements = new ArrayList<>();
    JsonNode page = page(listing, data);
    for (JsonNode node : page.path("nodes")) {
      Place place = place(listing, node);
      elements.add(
          switch (wholes.make(node)) {
            case Wholes.Made.Whole(ObjectNode whole) ->
                new Element.Whole(
                    place.stamp(), Element.pieces(listing.subject(), place.key(), whole));
            case Wholes.Made.Failed(String why) ->
                new Element.Broken(place.stamp(), place.key(), why);
          });
    }
    return read(page, elements);
  }

  private Outcome oneByOne(Listing listing, ObjectNode variables) {
    List<Element> elements = new ArrayList<>();
    JsonNode page = page(listing, api.data(queries.thinPage(listing), variables, Urgency.PATIENT));
    for (JsonNode node : page.path("nodes")) {
      elements.add(one(listing, place(listing, node)));
    }
    return read(page, elements);
  }

  private static Outcome read(JsonNode page, List<Element> elements) {
    JsonNode info = page.path("pageInfo");
    return new Outcome.Read(
        elements, info.path("hasNextPage").asBoolean(false), info.path("endCursor").asString(""));
  }

  /// The record as it is now; its place in the list stays that of the list.
  private Element one(Listing listing, Place place) {
    Several several = several(listing.read(), List.of(place.key()), Urgency.PATIENT);
    return several.found().isEmpty()
        ? new Element.Broken(
            place.stamp(),
            place.key(),
            several.broken().getOrDefault(place.key(), "it is in the list but cannot be read"))
        : new Element.Whole(
            place.stamp(),
            Element.pieces(listing.subject(), place.key(), several.found().getFirst().content()));
  }

  /// Single records.
  ///
  /// @param found what there is of them
  /// @param broken on which the shop fails, and how, by key
  record Several(List<Element.Piece> found, Map<String, String> broken) {}

  /// Reads single records, in one call where they are not too heavy together and the shop does not
  /// fail on one. What is not there is left out.
  Several several(Subject subject, List<String> keys, Urgency urgency) {
    ObjectNode variables = AdminApi.variables();
    var ids = variables.putArray("ids");
    keys.forEach(key -> ids.add(subject.globalId(key)));
    return switch (api.ask(queries.several(subject), variables, urgency)) {
      case AdminApi.Answer.Content content -> found(subject, content.data());
      case AdminApi.Answer.TooHeavy _ -> {
        if (keys.size() == 1) {
          throw new SourceException(
              api.system() + " finds even one of its " + subject.list() + " too heavy");
        }
        yield halves(subject, keys, urgency);
      }
      case AdminApi.Answer.Failed failed ->
          keys.size() == 1
              ? new Several(List.of(), Map.of(keys.getFirst(), failed.code()))
              : halves(subject, keys, urgency);
      case AdminApi.Answer.BadArgument bad -> throw api.misunderstood(bad.code());
    };
  }

  private Several halves(Subject subject, List<String> keys, Urgency urgency) {
    int half = keys.size() / 2;
    Several one = several(subject, keys.subList(0, half), urgency);
    Several other = several(subject, keys.subList(half, keys.size()), urgency);
    List<Element.Piece> found = new ArrayList<>(one.found());
    found.addAll(other.found());
    Map<String, String> broken = new ConcurrentHashMap<>(one.broken());
    broken.putAll(other.broken());
    return new Several(found, Map.copyOf(broken));
  }

  private Several found(Subject subject, JsonNode data) {
    if (!data.path("nodes").isArray()) {
      throw new SourceException(api.system() + " answers without the records asked for");
    }
    List<Element.Piece> found = new ArrayList<>();
    Map<String, String> broken = new HashMap<>();
    for (JsonNode node : data.path("nodes")) {
      Optional<Wholes.GlobalId> id = Wholes.GlobalId.of(node.path("id").asString(""));
      if (id.filter(one -> one.type().equals(subject.type())).isPresent()) {
        switch (wholes.make(node)) {
          case Wholes.Made.Whole(ObjectNode whole) -> {
            whole.remove("__typename");
            found.add(new Element.Piece(id.get().key(), whole));
          }
          case Wholes.Made.Failed(String why) -> broken.put(id.get().key(), why);
        }
      }
    }
    return new Several(found, Map.copyOf(broken));
  }

  /// A page must say that it is one, and whether there is another: an answer with holes is not the
  /// end of a list.
  private JsonNode page(Listing listing, JsonNode data) {
    JsonNode page = data.path(listing.subject().list());
    if (!page.path("nodes").isArray() || !page.path("pageInfo").path("hasNextPage").isBoolean()) {
      throw new SourceException(
          api.system() + " answers without the page of " + listing.subject().list() + " asked for");
    }
    return page;
  }

  private record Place(String key, Instant stamp) {}

  private Place place(Listing listing, JsonNode node) {
    Optional<Wholes.GlobalId> id = Wholes.GlobalId.of(node.path("id").asString(""));
    Optional<Instant> stamp = Element.instant(node.path(listing.stampField()));
    if (id.isEmpty() || stamp.isEmpty()) {
      throw new SourceException(
          api.system()
              + " gives one of its "
              + listing.subject().list()
              + " without id or "
              + listing.stampField());
    }
    return new Place(id.get().key(), stamp.get());
  }
}
