package dev.selvedge.person;

import dev.selvedge.RecordRef;
import java.util.Collection;
import java.util.List;

/// The port to the append-only consent ledger. Every method runs inside the caller's transaction.
public interface Ledger {
  /// Entries that are there already are left as they are.
  void append(Collection<LedgerEntry> entries);

  /// All entries of these records, oldest decision first.
  List<LedgerEntry> of(Collection<RecordRef> origins);
}
