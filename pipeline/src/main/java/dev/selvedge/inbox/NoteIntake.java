package dev.selvedge.inbox;

import dev.selvedge.connector.WebhookSource.Note;
import java.util.List;

/// Where notes for people are handed in. Returns when they are on disk. Thread-safe.
@FunctionalInterface
public interface NoteIntake {
  /// Parks them for a person to act on; the same note again counts as one more of it.
  ///
  /// @throws IntakeRefusedException when they could not be stored
  void keep(List<Note> notes);
}
