package dev.selvedge.privacy;

import java.time.Instant;

/// The port to what outlives its use. Every method runs inside the caller's transaction.
public interface Leftovers {
  /// Looks at no more than `limit` of a kind after `after`, in the order of their keys, and deletes
  /// those that are older than `before` and of no more use.
  ///
  /// @param after where to go on, empty to begin
  Swept sweep(Kind kind, Instant before, String after, int limit);

  /// What is kept for a time.
  enum Kind {
    /// what happened
    TRAIL("trail entries"),
    /// what waits for a person to look
    PARKED("parked items"),
    /// what was accepted, without its body and overtaken by a newer version of the same record; the
    /// newest of each record stays, because repeats are known by it
    INBOX("inbox items"),
    /// persons no system speaks of any more, of whom nothing is to be sent
    GONE("persons gone at every source"),
    /// calls that must not be repeated, long over
    HANDOVERS("handovers"),
    /// erasures lifted by a new consent; one that stands is never swept
    ERASURES("lifted erasures"),
    /// alarms that are over, with what people were told of them
    ALARMS("alarms");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    /// As people read it.
    public String title() {
      return title;
    }
  }

  /// What one look came to.
  ///
  /// @param last where to go on
  /// @param end whether there is nothing more to look at
  record Swept(int removed, String last, boolean end) {}
}
