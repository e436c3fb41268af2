package dev.selvedge.connectors.woocommerce;

import dev.selvedge.connector.SourceRecord.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What the shop's words come to, whether they were read or came by a webhook: the same bytes for
/// the same state. Metadata, a list in which plug-ins keep whatever they like, becomes an object of
/// the keys that were asked for. Stateless.
final class Contents {
  /// Those in whose name nothing was bought yet.
  private static final Set<String> DRAFTS = Set.of("checkout-draft", "auto-draft", "draft");

  private static final String TRASH = "trash";
  private static final String STORE_API = "store-api";
  private static final String ERASED = "@site.invalid";

  /// Links name the address that was asked, pictures of people come from elsewhere.
  private static final Set<String> NOT_KEPT = Set.of("_links", "avatar_url", "meta_data");

  private final WooSettings.Wanted wanted;

  Contents(WooSettings.Wanted wanted) {
    this.wanted = wanted;
  }

  /// The record that a whole node comes to, or those; nothing where it is none of the subject's.
  List<Piece> pieces(Subject subject, JsonNode node) {
    Optional<String> id = Piece.id(node, "id");
    if (id.isEmpty()) {
      return List.of();
    }
    Optional<Instant> stamp = latest(node);
    boolean trashed = text(node, "status").equals(TRASH);
    return switch (subject) {
      case CUSTOMER -> List.of(piece(subject, id.get(), stamp, node));
      case PRODUCT ->
          List.of(trashed ? Piece.gone(id.get(), stamp) : piece(subject, id.get(), stamp, node));
      case VARIANT -> sold(node, id.get(), stamp, trashed);
      case ORDER ->
          DRAFTS.contains(text(node, "status"))
              ? List.of()
              : List.of(
                  trashed || isErased(node)
                      ? Piece.gone(id.get(), stamp)
                      : piece(subject, id.get(), stamp, node));
      case CART -> {
        boolean begun =
            text(node, "status").equals("checkout-draft")
                || text(node, "created_via").equals(STORE_API);
        yield !begun
            ? List.of()
            : List.of(
                trashed || isErased(node)
                    ? Piece.gone(id.get(), stamp)
                    : piece(subject, id.get(), stamp, node));
      }
    };
  }

  /// The shop has forgotten who ordered: names are gone, the address is one that cannot be.
  private static boolean isErased(JsonNode order) {
    return text(order.path("billing"), "email").toLowerCase(Locale.ROOT).endsWith(ERASED);
  }

  private List<Piece> sold(JsonNode product, String id, Optional<Instant> stamp, boolean trashed) {
    List<Piece> pieces = new ArrayList<>();
    ObjectNode parent = plain(product, wanted.meta(Subject.VARIANT));
    parent.remove("variations");
    JsonNode variations = product.path("variations");
    for (JsonNode variation : variations) {
      Optional<String> own = variation.isObject() ? Piece.id(variation, "id") : number(variation);
      if (own.isPresent() && (trashed || variation.isObject())) {
        pieces.add(
            trashed
                ? Piece.gone(own.get(), stamp)
                : variant(own.get(), later(stamp, latest(variation)), variation, parent));
      }
    }
    if (variations.isEmpty() && !text(product, "type").equals("variable")) {
      pieces.add(trashed ? Piece.gone(id, stamp) : variant(id, stamp, product, parent));
    }
    return pieces;
  }

  private Piece variant(
      String id, Optional<Instant> stamp, JsonNode variation, ObjectNode product) {
    ObjectNode content = plain(variation, wanted.meta(Subject.VARIANT));
    content.remove("variations");
    content.set("product", product);
    return new Piece(id, stamp, Change.UPSERT, content);
  }

  private Piece piece(Subject subject, String id, Optional<Instant> stamp, JsonNode node) {
    return new Piece(id, stamp, Change.UPSERT, plain(node, wanted.meta(subject)));
  }

  private static Optional<String> number(JsonNode id) {
    return id.isIntegralNumber() ? Optional.of(id.bigIntegerValue().toString()) : Optional.empty();
  }

  /// The latest time at which anything in it changed: a refund and a variation have their own.
  private static Optional<Instant> latest(JsonNode node) {
    Optional<Instant> latest = Piece.changed(node);
    for (String part : List.of("refunds", "variations")) {
      for (JsonNode element : node.path(part)) {
        latest = later(latest, Piece.changed(element));
      }
    }
    return latest;
  }

  private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
    return one.isEmpty() || (other.isPresent() && other.get().isAfter(one.get())) ? other : one;
  }

  static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }

  private static ObjectNode plain(JsonNode node, Set<String> keys) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (!NOT_KEPT.contains(member.getKey())) {
        object.set(member.getKey(), value(member.getValue(), keys));
      }
    }
    meta(node.path("meta_data"), keys).ifPresent(meta -> object.set("meta", meta));
    return object;
  }

  private static JsonNode value(JsonNode value, Set<String> keys) {
    if (value.isObject()) {
      return plain(value, keys);
    }
    if (value.isArray()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      value.forEach(element -> list.add(value(element, keys)));
      return list;
    }
    return value;
  }

  /// A key that stands there twice has the value that was written last.
  private static Optional<ObjectNode> meta(JsonNode entries, Set<String> keys) {
    ObjectNode meta = JsonNodeFactory.instance.objectNode();
    for (JsonNode entry : entries) {
      if (keys.contains(text(entry, "key"))) {
        meta.set(text(entry, "key"), entry.path("value"));
      }
    }
    return Optional.of(meta).filter(some -> !some.isEmpty());
  }
}
