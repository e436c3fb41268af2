package dev.selvedge.connectors.walk;

import dev.selvedge.connector.SourceException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// Tells a failure that comes again, perhaps because of one record, from one that is over in a
/// moment. One for each list; it remembers whether the page before failed. Thread-safe.
public final class SecondFailure {
  private final AtomicBoolean before = new AtomicBoolean();

  /// Reads a page as a whole, or otherwise where that fails again. What is forbidden is not over in
  /// a moment.
  ///
  /// @throws SourceException when it fails for the first time, or cannot be because of one record
  public <T> T read(Supplier<T> whole, Supplier<T> otherwise) {
    try {
      T page = whole.get();
      before.set(false);
      return page;
    } catch (SourceException failure) {
      if (!failure.mayBeOfOne()) {
        throw failure;
      }
      boolean again = before.getAndSet(true);
      if (!again && !failure.isRefused()) {
        throw failure;
      }
      return otherwise.get();
    }
  }
}
