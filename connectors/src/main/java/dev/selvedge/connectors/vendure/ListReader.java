package dev.selvedge.connectors.vendure;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.walk.Entry;
import dev.selvedge.connectors.walk.OffsetWalk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads one page of a list. When the shop fails on a page, its records are asked for one by one,
/// so that one order the shop cannot show does not hide the others. Safe for use by many threads.
final class ListReader {
  private final AdminApi api;
  private final Queries queries;

  ListReader(AdminApi api, Queries queries) {
    this.api = api;
    this.queries = queries;
  }

  /// One element of a list.
  sealed interface Element {
    OffsetWalk.Row row();

    /// What it comes to.
    Entry entry();

    record Whole(OffsetWalk.Row row, JsonNode content) implements Element {
      @Override
      public Entry.Whole entry() {
        return new Entry.Whole(
            row.id(), Stamps.latest(content).or(() -> Optional.of(row.stamp())), content);
      }
    }

    /// The shop fails on this one.
    record Broken(OffsetWalk.Row row, String code) implements Element {
      @Override
      public Entry.Broken entry() {
        return new Entry.Broken(
            row.id(), "The shop fails when it is asked for this one: " + code + ".");
      }
    }
  }

  List<Element> read(Queries.Listing listing, OffsetWalk walk, int take) {
    ObjectNode variables = api.variables();
    variables.put("after", walk.from().toString());
    variables.put("skip", walk.skip());
    variables.put("take", take);
    return switch (api.ask(queries.page(listing), variables)) {
      case AdminApi.Answer.Content content -> elements(listing, content.data());
      case AdminApi.Answer.Failed _ -> oneByOne(listing, variables);
      case AdminApi.Answer.Forbidden _ -> throw forbidden(listing.subject());
    };
  }

  /// Single records, in one call; by themselves where the shop fails on them together. What is not
  /// there, or is not what is wanted, is left out.
  List<Element> several(Queries.Subject subject, Predicate<JsonNode> wanted, List<String> ids) {
    ObjectNode variables = api.variables();
    for (int at = 0; at < ids.size(); at++) {
      variables.put("id" + at, ids.get(at));
    }
    return switch (api.ask(queries.several(subject, ids.size()), variables)) {
      case AdminApi.Answer.Content content -> {
        List<Element> found = new ArrayList<>();
        for (int at = 0; at < ids.size(); at++) {
          whole(subject, wanted, content.data().path("r" + at)).ifPresent(found::add);
        }
        yield found;
      }
      case AdminApi.Answer.Failed _ ->
          ids.stream().flatMap(id -> single(subject, wanted, id)).toList();
      case AdminApi.Answer.Forbidden _ -> throw forbidden(subject);
    };
  }

  private Stream<Element> single(Queries.Subject subject, Predicate<JsonNode> wanted, String id) {
    ObjectNode variables = api.variables();
    variables.put("id", id);
    return switch (api.ask(queries.one(subject), variables)) {
      case AdminApi.Answer.Content content ->
          whole(subject, wanted, content.data().path(subject.single())).stream();
      case AdminApi.Answer.Failed failed ->
          Stream.of(new Element.Broken(new OffsetWalk.Row(id, Instant.EPOCH), failed.code()));
      case AdminApi.Answer.Forbidden _ -> throw forbidden(subject);
    };
  }

  private static Optional<Element> whole(
      Queries.Subject subject, Predicate<JsonNode> wanted, JsonNode item) {
    return item.isObject() && wanted.test(item)
        ? Optional.of(new Element.Whole(row(Queries.Listing.changed(subject), item), item))
        : Optional.empty();
  }

  private List<Element> oneByOne(Queries.Listing listing, ObjectNode variables) {
    List<Element> found = new ArrayList<>();
    switch (api.ask(queries.thinPage(listing), variables)) {
      case AdminApi.Answer.Content content -> {
        for (JsonNode item : items(listing, content.data())) {
          found.add(one(listing.subject(), row(listing, item)));
        }
      }
      case AdminApi.Answer.Failed failed ->
          throw new SourceException(
              "the shop fails to list "
                  + listing.subject().plural()
                  + " ("
                  + failed.code()
                  + "); if it allows only smaller pages, lower page_size");
      case AdminApi.Answer.Forbidden _ -> throw forbidden(listing.subject());
    }
    return found;
  }

  /// The record as it is now; its place in the list stays that of the list.
  private Element one(Queries.Subject subject, OffsetWalk.Row row) {
    ObjectNode variables = api.variables();
    variables.put("id", row.id());
    return switch (api.ask(queries.one(subject), variables)) {
      case AdminApi.Answer.Content content -> {
        JsonNode found = content.data().path(subject.single());
        yield found.isObject()
            ? new Element.Whole(row, found)
            : new Element.Broken(row, "it is in the list but cannot be read");
      }
      case AdminApi.Answer.Failed failed -> new Element.Broken(row, failed.code());
      case AdminApi.Answer.Forbidden _ -> throw forbidden(subject);
    };
  }

  private static List<Element> elements(Queries.Listing listing, JsonNode data) {
    List<Element> elements = new ArrayList<>();
    for (JsonNode item : items(listing, data)) {
      elements.add(new Element.Whole(row(listing, item), item));
    }
    return elements;
  }

  private static JsonNode items(Queries.Listing listing, JsonNode data) {
    JsonNode items = data.path(listing.subject().plural()).path("items");
    if (!items.isArray()) {
      throw new SourceException("the shop's answer holds no list of " + listing.subject().plural());
    }
    return items;
  }

  private static OffsetWalk.Row row(Queries.Listing listing, JsonNode item) {
    String id = item.path("id").asString("");
    Optional<Instant> stamp = Stamps.instant(item.path(listing.stampField()));
    if (id.isEmpty() || stamp.isEmpty()) {
      throw new SourceException(
          "the shop's answer lacks id or " + listing.stampField() + " in " + listing.subject());
    }
    return new OffsetWalk.Row(id, stamp.get());
  }

  private static SourceException forbidden(Queries.Subject subject) {
    return new SourceException(
        "the shop does not let the user read "
            + subject.plural()
            + ": its role needs the permission "
            + subject.permission());
  }
}
