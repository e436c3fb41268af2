package dev.selvedge.privacy;

import dev.selvedge.SystemName;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// A target that people may be erased from, or asked what it holds of them. Its calls end within
/// its time-outs; what stands in the way for a while is waited for no longer than that. Every call
/// may be repeated.
public interface SubjectTarget {
  SystemName name();

  /// What sentences call it.
  String title();

  /// Deletes the contacts of these addresses and numbers, with all records about them.
  Reply forget(Set<String> addresses, Set<String> numbers);

  /// All it holds of them, put into `into`, one member a contact's number.
  Reply tell(Set<String> addresses, Set<String> numbers, ObjectNode into);

  /// Deletes for good what lies in its recycle bin: everything in it, of everybody.
  Reply emptyBin();

  /// What came of it.
  sealed interface Reply {
    /// Nothing of them is left there.
    ///
    /// @param contacts how many were there
    /// @param records how many records about them
    record Done(int contacts, int records) implements Reply {}

    /// Not done, or not all of it: to be repeated.
    ///
    /// @param why a sentence
    record NotDone(String why) implements Reply {}
  }
}
