package dev.selvedge.person;

/// The ports that the canonical record of a person is read through, of one transaction.
public record Records(
    People people, Contributions contributions, Ledger ledger, FormerAddresses formerAddresses) {}
