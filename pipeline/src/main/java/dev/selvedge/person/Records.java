package dev.selvedge.person;

/// The ports that the canonical record of a person is read through, of one transaction.
public record Records(
    People people,
    Contributions contributions,
    Ledger ledger,
    FormerAddresses formerAddresses,
    FieldMemory fieldMemory) {
  /// The same with the addresses read another way.
  public Records with(FormerAddresses others) {
    return new Records(people, contributions, ledger, others, fieldMemory);
  }
}
