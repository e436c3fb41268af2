package dev.selvedge.connectors.shopify;

import dev.selvedge.connectors.shopify.api.Subject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One element of a list that was read.
sealed interface Element {
  /// The stamp by which the list is walked.
  Instant stamp();

  /// A record, or several where a product was read for its variants.
  record Whole(Instant stamp, List<Piece> pieces) implements Element {
    public Whole {
      pieces = List.copyOf(pieces);
    }
  }

  /// The shop fails on this one.
  record Broken(Instant stamp, String key, String code) implements Element {}

  /// A record.
  record Piece(String key, ObjectNode content) {
    private static final Set<String> STAMPS = Set.of("createdAt", "updatedAt");

    /// Times in these are what somebody wrote there, perhaps of a year to come.
    private static final Set<String> NOT_ITS_OWN = Set.of("metafields", "smsMarketingConsent");

    /// The latest time at which the shop says that anything in it changed, custom fields and the
    /// time of a decision excepted: a parcel that arrives moves its own stamp and not always its
    /// order's. Of two readings of a record the later one never has the lesser stamp.
    Optional<Instant> stamp() {
      return latest(content);
    }

    private static Optional<Instant> latest(JsonNode value) {
      Optional<Instant> latest = Optional.empty();
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        if (!NOT_ITS_OWN.contains(member.getKey())) {
          latest =
              later(
                  latest,
                  STAMPS.contains(member.getKey())
                      ? instant(member.getValue())
                      : latest(member.getValue()));
        }
      }
      if (value.isArray()) {
        for (JsonNode element : value) {
          latest = later(latest, latest(element));
        }
      }
      return latest;
    }

    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
      if (one.isEmpty() || other.isEmpty()) {
        return one.or(() -> other);
      }
      return one.get().isAfter(other.get()) ? one : other;
    }
  }

  /// The records in a node that is whole.
  static List<Piece> pieces(Subject subject, String key, ObjectNode whole) {
    if (subject != Subject.VARIANT || !whole.path("variants").isArray()) {
      return List.of(new Piece(key, whole));
    }
    ObjectNode product = whole.deepCopy();
    product.remove("variants");
    List<Piece> pieces = new ArrayList<>();
    for (JsonNode variant : whole.path("variants")) {
      ObjectNode piece = ((ObjectNode) variant).deepCopy();
      piece.set("product", product);
      Wholes.GlobalId.of(piece.path("id").asString(""))
          .ifPresent(id -> pieces.add(new Piece(id.key(), piece)));
    }
    return pieces;
  }

  /// A time as the API writes it; nothing for `null` and whatever else is not a time.
  static Optional<Instant> instant(JsonNode value) {
    try {
      return value.isString() ? Optional.of(Instant.parse(value.stringValue())) : Optional.empty();
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }
}
