package dev.selvedge.connectors.walk;

import dev.selvedge.connector.SourceException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/// Reads records by their ids, all at once. Where the system fails on them together, they are asked
/// for in halves, down to single ones, so that one which it cannot show hides no other: that one is
/// told by itself. Immutable.
///
/// A system that is down shows nothing at all. So it is asked first whether it answers otherwise,
/// and if it does not, the failure is what it was. One record in `n` that cannot be shown costs
/// about twice the binary logarithm of `n` calls, and however many there are, twice `n`.
///
/// @param read reads those with these ids; throws a failure that may be of one where it may be
/// @param broken what is told of one that cannot be shown
/// @param answers whether the system shows others now, given how it failed
/// @param <K> an id
public record Halves<K>(
    Function<List<K>, List<Entry>> read,
    Function<K, Entry.Broken> broken,
    Predicate<SourceException> answers) {

  /// Reads them, each once.
  ///
  /// @throws SourceException when the system cannot be read now
  public List<Entry> read(Collection<K> ids) {
    List<K> all = List.copyOf(ids);
    try {
      return read.apply(all);
    } catch (SourceException failure) {
      if (!failure.mayBeOfOne() || !answers.test(failure)) {
        throw failure;
      }
      List<Entry> entries = new ArrayList<>();
      split(all, entries);
      return entries;
    }
  }

  /// Of what failed as a whole.
  private void split(List<K> failed, List<Entry> entries) {
    if (failed.size() == 1) {
      entries.add(broken.apply(failed.getFirst()));
      return;
    }
    int half = failed.size() / 2;
    part(failed.subList(0, half), entries);
    part(failed.subList(half, failed.size()), entries);
  }

  private void part(List<K> some, List<Entry> entries) {
    try {
      entries.addAll(read.apply(some));
    } catch (SourceException failure) {
      if (!failure.mayBeOfOne()) {
        throw failure;
      }
      split(some, entries);
    }
  }
}
