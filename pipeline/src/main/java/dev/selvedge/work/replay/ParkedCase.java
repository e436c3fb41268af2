package dev.selvedge.work.replay;

import dev.selvedge.Payload;
import dev.selvedge.inbox.Edit;
import dev.selvedge.inbox.Inbox;
import dev.selvedge.trail.Parked;
import dev.selvedge.work.Store;
import java.util.List;
import java.util.Optional;

/// A parked item with the record behind it. Immutable.
public record ParkedCase(Parked parked, Papers papers) {

  /// What is kept of the record.
  public sealed interface Papers {
    /// There is no record, or it is no longer kept.
    record None() implements Papers {}

    /// What came, and what was made of it.
    ///
    /// @param original as it came
    /// @param edits oldest first; the last one stands
    record Kept(Payload original, List<Edit> edits) implements Papers {
      public Kept {
        edits = List.copyOf(edits);
      }

      /// What a replay would take.
      public Payload standing() {
        return edits.isEmpty() ? original : edits.getLast().body();
      }
    }
  }

  /// Empty when it is not parked any more.
  public static Optional<ParkedCase> find(long number, Store.Ports ports) {
    return ports.parked().find(number).map(parked -> of(parked, ports.inbox()));
  }

  /// An item with what the inbox keeps of it.
  public static ParkedCase of(Parked parked, Inbox inbox) {
    if (!(Parking.of(parked) instanceof Parking.Accepted(long inboxId))) {
      return new ParkedCase(parked, new Papers.None());
    }
    return new ParkedCase(
        parked,
        inbox
            .original(inboxId)
            .<Papers>map(item -> new Papers.Kept(item.sourceRecord().body(), inbox.edits(inboxId)))
            .orElseGet(Papers.None::new));
  }
}
