package dev.selvedge.connectors.woocommerce;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.woocommerce.Walk.Row;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads pages of lists and makes their records whole: orders with their refunds, products with
/// their variations. Where the shop fails on a page, it is asked for half as much from then on, and
/// at last for one record at a time, so that one which it cannot show does not hide the others.
/// Safe for use by many threads.
final class ListReader {
  /// The API gives no more.
  static final int MOST = 100;

  private static final int FEWEST = 2;
  private static final int MOST_PAGES = 100;
  private static final int GONE = 404;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

  private final StoreApi api;
  private final Contents contents;
  private final Map<Leg, Integer> allowed = new ConcurrentHashMap<>();

  ListReader(StoreApi api, Contents contents) {
    this.api = api;
    this.contents = contents;
  }

  /// One row of a list.
  sealed interface Element {
    Row row();

    /// One that the shop can show.
    ///
    /// @param pieces what it comes to; none where it is no concern of the feed's
    record Whole(Row row, List<Piece> pieces) implements Element {
      public Whole {
        pieces = List.copyOf(pieces);
      }
    }

    /// The shop fails on this one.
    record Broken(Row row) implements Element {}
  }

  /// A page as it came.
  ///
  /// @param take how many were asked for
  /// @param more whether others follow
  record Sheet(List<Element> elements, int take, boolean more) {
    Sheet {
      elements = List.copyOf(elements);
    }

    Walk.Part part() {
      return new Walk.Part(elements.stream().map(Element::row).toList(), take, more);
    }
  }

  /// @throws SourceException when the page cannot be read now
  Sheet read(Leg leg, Walk walk, int limit) {
    int take = Math.max(FEWEST, Math.min(limit, allowed.getOrDefault(leg, MOST)));
    Map<String, String> query = query(leg, walk);
    query.put("per_page", Integer.toString(take));
    return switch (api.get(leg.subject().list(), query)) {
      case StoreApi.Answer.Content content -> {
        List<Element> elements = new ArrayList<>();
        for (JsonNode node : list(content.json(), leg.subject())) {
          Element element = whole(leg.subject(), node);
          if (element instanceof Element.Broken && take > FEWEST) {
            throw halved(leg, take, "it fails on a part of one");
          }
          elements.add(element);
        }
        yield new Sheet(elements, take, hasMore(content, walk, take));
      }
      case StoreApi.Answer.Failed failed -> {
        if (take > FEWEST) {
          throw halved(leg, take, "HTTP " + failed.status());
        }
        yield oneByOne(leg, walk, query, failed);
      }
      case StoreApi.Answer.Refusal refusal -> throw refused(refusal);
    };
  }

  /// What fails on a whole page may be over in a moment: nothing is told to be broken before few
  /// are asked for.
  private SourceException halved(Leg leg, int take, String why) {
    allowed.put(leg, Math.max(FEWEST, take / 2));
    return new SourceException(
        api.system()
            + " fails on a page of "
            + take
            + " "
            + leg.subject().list()
            + " ("
            + why
            + "); it is asked for half as many from now on");
  }

  /// A page may have fewer than there are: what the shop cannot load, or may not show to us, is
  /// counted and left out.
  private static boolean hasMore(StoreApi.Answer.Content page, Walk walk, int take) {
    return page.json().size() >= take || (long) walk.skip() + take < page.total();
  }

