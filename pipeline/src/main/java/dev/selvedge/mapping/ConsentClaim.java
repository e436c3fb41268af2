package dev.selvedge.mapping;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// What a source record says somebody decided about being contacted. Immutable.
///
/// @param at when they decided; [#UNKNOWN_TIME] for an opt-in of unknown age
/// @param evidence text, url, ip, user_agent, as far as the source has them
public record ConsentClaim(
    Channel channel, Choice choice, Instant at, Map<String, String> evidence) {
  /// An opt-in whose time nobody knows counts as the oldest there is.
  public static final Instant UNKNOWN_TIME = Instant.EPOCH;

  public ConsentClaim {
    evidence = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(evidence));
  }

  /// By which way a person is contacted.
  public enum Channel {
    EMAIL,
    SMS
  }

  /// Absence is not a choice and never recorded as one.
  public enum Choice {
    OPT_IN,
    OPT_OUT
  }
}
