package dev.selvedge.connectors.warehouse;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// What calls carry once somebody has logged in: got when it is first needed, kept until it ends.
/// Safe for use by many threads; one logs in, the others wait.
public final class Session {
  private final InstantSource clock;
  private final Supplier<Key> logIn;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile Key key = Key.NONE;

  /// @param logIn gets another one
  public Session(InstantSource clock, Supplier<Key> logIn) {
    this.clock = clock;
    this.logIn = logIn;
  }

  /// A key to the system. Printing it shows no secret.
  ///
  /// @param text what calls carry
  /// @param until when another one is got
  public record Key(String text, Instant until) {
    static final Key NONE = new Key("", Instant.MIN);

    @Override
    public String toString() {
      return "Key[until " + until + "]";
    }
  }

  /// One that is good for a while yet.
  public String current() {
    Key known = key;
    return (known.until().isAfter(clock.instant()) ? known : fetch(known)).text();
  }

  /// Another one than `refused`, unless somebody has got it already.
  public String after(String refused) {
    Key known = key;
    return known.text().equals(refused) ? fetch(known).text() : current();
  }

  private Key fetch(Key old) {
    fetching.lock();
    try {
      if (key.equals(old)) {
        key = logIn.get();
      }
      return key;
    } finally {
      fetching.unlock();
    }
  }
}
