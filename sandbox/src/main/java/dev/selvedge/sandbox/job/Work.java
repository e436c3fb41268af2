package dev.selvedge.sandbox.job;

/// What a job does when its time has come.
@FunctionalInterface
public interface Work {

  /// Does it.
  ///
  /// @param now when, as epoch milliseconds of the sandbox's clock
  void run(long now);
}
