package dev.selvedge.plan;

import dev.selvedge.mapping.Topic;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which finer decisions contacts are to hold, and which lists they are on without deciding.
/// Immutable.
///
/// @param topics lists, preferences, SMS
/// @param numberField the profile field with the mobile number that SMS is about; empty for none
/// @param ruled lists that nobody decides about, and who is on them
public record Choices(Set<Topic> topics, String numberField, Map<Topic, ListRule> ruled) {
  public static final Choices NONE = new Choices(Set.of(), "");

  public Choices {
    topics = Collections.unmodifiableSortedSet(new TreeSet<>(topics));
    ruled = Collections.unmodifiableSortedMap(new TreeMap<>(ruled));
  }

  /// Without lists by rule.
  public Choices(Set<Topic> topics, String numberField) {
    this(topics, numberField, Map.of());
  }

  /// The same with other rules of who is on which list.
  public Choices withRuled(Map<Topic, ListRule> other) {
    return new Choices(topics, numberField, other);
  }

  /// Those that are decided about and those by rule.
  public Set<Topic> all() {
    Set<Topic> all = new TreeSet<>(topics);
    all.addAll(ruled.keySet());
    return all;
  }
}