  /// Only ids and stamps are asked for, then the records themselves.
  private Sheet oneByOne(
      Leg leg, Walk walk, Map<String, String> query, StoreApi.Answer.Failed failed) {
    query.put("_fields", "id,status,date_created_gmt,date_modified_gmt");
    if (!(api.get(leg.subject().list(), query) instanceof StoreApi.Answer.Content thin)) {
      throw new SourceException(
          api.system()
              + " fails to list its "
              + leg.subject().list()
              + " (HTTP "
              + failed.status()
              + ")");
    }
    List<Element> elements = new ArrayList<>();
    for (JsonNode node : list(thin.json(), leg.subject())) {
      Row row = row(leg.subject(), node);
      elements.add(
          switch (api.get(leg.subject().list() + "/" + row.id(), Map.of())) {
            // Its place in the list stays that of the list.
            case StoreApi.Answer.Content content ->
                switch (whole(leg.subject(), content.json())) {
                  case Element.Whole whole -> new Element.Whole(row, whole.pieces());
                  case Element.Broken _ -> new Element.Broken(row);
                };
            case StoreApi.Answer.Failed _ -> new Element.Broken(row);
            case StoreApi.Answer.Refusal refusal ->
                refusal.status() == GONE
                    ? new Element.Whole(row, List.of())
                    : new Element.Broken(row);
          });
    }
    return new Sheet(elements, FEWEST, hasMore(thin, walk, FEWEST));
  }

  private static Map<String, String> query(Leg leg, Walk walk) {
    Map<String, String> query = new LinkedHashMap<>();
    switch (leg.way()) {
      case CHANGED, TRASHED -> {
        if (walk.from().isAfter(Instant.EPOCH)) {
          query.put("modified_after", time(walk.from()));
        }
        if (walk.byIds()) {
          query.put("modified_before", time(walk.until().plusSeconds(1)));
        }
        // Without this flag, and with a zone, the times are taken for the shop's own.
        query.put("dates_are_gmt", "true");
        query.put("orderby", walk.byIds() ? "id" : "modified");
        query.put("order", "asc");
        if (leg.way() == Leg.Way.TRASHED) {
          query.put("status", "trash");
        }
      }
      case RECENT -> {
        query.put("after", time(walk.from()));
        query.put("dates_are_gmt", "true");
        query.put("orderby", "id");
        query.put("order", "asc");
      }
      case SWEEP -> {
        query.put("orderby", "id");
        query.put("order", "asc");
      }
      case NEWEST -> {
        query.put("orderby", "id");
        query.put("order", "desc");
      }
    }
    if (walk.skip() > 0) {
      query.put("offset", Integer.toString(walk.skip()));
    }
    if (leg.subject() == Subject.CUSTOMER) {
      query.put("role", "all");
    }
    return query;
  }

  /// As the shop reads a time that is told to be GMT.
  static String time(Instant at) {
    return LocalDateTime.ofInstant(at.truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC).format(TIME);
  }

  /// Single records.
  ///
  /// @param broken the keys on which the shop fails
  record Several(List<Piece> found, List<String> broken) {}

