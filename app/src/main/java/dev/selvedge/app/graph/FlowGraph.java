package dev.selvedge.app.graph;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The flows of a project: systems, what they give and are told, and how each of that is.
/// Immutable.
///
/// @param sources systems that give records, by name
/// @param targets what the hub keeps in step: the account, in the first place
public record FlowGraph(List<Party> sources, List<Party> targets) {
  /// Nothing is set up yet.
  public static final FlowGraph NONE = new FlowGraph(List.of(), List.of());

  public FlowGraph {
    sources = List.copyOf(sources);
    targets = List.copyOf(targets);
  }

  /// Whether there is nothing to draw.
  public boolean isEmpty() {
    return sources.isEmpty();
  }

  /// The arrow of a flow, `system/kind`; empty where the picture has none.
  public Optional<Arrow> arrow(String flow) {
    return Stream.concat(sources.stream(), targets.stream())
        .filter(party -> flow.startsWith(party.name() + '/'))
        .flatMap(party -> party.gives().stream())
        .filter(arrow -> flow.endsWith('/' + arrow.name()))
        .findFirst();
  }

  /// All arrows with their ends, as rows of a table: sources first.
  public List<Row> rows() {
    return Stream.concat(
            sources.stream().flatMap(FlowGraph::rows), targets.stream().flatMap(FlowGraph::rows))
        .toList();
  }

  private static Stream<Row> rows(Party party) {
    return Stream.concat(
        party.gives().stream().map(arrow -> new Row(party.title(), Row.HUB, arrow)),
        party.told().stream().map(arrow -> new Row(Row.HUB, party.title(), arrow)));
  }

  /// One arrow with its ends, as people call them.
  public record Row(String from, String to, Arrow arrow) {
    static final String HUB = "the hub";
  }
}
