package dev.selvedge.trail;

import java.time.Instant;

/// Something a person did with what is held of people. Holds no address. Immutable.
///
/// @param who a user of the dashboard, or of the command line
/// @param act what they did, as `thing.act`: `person.export`, `person.erase`
/// @param whom the keyed hash of an address (`address:…`), `person:` and a number, `erasure:` and a
///     number, or empty
/// @param result what came of it, in a few words
/// @param why in that person's words, with every address masked
public record AuditEntry(
    Instant at, String who, String act, String whom, String result, String why) {
  /// Done by hand.
  public static AuditEntry of(Instant at, ByHand hand, String act, String whom, String result) {
    return new AuditEntry(at, hand.who(), act, whom, result, hand.why());
  }
}