  /// Reads single records in one call where the shop does not fail on one. What is not there is
  /// left out.
  Several several(Subject subject, List<String> keys) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("include", String.join(",", keys));
    query.put("per_page", Integer.toString(Math.max(FEWEST, keys.size())));
    if (subject == Subject.CUSTOMER) {
      query.put("role", "all");
    }
    return switch (api.get(subject.list(), query)) {
      case StoreApi.Answer.Content content -> {
        List<Piece> found = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        for (JsonNode node : list(content.json(), subject)) {
          switch (whole(subject, node)) {
            case Element.Whole whole -> found.addAll(whole.pieces());
            case Element.Broken one -> broken.add(one.row().id());
          }
        }
        yield new Several(found, broken);
      }
      case StoreApi.Answer.Failed _ -> {
        if (keys.size() == 1) {
          yield new Several(List.of(), keys);
        }
        List<Piece> found = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        for (String key : keys) {
          Several one = several(subject, List.of(key));
          found.addAll(one.found());
          broken.addAll(one.broken());
        }
        yield new Several(found, broken);
      }
      case StoreApi.Answer.Refusal refusal -> throw refused(refusal);
    };
  }

  /// What is sold under one id, a variation's or a product's.
  Several sold(String key) {
    return switch (api.get("products/" + key, Map.of())) {
      case StoreApi.Answer.Content content ->
          Piece.id(content.json(), "parent_id")
              .map(parent -> soldOf(parent, key))
              .orElseGet(() -> sold(content.json(), key));
      case StoreApi.Answer.Refusal refusal -> none(refusal);
      case StoreApi.Answer.Failed _ -> new Several(List.of(), List.of(key));
    };
  }

  private Several soldOf(String product, String key) {
    return switch (api.get("products/" + product, Map.of())) {
      case StoreApi.Answer.Content content -> sold(content.json(), key);
      case StoreApi.Answer.Refusal refusal -> none(refusal);
      case StoreApi.Answer.Failed _ -> new Several(List.of(), List.of(key));
    };
  }

  private Several sold(JsonNode product, String key) {
    return switch (whole(Subject.VARIANT, product)) {
      case Element.Whole whole ->
          new Several(
              whole.pieces().stream().filter(piece -> piece.key().equals(key)).toList(), List.of());
      case Element.Broken _ -> new Several(List.of(), List.of(key));
    };
  }

  private Several none(StoreApi.Answer.Refusal refusal) {
    if (refusal.status() != GONE) {
      throw refused(refusal);
    }
    return new Several(List.of(), List.of());
  }

  private Element whole(Subject subject, JsonNode node) {
    Row row = row(subject, node);
    return completed(subject, node, row.id())
        .<Element>map(whole -> new Element.Whole(row, contents.pieces(subject, whole)))
        .orElseGet(() -> new Element.Broken(row));
  }

  /// With what the list does not say of it; nothing where the shop fails on that.
  private Optional<JsonNode> completed(Subject subject, JsonNode node, String id) {
    boolean trashed = Contents.text(node, "status").equals("trash");
    return switch (subject) {
      case CUSTOMER, CART -> Optional.of(node);
      case ORDER ->
          trashed ? Optional.of(node) : with(node, "refunds", "orders/" + id + "/refunds");
      case PRODUCT, VARIANT ->
          trashed ? Optional.of(node) : with(node, "variations", "products/" + id + "/variations");
    };
  }

  private Optional<JsonNode> with(JsonNode node, String field, String path) {
    if (node.path(field).isEmpty()) {
      return Optional.of(node);
    }
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (int page = 1; page <= MOST_PAGES; page++) {
      Map<String, String> query = new LinkedHashMap<>();
      query.put("orderby", "id");
      query.put("order", "asc");
      query.put("per_page", Integer.toString(MOST));
      query.put("page", Integer.toString(page));
      switch (api.get(path, query)) {
        case StoreApi.Answer.Content content -> {
          if (!content.json().isArray()) {
            throw notAList(path.substring(path.lastIndexOf('/') + 1));
          }
          content.json().forEach(all::add);
          if (content.json().size() < MOST && (long) page * MOST >= content.total()) {
            ObjectNode whole = ((ObjectNode) node).deepCopy();
            whole.set(field, all);
            return Optional.of(whole);
          }
        }
        case StoreApi.Answer.Refusal refusal -> {
          if (refusal.status() != GONE) {
            throw refused(refusal);
          }
          // It was deleted meanwhile; what was read of it is told as it was.
          return Optional.of(node);
        }
        case StoreApi.Answer.Failed _ -> {
          return Optional.empty();
        }
      }
    }
    throw new SourceException(api.system() + " gives no end of the " + field + " of one record");
  }

  private JsonNode list(JsonNode json, Subject subject) {
    if (!json.isArray()) {
      throw notAList(subject.list());
    }
    return json;
  }

  private SourceException notAList(String what) {
    return new SourceException(
        api.system() + " answers without the list of " + what + " asked for");
  }

  private Row row(Subject subject, JsonNode node) {
    Optional<String> id = Piece.id(node, "id");
    Optional<Instant> stamp = Piece.changed(node);
    if (id.isEmpty()) {
      throw new SourceException(
          api.system() + " gives one of its " + subject.list() + " without an id");
    }
    return new Row(id.get(), stamp.orElse(Walk.NONE));
  }

  private SourceException refused(StoreApi.Answer.Refusal refusal) {
    return new SourceException(
        api.system()
            + " does not take our question (HTTP "
            + refusal.status()
            + ", "
            + refusal.code()
            + ")");
  }
}
