package dev.selvedge.dotdigital.delivery.action;

/// The counters that the calls of actions are taken from; empty for one that nobody counts.
/// Thread-safe.
public interface Counters {
  String events();

  String contacts();

  String records();
}
