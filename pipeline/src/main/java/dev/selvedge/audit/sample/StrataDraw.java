package dev.selvedge.audit.sample;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Draws from a stream that goes by once, stratum by stratum, when nobody knows beforehand how
/// large the strata are: of each as many are kept as could be wanted of it, and when all went by,
/// as many of those are taken as its share is. What is drawn of one stratum does not depend on the
/// others. Confined to one thread.
///
/// @param <T> what is drawn; all of it is kept in memory, so an id rather than a record
public final class StrataDraw<T> {
  private final int most;
  private final int bound;
  private final String rest;
  private final long seed;
  private final SortedMap<String, Reservoir<T>> reservoirs = new TreeMap<>();

  /// Begins with none.
  ///
  /// @param most how many may be wanted of one stratum
  /// @param bound how many strata there may be; what belongs to further ones is one stratum more
  /// @param rest the name of that one
  /// @param seed kept with the result, so that the draw can be made again
  public StrataDraw(int most, int bound, String rest, long seed) {
    if (bound < 1) {
      throw new IllegalArgumentException("There is at least one stratum, not " + bound);
    }
    this.most = most;
    this.bound = bound;
    this.rest = rest;
    this.seed = seed;
  }

  /// Takes the next one of the stream in, or lets it pass.
  ///
  /// @param stratum the name of the one it belongs to
  public void offer(String stratum, T item) {
    String name = reservoirs.containsKey(stratum) || reservoirs.size() < bound ? stratum : rest;
    reservoirs.computeIfAbsent(name, this::reservoir).offer(item);
  }

  private Reservoir<T> reservoir(String name) {
    return new Reservoir<>(most, seed * 31 + name.hashCode());
  }

  /// What went by so far.
  public List<Stratum> strata() {
    List<Stratum> strata = new ArrayList<>();
    reservoirs.forEach((name, reservoir) -> strata.add(new Stratum(name, reservoir.offered())));
    return strata;
  }

  /// Those drawn.
  ///
  /// @param quotas over [#strata()] as they are at the end of the stream
  /// @return by the name of the stratum
  /// @throws IllegalArgumentException if more are wanted of a stratum than were kept of it, or it
  ///     is not one of these
  public Map<String, List<T>> drawn(List<Quota> quotas) {
    Map<String, List<T>> drawn = new LinkedHashMap<>();
    for (Quota quota : quotas) {
      Reservoir<T> reservoir = reservoirs.get(quota.stratum().name());
      if (reservoir == null) {
        throw new IllegalArgumentException("Nothing of " + quota.stratum().name() + " went by");
      }
      drawn.put(quota.stratum().name(), reservoir.thinned(quota.draw()));
    }
    return drawn;
  }
}
