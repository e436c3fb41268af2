package dev.selvedge.audit.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Draws some of a stream of unknown length, each set of that many with the same chance, and keeps
/// no more than those (Vitter's algorithm R). The same seed and the same stream give the same draw.
/// Confined to one thread.
///
/// @param <T> what is drawn
public final class Reservoir<T> {
  private final int capacity;
  private final long seed;
  private final SplittableRandom random;
  private final List<T> kept = new ArrayList<>();
  private long offered;

  /// Begins with none.
  ///
  /// @param capacity how many are drawn, not negative
  /// @param seed kept with the result, so that the draw can be made again
  public Reservoir(int capacity, long seed) {
    if (capacity < 0) {
      throw new IllegalArgumentException("Cannot draw " + capacity);
    }
    this.capacity = capacity;
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  /// Takes the next one of the stream in, or lets it pass.
  public void offer(T item) {
    offered++;
    if (kept.size() < capacity) {
      kept.add(item);
    } else if (capacity > 0) {
      long place = random.nextLong(offered);
      if (place < capacity) {
        kept.set((int) place, item);
      }
    }
  }

  /// How many went by.
  public long offered() {
    return offered;
  }

  /// Those drawn, in no order that means anything; all, if no more went by.
  public List<T> drawn() {
    return List.copyOf(kept);
  }

  /// Some of those drawn, each set of that many with the same chance, the same ones every time.
  ///
  /// @param count at most as many as were drawn
  /// @throws IllegalArgumentException if it is more
  List<T> thinned(long count) {
    if (count > kept.size()) {
      throw new IllegalArgumentException("Only " + kept.size() + " were drawn, not " + count);
    }
    Reservoir<T> fewer = new Reservoir<>((int) count, ~seed);
    kept.forEach(fewer::offer);
    return fewer.drawn();
  }
}
