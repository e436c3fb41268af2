package dev.selvedge;

/// The hub's own number for a person; it survives a change of e-mail address. Immutable.
public record PersonId(long value) implements Comparable<PersonId> {
  @Override
  public int compareTo(PersonId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return "p" + value;
  }
}
