package dev.selvedge.connectors.businesscentral;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.value.Percent;
import dev.selvedge.connectors.value.TimeText;
import dev.selvedge.connectors.walk.Entry;
import dev.selvedge.connectors.walk.OffsetWalk;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads lists, and records by their ids. When Business Central fails on a page, its records are
/// asked for one by one, so that one that it cannot show does not hide the others. Safe for use by
/// many threads.
final class Entities {
  static final String ID = "id";
  static final String STAMP = "lastModifiedDateTime";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String NEXT = "@odata.nextLink";
  private static final String ZERO_DATE = "0001-01-01";

  /// Answers of a page: the server may cut it into smaller ones.
  private static final int MOST_PARTS = 100;

  private final Odata odata;
  private final Options options;

  Entities(Odata odata, Options options) {
    this.odata = odata;
    this.options = options;
  }

  /// A record as a list shows it.
  ///
  /// @param entry nothing where it vanished while it was read; that is no deletion, since an order
  ///     that is posted in full vanishes too
  record Row(OffsetWalk.Row place, Optional<Entry> entry) {}

  /// The rows behind a place.
  List<Row> rows(Subject subject, OffsetWalk at, int take) {
    String place =
        "$filter="
            + Percent.encoded(STAMP + " gt " + at.from())
            + "&$orderby="
            + STAMP
            + "&$top="
            + take
            + (at.skip() > 0 ? "&$skip=" + at.skip() : "");
    Optional<List<JsonNode>> whole = all(subject, place + expand(subject), take);
    if (whole.isPresent()) {
      return whole.get().stream()
          .map(json -> new Row(place(json), Optional.of(whole(json))))
          .toList();
    }
    List<JsonNode> bare =
        all(subject, place + "&$select=" + ID + "," + STAMP, take)
            .orElseThrow(
                () ->
                    new SourceException(
                        "Business Central fails to list " + options.list(subject).getPath()));
    return bare.stream().map(json -> new Row(place(json), one(subject, key(json)))).toList();
  }

  private Optional<Entry> one(Subject subject, String key) {
    return all(subject, "$filter=" + Percent.encoded("id eq " + key) + expand(subject), 1)
        .map(found -> found.stream().findFirst().map(Entities::whole))
        .orElseGet(
            () ->
                Optional.of(
                    new Entry.Broken(
                        key,
                        "Business Central fails when it is asked for this "
                            + subject.kind()
                            + ".")));
  }

  /// Records as they are now; what is not there is left out.
  List<Entry> byKeys(Subject subject, List<String> keys) {
    if (keys.isEmpty()) {
      return List.of();
    }
    // Several values of one field may be joined by 'or'; those of different fields may not.
    String filter = keys.stream().map(key -> "id eq " + key).collect(Collectors.joining(" or "));
    return all(subject, "$filter=" + Percent.encoded(filter) + expand(subject), keys.size())
        .map(found -> found.stream().map(Entities::whole).toList())
        .orElseGet(
            () -> keys.stream().map(key -> one(subject, key)).flatMap(Optional::stream).toList());
  }

  private static String expand(Subject subject) {
    return subject.lines().isEmpty() ? "" : "&$expand=" + subject.lines();
  }

  /// What a query gives, with all the parts the server cuts it into; empty when it fails on some.
  private Optional<List<JsonNode>> all(Subject subject, String query, int take) {
    URI list = options.list(subject);
    URI to = URI.create(list + "?" + query);
    List<JsonNode> found = new ArrayList<>();
    for (int part = 0; part < MOST_PARTS; part++) {
      switch (odata.get(to, "odata.maxpagesize=" + take)) {
        case Odata.Answer.Content(JsonNode json, _) -> {
          if (!json.path("value").isArray()) {
            throw new SourceException("Business Central's answer holds no list 'value'");
          }
          json.path("value").forEach(found::add);
          String next = json.path(NEXT).asString("");
          if (next.isEmpty() || found.size() >= take) {
            return Optional.of(found);
          }
          to = further(list, next);
        }
        case Odata.Answer.Failed _ -> {
          return Optional.empty();
        }
        case Odata.Answer.Missing _ ->
            throw SourceException.refused(
                "there is nothing at " + list.getPath() + ": check environment and company_id");
        case Odata.Answer.Forbidden _ -> throw forbidden(list);
        case Odata.Answer.Overtaken _ ->
            throw new SourceException("Business Central was writing " + list.getPath());
      }
    }
    throw new SourceException("Business Central gives no end of " + list.getPath());
  }

  /// The token goes to the system itself and nowhere else.
  private static URI further(URI list, String next) {
    URI to;
    try {
      to = list.resolve(next.replace(" ", "%20"));
    } catch (IllegalArgumentException notAnAddress) {
      throw new SourceException("Business Central's next page has no address");
    }
    boolean there =
        String.valueOf(to.getAuthority()).equals(list.getAuthority())
            && String.valueOf(to.getScheme()).equals(list.getScheme());
    if (!there) {
      throw new SourceException("Business Central's next page is on another host");
    }
    return to;
  }

  static SourceException forbidden(URI list) {
    return SourceException.refused(
        "the application may not read "
            + list.getPath()
            + ": give it a permission set in Business Central that may");
  }

  private static Entry whole(JsonNode json) {
    return new Entry.Whole(key(json), stamp(json), plain(json));
  }

  private static OffsetWalk.Row place(JsonNode json) {
    return new OffsetWalk.Row(
        key(json),
        stamp(json)
            .orElseThrow(() -> new SourceException("Business Central's answer lacks a " + STAMP)));
  }

  private static String key(JsonNode json) {
    return json.path(ID).asString("").toLowerCase(Locale.ROOT);
  }

  private static Optional<Instant> stamp(JsonNode json) {
    return TimeText.read(json.path(STAMP), ZoneOffset.UTC);
  }

  /// A record as mappings read it: without what OData says about it, no date for the zero date, and
  /// nothing for text that is only blank.
  static JsonNode plain(JsonNode value) {
    if (value.isArray()) {
      ArrayNode array = NODES.arrayNode();
      value.forEach(element -> array.add(plain(element)));
      return array;
    }
    if (value.isString()) {
      String text = value.stringValue();
      return text.startsWith(ZERO_DATE)
          ? NODES.nullNode()
          : text.isBlank() ? NODES.stringNode("") : value;
    }
    if (!value.isObject()) {
      return value;
    }
    ObjectNode object = NODES.objectNode();
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      if (!member.getKey().contains("@odata.")) {
        object.set(member.getKey(), plain(member.getValue()));
      }
    }
    return object;
  }
}
