package dev.selvedge.mapping.json;

import dev.selvedge.ContentHash;
import dev.selvedge.RecordRef;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.Contribution.Identity;
import dev.selvedge.mapping.Contribution.OrderClaim;
import dev.selvedge.mapping.ItemClaim;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.ItemPart;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.Topic;
import dev.selvedge.mapping.Value;
import dev.selvedge.mapping.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The stored form of a contribution: compact JSON, in ASCII so that every database takes it, with
/// nothing lost and members left out that say nothing. Members are only ever added to it.
public final class ContributionJson {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final long MILLI = 1_000_000;

  private ContributionJson() {}

  /// Equal contributions give equal text.
  public static String write(Contribution contribution) {
    ObjectNode node = NODES.objectNode();
    node.put("ref", contribution.ref().text());
    Version version = contribution.version();
    node.set("changed", time(version.changedAt()));
    node.set("observed", time(version.observedAt()));
    node.put("hash", version.content().value());
    Identity identity = contribution.identity();
    putText(node, "email", identity.email());
    putText(node, "owner", identity.owner());
    putText(node, "phone", identity.phone());
    if (identity.gone()) {
      node.put("gone", true);
    }
    if (!contribution.fields().isEmpty()) {
      node.set("fields", values(contribution.fields()));
    }
    if (!contribution.erased().isEmpty()) {
      ArrayNode erased = node.putArray("erased");
      contribution.erased().forEach(erased::add);
    }
    if (!contribution.consents().isEmpty()) {
      ArrayNode consents = node.putArray("consents");
      contribution.consents().forEach(claim -> consents.add(consent(claim)));
    }
    switch (contribution.order()) {
      case OrderClaim.NoOrder ignored -> {}
      case OrderClaim.About about -> {
        node.put("order", about.key().value());
        ArrayNode parts = node.putArray("parts");
        about.parts().forEach(part -> parts.add(OrderPartJson.write(part)));
      }
    }
    writeItem(node, contribution.item());
    return JSON.writeValueAsString(node);
  }

  /// Reads what [#write] wrote.
  ///
  /// @throws RuntimeException when the text is something else
  public static Contribution read(String text) {
    JsonNode node = JSON.readTree(text);
    return new Contribution(
        RecordRef.parse(text(node, "ref")),
        new Version(
            instant(node.path("changed")),
            instant(node.path("observed")),
            new ContentHash(text(node, "hash"))),
        new Identity(
            text(node, "email"), text(node, "owner"), node.has("gone"), text(node, "phone")),
        values(node.path("fields")),
        consents(node.path("consents")),
        order(node),
        names(node.path("erased")),
        item(node));
  }

  private static void writeItem(ObjectNode node, ItemClaim item) {
    if (item instanceof ItemClaim.About(ItemKey key, ItemPart part)) {
      node.put("item", key.text());
      node.set("values", values(part.values()));
      ObjectNode lists = node.putObject("lists");
      part.lists().forEach((name, texts) -> texts.forEach(lists.withArray(name)::add));
      part.lists().keySet().forEach(lists::withArray);
      part.groups()
          .forEach(
              (name, members) -> {
                ArrayNode group = node.withObject("groups").putArray(name);
                members.forEach(member -> group.add(values(member)));
              });
    }
  }

  private static ItemClaim item(JsonNode node) {
    if (!node.has("item")) {
      return new ItemClaim.NoItem();
    }
    Map<String, List<String>> lists = new TreeMap<>();
    node.path("lists")
        .properties()
        .forEach(
            list ->
                lists.put(
                    list.getKey(),
                    list.getValue().valueStream().map(text -> text.stringValue("")).toList()));
    Map<String, List<Map<String, Value>>> groups = new TreeMap<>();
    node.path("groups")
        .properties()
        .forEach(
            group ->
                groups.put(
                    group.getKey(),
                    group.getValue().valueStream().map(ContributionJson::values).toList()));
    return new ItemClaim.About(
        ItemKey.parse(text(node, "item")),
        new ItemPart(values(node.path("values")), lists, groups));
  }

