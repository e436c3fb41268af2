package dev.selvedge.sandbox.call;

import java.util.function.Supplier;

/// What an operation does: a part that needs no state (reading a large body), then a part that
/// does.
@FunctionalInterface
public interface Handler {

  /// Reads the call outside the account's lock; the returned part runs under it.
  Supplier<Answer> prepare(Call call);

  /// An operation with nothing worth doing outside the lock.
  interface Simple {
    Answer answer(Call call);
  }
}
