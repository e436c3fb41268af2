package dev.selvedge.sandbox.journal;

/// Where accepted changes are written down.
public interface Journal {

  /// Writes one change down; called under the account's lock, in the order of the changes.
  void append(JournalEntry entry);

  /// Forgets everything, as starting over does.
  void clear();

  /// A journal for an account that lives in memory only.
  Journal NONE =
      new Journal() {
        @Override
        public void append(JournalEntry entry) {
          // nothing outlives the process
        }

        @Override
        public void clear() {
          // nothing is kept
        }
      };
}
