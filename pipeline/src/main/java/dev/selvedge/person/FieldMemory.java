package dev.selvedge.person;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The port to what fields that are watched were last, and how they changed. Every method runs
/// inside the caller's transaction.
public interface FieldMemory {
  /// What a field was last.
  ///
  /// @param value as it is shown; empty for no value
  record Remembered(PersonId person, String field, String value) {}

  List<Remembered> last(Collection<PersonId> persons);

  /// Inserts or replaces by person and field.
  void remember(Collection<Remembered> values);

  /// The changes that these records told, in the order in which they are numbered.
  List<FieldChange> toldBy(Collection<RecordRef> records);

  Optional<FieldChange> find(PersonId person, String field, int number);

  /// How many changes of a field of a person are known.
  int count(PersonId person, String field);

  void note(Collection<FieldChange> changes);
}
