package dev.selvedge.sandbox.http;

/// Waiting, as something that can be replaced.
@FunctionalInterface
public interface Pause {
  void millis(long millis) throws InterruptedException;
}
