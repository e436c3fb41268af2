package dev.selvedge.sandbox.account;

import java.util.ArrayList;
import java.util.List;

/// The report of asynchronous work that touches many things: a bulk delete, emptying a collection.
///
/// Guarded by the account's lock.
public final class Task {
  private int requested;
  private int done;
  private final List<Named> deleted = new ArrayList<>();
  private final List<Named> unknown = new ArrayList<>();

  public Task(int requested) {
    this.requested = requested;
  }

  /// Says how much there was to do, where that is known only when it is done.
  public void all(int count) {
    requested = count;
    done = count;
  }

  public void did(Named thing) {
    done++;
    deleted.add(thing);
  }

  public void missed(Named thing) {
    unknown.add(thing);
  }

  public int requested() {
    return requested;
  }

  public int done() {
    return done;
  }

  public List<Named> deleted() {
    return deleted;
  }

  public List<Named> unknown() {
    return unknown;
  }

  /// A thing by the identifier the caller used.
  public record Named(String identifier, String value) {}
}
