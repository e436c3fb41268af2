package dev.selvedge.sandbox.message;

/// A campaign of the account.
///
/// @param triggered whether it is made for single mails
public record Campaign(int id, String name, boolean triggered) {
  /// Its status as it is answered.
  public String status() {
    return triggered ? "Triggered" : "Unsent";
  }
}
