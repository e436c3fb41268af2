package dev.selvedge.plan;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Feed;
import dev.selvedge.mapping.Topic;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Which records are told what their person decided, and about what. Immutable.
///
/// @param topics by the feed whose records can hold them
public record ToldSystems(Map<Feed, Set<Topic>> topics) {
  /// Nobody is told.
  public static final ToldSystems NONE = new ToldSystems(Map.of());

  public ToldSystems {
    Map<Feed, Set<Topic>> copied = new LinkedHashMap<>();
    topics.forEach((feed, those) -> copied.put(feed, Set.copyOf(those)));
    topics = Map.copyOf(copied);
  }

  /// What the records of a feed can hold; nothing for a feed that is not told.
  public Set<Topic> of(Feed feed) {
    return topics.getOrDefault(feed, Set.of());
  }

  /// The systems that are told anything.
  public Set<SystemName> systems() {
    return topics.keySet().stream().map(Feed::system).collect(Collectors.toSet());
  }
}