  private static Set<String> names(JsonNode list) {
    Set<String> names = new TreeSet<>();
    list.forEach(name -> names.add(name.stringValue("")));
    return names;
  }

  private static OrderClaim order(JsonNode node) {
    if (!node.has("order")) {
      return new OrderClaim.NoOrder();
    }
    List<OrderPart> parts = new ArrayList<>();
    node.path("parts").forEach(part -> parts.add(OrderPartJson.read(part)));
    return new OrderClaim.About(new OrderKey(text(node, "order")), parts);
  }

  private static ObjectNode consent(ConsentClaim claim) {
    ObjectNode node = NODES.objectNode();
    node.put("channel", claim.topic().text());
    node.put("choice", claim.choice().name());
    node.set("at", time(claim.at()));
    if (claim.timing() == ConsentClaim.Timing.OBSERVED) {
      node.put("seen", true);
    }
    if (!claim.evidence().isEmpty()) {
      ObjectNode evidence = node.putObject("evidence");
      claim.evidence().forEach(evidence::put);
    }
    return node;
  }

  private static List<ConsentClaim> consents(JsonNode claims) {
    List<ConsentClaim> consents = new ArrayList<>();
    for (JsonNode claim : claims) {
      Map<String, String> evidence = new TreeMap<>();
      claim
          .path("evidence")
          .properties()
          .forEach(entry -> evidence.put(entry.getKey(), entry.getValue().stringValue()));
      consents.add(
          new ConsentClaim(
              Topic.parse(text(claim, "channel")),
              ConsentClaim.Choice.valueOf(text(claim, "choice")),
              claim.has("seen") ? ConsentClaim.Timing.OBSERVED : ConsentClaim.Timing.STATED,
              instant(claim.path("at")),
              evidence));
    }
    return consents;
  }

  static ObjectNode values(Map<String, Value> values) {
    ObjectNode node = NODES.objectNode();
    values.forEach((name, value) -> node.set(name, value(value)));
    return node;
  }

  static Map<String, Value> values(JsonNode node) {
    Map<String, Value> values = new TreeMap<>();
    node.properties().forEach(entry -> values.put(entry.getKey(), value(entry.getValue())));
    return values;
  }

  /// A text is a JSON text, a flag a JSON flag; a number `{"n": …}`, as text so that no reader
  /// rounds it; a date `{"d": …}`.
  private static JsonNode value(Value value) {
    return switch (value) {
      case Value.Text(String text) -> NODES.stringNode(text);
      case Value.Flag(boolean flag) -> NODES.booleanNode(flag);
      case Value.Decimal decimal -> NODES.objectNode().put("n", decimal.number().toString());
      case Value.Date(Instant instant) -> NODES.objectNode().set("d", time(instant));
    };
  }

  private static Value value(JsonNode node) {
    if (node.isString()) {
      return new Value.Text(node.stringValue());
    }
    if (node.isBoolean()) {
      return new Value.Flag(node.booleanValue());
    }
    if (node.has("n")) {
      return new Value.Decimal(new java.math.BigDecimal(text(node, "n")));
    }
    return new Value.Date(instant(node.path("d")));
  }

  /// Epoch milliseconds where they say it all, which is nearly always; else ISO text.
  static JsonNode time(Instant instant) {
    return instant.getNano() % MILLI == 0 && Math.abs(instant.getEpochSecond()) < Integer.MAX_VALUE
        ? NODES.numberNode(instant.toEpochMilli())
        : NODES.stringNode(instant.toString());
  }

  static Instant instant(JsonNode node) {
    return node.isString()
        ? Instant.parse(node.stringValue())
        : Instant.ofEpochMilli(node.longValue());
  }

  static void putText(ObjectNode node, String name, String text) {
    if (!text.isEmpty()) {
      node.put(name, text);
    }
  }

  /// The text of a member, empty when it was left out.
  static String text(JsonNode node, String name) {
    return node.path(name).stringValue("");
  }
}
