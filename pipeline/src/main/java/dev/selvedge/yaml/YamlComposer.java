package dev.selvedge.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/// Builds nodes from the parser's events. Aliases are counted as if written out, so a small file
/// cannot stand for a huge tree. Used once, by one thread.
final class YamlComposer {
  private static final int MAX_DEPTH = 50;
  private static final int MAX_NODES = 200_000;

  private final String file;
  private final Iterator<Event> events;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int nodes;

  YamlComposer(String file, Iterator<Event> events) {
    this.file = file;
    this.events = events;
  }

  /// A node that has a name, and how many nodes it stands for.
  private record Anchored(YamlNode node, int size) {}

  /// The document has something we do not accept.
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    Refused(Position position, String message, String fix) {
      super(message, null, false, false);
      this.problem = new Problem(position, message, fix);
    }

    Position position() {
      return problem.position();
    }

    String message() {
      return problem.message();
    }

    String fix() {
      return problem.fix();
    }
  }

  YamlNode document() {
    YamlNode root = new YamlNode.Mapping(new Position(file, 1, 1), Map.of(), Map.of());
    boolean found = false;
    while (events.hasNext()) {
      Event event = events.next();
      switch (event.getEventId()) {
        case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
        case DocumentStart -> {
          if (found) {
            throw new Refused(at(event), "the file holds a second document", "remove '---'");
          }
          found = true;
        }
        case Alias, Scalar, SequenceStart, SequenceEnd, MappingStart, MappingEnd -> {
          YamlNode node = node(event, 0);
          if (!(node instanceof YamlNode.Scalar scalar && scalar.isNull())) {
            root = node;
          }
        }
      }
    }
    return root;
  }

  private YamlNode node(Event event, int depth) {
    if (depth > MAX_DEPTH) {
      throw new Refused(at(event), "nested deeper than " + MAX_DEPTH + " levels", "flatten it");
    }
    if (event instanceof AliasEvent alias) {
      return aliased(alias);
    }
    if (!(event instanceof NodeEvent named)) {
      throw new Refused(at(event), "not valid YAML", "check indentation and brackets");
    }
    int before = nodes;
    count(event, 1);
    YamlNode node =
        switch (named) {
          case ScalarEvent scalar -> scalar(scalar);
          case MappingStartEvent mapping -> mapping(mapping, depth);
          default -> sequence(named, depth);
        };
    Optional<Anchor> anchor = named.getAnchor();
    anchor.ifPresent(name -> anchors.put(name.getValue(), new Anchored(node, nodes - before)));
    return node;
  }

  private YamlNode aliased(AliasEvent alias) {
    Anchored target = anchors.get(alias.getAlias().getValue());
    if (target == null) {
      throw new Refused(
          at(alias), "'*" + alias.getAlias().getValue() + "' refers to nothing above", "");
    }
    count(alias, target.size());
    return target.node();
  }

  private YamlNode scalar(ScalarEvent scalar) {
    refuseTag(scalar, scalar.getTag());
    return new YamlNode.Scalar(at(scalar), scalar.getValue(), scalar.isPlain());
  }

  private YamlNode mapping(MappingStartEvent start, int depth) {
    refuseTag(start, start.getTag());
    Map<String, YamlNode> values = new LinkedHashMap<>();
    Map<String, Position> keys = new HashMap<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      if (!(event instanceof ScalarEvent key)) {
        throw new Refused(at(event), "a key must be a single word or text", "");
      }
      String name = key.getValue();
      Position first = keys.putIfAbsent(name, at(key));
      if (first != null) {
        throw new Refused(
            at(key), "'" + name + "' is given twice, first in line " + first.line(), "keep one");
      }
      values.put(name, node(events.next(), depth + 1));
    }
    return new YamlNode.Mapping(at(start), values, keys);
  }

  private YamlNode sequence(NodeEvent start, int depth) {
    if (start instanceof CollectionStartEvent collection) {
      refuseTag(start, collection.getTag());
    }
    List<YamlNode> values = new ArrayList<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      values.add(node(event, depth + 1));
    }
    return new YamlNode.Sequence(at(start), values);
  }

  private void refuseTag(Event event, Optional<String> tag) {
    if (tag.isPresent() && !tag.get().equals("!")) {
      throw new Refused(
          at(event), "the tag '" + tag.get() + "' is not supported", "quote texts: \"1\"");
    }
  }

  private void count(Event event, int more) {
    nodes += more;
    if (nodes > MAX_NODES) {
      throw new Refused(at(event), "the file holds more than " + MAX_NODES + " values", "split it");
    }
  }

  private Position at(Event event) {
    return event
        .getStartMark()
        .map(mark -> YamlReader.position(file, mark))
        .orElseGet(() -> new Position(file, 1, 1));
  }
}
