package dev.selvedge.plan;

import dev.selvedge.mapping.Topic;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/// Which finer decisions contacts are to hold. Immutable.
///
/// @param topics lists, preferences, SMS
/// @param numberField the profile field with the mobile number that SMS is about; empty for none
public record Choices(Set<Topic> topics, String numberField) {
  public static final Choices NONE = new Choices(Set.of(), "");

  public Choices {
    topics = Collections.unmodifiableSortedSet(new TreeSet<>(topics));
  }
}
