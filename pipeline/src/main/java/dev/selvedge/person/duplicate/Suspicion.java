package dev.selvedge.person.duplicate;

import java.util.List;

/// Something that a person should look at, with what could be done about it. Immutable.
///
/// @param where the system or target it is in
/// @param address whose it is, as the hub writes it; personal
/// @param members the records or contacts concerned, the first few of them; may be personal
/// @param count how many there are of them
/// @param mend what is proposed, in words; may hold addresses
/// @param meant the address that may have been meant, or empty; personal
public record Suspicion(
    Kind kind,
    String where,
    String address,
    List<String> members,
    int count,
    String mend,
    String meant) {
  /// How many members are named.
  static final int SHOWN = 5;

  public Suspicion {
    members = members.stream().limit(SHOWN).toList();
  }

  /// What is wrong.
  public enum Kind {
    /// one system has one address in several records of a kind
    RECORDS("records with one address"),
    /// a target has several contacts whose addresses are one
    CONTACTS("contacts with one address"),
    /// a domain that is nearly a well-known one
    SPELLING("address that looks misspelt");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /// As people read it.
    public String words() {
      return words;
    }
  }
}
