package dev.selvedge.connector;

/// What a connector knows of its own records that no mapping can know: which of them has to wait
/// for a person as it is. Asked about every record of its system before it is mapped, also about
/// one that was edited. Pure and thread-safe.
@FunctionalInterface
public interface Holding {
  /// Holds nothing back.
  Holding NOTHING = Verdict.Free::new;

  /// Looks at a record as it stands.
  Verdict look(SourceRecord record);

  /// What is to be done with a record.
  sealed interface Verdict {
    /// It goes on to its mapping.
    ///
    /// @param record as it is to be taken: one that came without a key has it now, where somebody
    ///     wrote it in
    record Free(SourceRecord record) implements Verdict {}

    /// It is parked.
    ///
    /// @param cause groups what is parked of one kind
    /// @param field where in the record; empty where it is the whole
    /// @param sentence what a marketer reads
    record Held(String cause, String field, String sentence) implements Verdict {}
  }
}
