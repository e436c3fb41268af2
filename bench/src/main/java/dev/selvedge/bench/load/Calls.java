package dev.selvedge.bench.load;

/// Calls of the hub, one after the other. Used by one thread at a time.
@FunctionalInterface
public interface Calls {
  /// The next one as it goes over the wire, unlike all before it.
  byte[] next();
}
