package dev.selvedge.mapping.function;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// A way into a record: `customer.emailAddress`, `lines[0].sku`, `payments[*].refunds[*]`,
/// `meta[key=newsletter].value`, `"odd name".x`. Thread-safe.
public final class Path {
  private final String text;
  private final List<Part> parts;
  private final boolean fromTop;
  private final int lists;

  Path(String text, List<Part> parts, boolean fromTop) {
    this.text = text;
    this.parts = List.copyOf(parts);
    this.fromTop = fromTop;
    this.lists = (int) parts.stream().filter(Part.Every.class::isInstance).count();
  }

  /// One step of a path.
  sealed interface Part {
    /// A member of an object.
    record Member(String name) implements Part {}

    /// An element of an array; negative counts from the end.
    record Element(int index) implements Part {}

    /// All elements of an array, flattened.
    record Every() implements Part {}

    /// The first element whose member has the text.
    record Where(String member, String equal) implements Part {}
  }

  /// Whether it gives a list.
  public boolean isMany() {
    return lists > 0;
  }

  /// Whether it begins at the record (`$`), also inside a list's rules.
  public boolean isFromTop() {
    return fromTop;
  }

  /// The names of the members it goes through, without the places in lists: `lines[0].sku` is
  /// `lines.sku`.
  public List<String> members() {
    return parts.stream()
        .filter(Part.Member.class::isInstance)
        .map(part -> ((Part.Member) part).name())
        .toList();
  }

  /// The members by which elements of lists are chosen, each with the members before it:
  /// `meta[key=size].value` chooses by `meta.key`.
  public List<List<String>> chosenBy() {
    List<List<String>> chosen = new ArrayList<>();
    List<String> before = new ArrayList<>();
    for (Part part : parts) {
      switch (part) {
        case Part.Member(String name) -> before.add(name);
        case Part.Where(String member, _) -> {
          List<String> way = new ArrayList<>(before);
          way.add(member);
          chosen.add(List.copyOf(way));
        }
        case Part.Element _, Part.Every _ -> {}
      }
    }
    return List.copyOf(chosen);
  }

  /// The value at the end of the path; a list when the path has `[*]`.
  public Datum find(JsonNode start) {
    if (isMany()) {
      return new Datum.Items(nodes(start).stream().map(Datum::of).toList());
    }
    JsonNode node = start;
    for (Part part : parts) {
      node = next(node, part);
      if (node.isMissingNode()) {
        return Datum.Absent.MISSING;
      }
    }
    return Datum.of(node);
  }

  /// All nodes at the end of the path; absent and null ones are left out.
  public List<JsonNode> nodes(JsonNode start) {
    List<JsonNode> current = List.of(start);
    for (Part part : parts) {
      List<JsonNode> following = new ArrayList<>();
      for (JsonNode node : current) {
        if (part instanceof Part.Every) {
          addEvery(node, following);
        } else {
          addPresent(next(node, part), following);
        }
      }
      current = following;
    }
    return current;
  }

  /// The elements a list's rules are applied to: an array at the end counts as its elements.
  public List<JsonNode> elements(JsonNode start) {
    List<JsonNode> elements = new ArrayList<>();
    nodes(start).forEach(node -> addEvery(node, elements));
    return elements;
  }

  private static JsonNode next(JsonNode node, Part part) {
    return switch (part) {
      case Part.Member(String name) -> node.path(name);
      case Part.Element(int index) -> node.path(index < 0 ? node.size() + index : index);
      case Part.Where where -> first(node, where);
      case Part.Every ignored -> node;
    };
  }

  private static JsonNode first(JsonNode node, Part.Where where) {
    if (node.isArray()) {
      for (JsonNode element : node) {
        if (Datum.of(element.path(where.member())).display().equals(where.equal())) {
          return element;
        }
      }
    }
    return MissingNode.getInstance();
  }

  /// Some systems write a list of one as the element itself.
  private static void addEvery(JsonNode node, List<JsonNode> into) {
    if (node.isArray()) {
      node.forEach(element -> addPresent(element, into));
    } else {
      addPresent(node, into);
    }
  }

  private static void addPresent(JsonNode node, List<JsonNode> into) {
    if (!node.isMissingNode() && !node.isNull()) {
      into.add(node);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
