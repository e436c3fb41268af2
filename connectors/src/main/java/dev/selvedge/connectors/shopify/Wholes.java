package dev.selvedge.connectors.shopify;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.shopify.api.AdminApi;
import dev.selvedge.connectors.shopify.api.CostBudget.Urgency;
import dev.selvedge.connectors.shopify.api.Queries;
import dev.selvedge.connectors.shopify.api.Selections;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Makes a record whole: reads the pages within it that it did not come with, and writes them as
/// plain lists. A record of which a part cannot be read is not given at all. Where it is the shop
/// that fails on a part, or has no way to show it, that is the record's own trouble and no other's.
/// Safe for use by many threads.
final class Wholes {
  private static final Pattern ALIAS = Pattern.compile(Selections.METAFIELD + "\\d+");
  private static final Pattern GLOBAL_ID =
      Pattern.compile("gid://shopify/([A-Za-z]{1,60})/(\\d{1,19})(\\?.*)?");

  /// Of 50 each: more than any record has in reason.
  private static final int MOST_PAGES = 400;

  private final AdminApi api;

  Wholes(AdminApi api) {
    this.api = api;
  }

  /// The type and the key that a global id names.
  record GlobalId(String type, String key) {
    static Optional<GlobalId> of(String text) {
      Matcher matcher = GLOBAL_ID.matcher(text);
      return matcher.matches()
          ? Optional.of(new GlobalId(matcher.group(1), matcher.group(2)))
          : Optional.empty();
    }
  }

  /// What came of a record.
  sealed interface Made {
    /// It has all its parts.
    record Whole(ObjectNode content) implements Made {}

    /// The shop fails on a part of it, or does not show all of one.
    record Failed(String why) implements Made {}
  }

  /// The record with all its parts.
  ///
  /// @throws SourceException when a part cannot be read now
  Made make(JsonNode node) {
    try {
      return new Made.Whole((ObjectNode) plain(complete(node), node));
    } catch (PartFailed failed) {
      return new Made.Failed(failed.why);
    }
  }

  private static final class PartFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String why;

    PartFailed(String why) {
      super(why);
      this.why = why;
    }
  }

  private JsonNode data(String question, ObjectNode variables) {
    return switch (api.ask(question, variables, Urgency.PATIENT)) {
      case AdminApi.Answer.Content content -> content.data();
      case AdminApi.Answer.Failed failed -> throw new PartFailed(failed.code());
      case AdminApi.Answer.TooHeavy _ ->
          throw new SourceException(api.system() + " finds our question too heavy");
      case AdminApi.Answer.BadArgument bad -> throw api.misunderstood(bad.code());
    };
  }

  /// An order that has more fulfilments or refunds than it came with.
  private JsonNode complete(JsonNode node) {
    JsonNode fulfilments = node.path("fulfillments");
    JsonNode refunds = node.path("refunds");
    boolean parcels = fulfilments.isArray() && fulfilments.size() == Selections.FEW;
    boolean repaid = refunds.isArray() && refunds.size() == Selections.FEW;
    if (!parcels && !repaid) {
      return node;
    }
    ObjectNode complete = ((ObjectNode) node).deepCopy();
    if (parcels) {
      complete.set("fulfillments", all(node, Queries.ALL_FULFILMENTS, "fulfillments"));
    }
    if (repaid) {
      complete.set("refunds", all(node, Queries.ALL_REFUNDS, "refunds"));
    }
    return complete;
  }

  private JsonNode all(JsonNode order, String question, String field) {
    ObjectNode variables = AdminApi.variables().put("id", order.path("id").asString(""));
    JsonNode found = data(question, variables).path("order").path(field);
    if (!found.isArray() || found.size() < Selections.FEW) {
      throw changedMeanwhile();
    }
    if (found.size() >= Selections.MANY) {
      throw new PartFailed(
          "it has %d %s or more, and the API has no pages of them"
              .formatted(Selections.MANY, field));
    }
    return found;
  }

  private JsonNode plain(JsonNode node, JsonNode owner) {
    if (node.isArray()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> list.add(plain(element, element)));
      return list;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String name = member.getKey();
      JsonNode value = member.getValue();
      if (ALIAS.matcher(name).matches()) {
        metafield(object, value);
      } else if (value.isObject() && value.path("pageInfo").isObject()) {
        object.set(name, pages(owner, name, value));
      } else {
        object.set(name, plain(value, value));
      }
    }
    return object;
  }

  /// A metafield that a record has not is `null` and leaves no trace.
  private static void metafield(ObjectNode object, JsonNode field) {
    if (field.isObject()) {
      object
          .withObjectProperty("metafields")
          .withObjectProperty(field.path("namespace").asString(""))
          .set(field.path("key").asString(""), field.path("value"));
    }
  }

  private ArrayNode pages(JsonNode owner, String field, JsonNode first) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    JsonNode page = first;
    for (int read = 0; read < MOST_PAGES; read++) {
      for (JsonNode element : nodes(page)) {
        all.add(plain(element, element));
      }
      if (!page.path("pageInfo").path("hasNextPage").asBoolean(false)) {
        return all;
      }
      page = next(owner, field, page);
    }
    throw new PartFailed("there is no end of its '" + field + "'");
  }

  private JsonNode next(JsonNode owner, String field, JsonNode page) {
    String id = owner.path("id").asString("");
    String type =
        GlobalId.of(id)
            .map(GlobalId::type)
            .orElseThrow(
                () -> new SourceException(api.system() + " gives a record without its id"));
    ObjectNode variables = AdminApi.variables().put("id", id);
    variables.put("cursor", page.path("pageInfo").path("endCursor").asString(""));
    JsonNode found = data(Queries.rest(type, field), variables).path("node").path(field);
    if (!found.path("pageInfo").isObject()) {
      throw changedMeanwhile();
    }
    return found;
  }

  private SourceException changedMeanwhile() {
    return new SourceException(
        api.system() + " changed a record while it was read; it is read again");
  }

  private static List<JsonNode> nodes(JsonNode page) {
    List<JsonNode> nodes = new ArrayList<>();
    page.path("nodes").forEach(nodes::add);
    return nodes;
  }
}
