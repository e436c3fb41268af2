package dev.selvedge.testkit;

import dev.selvedge.IdSource;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// What the suites of all ports share: a fresh, empty store for every test.
public abstract class PortContract {
  /// The time of day in these suites.
  protected static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private @Nullable Store store;

  /// Opens an empty store that no other test uses.
  protected abstract Store openEmpty(IdSource ids);

  @BeforeEach
  final void open() {
    store = openEmpty(new CountingIds());
  }

  @AfterEach
  final void close() {
    store().close();
  }

  protected final Store store() {
    if (store == null) {
      throw new IllegalStateException("the store was not opened");
    }
    return store;
  }

  protected final <T> T write(Function<Store.Ports, T> work) {
    return store().write(work);
  }

  protected final <T> T read(Function<Store.Ports, T> queries) {
    return store().read(queries);
  }

  /// A transaction of which no answer is wanted.
  protected final void writing(Consumer<Store.Ports> work) {
    store()
        .write(
            ports -> {
              work.accept(ports);
              return true;
            });
  }

  /// Looks, with assertions, into one snapshot.
  protected final void reading(Consumer<Store.Ports> queries) {
    store()
        .read(
            ports -> {
              queries.accept(ports);
              return true;
            });
  }
}
