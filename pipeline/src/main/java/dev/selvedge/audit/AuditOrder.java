package dev.selvedge.audit;

import dev.selvedge.audit.numbers.Numbering;
import dev.selvedge.audit.sample.Claim;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// What an audit is to look at, and what it may cost. Immutable.
///
/// @param basis whether everything is looked at, or a sample; or what is cheaper
/// @param calls how many calls to the target it may make
/// @param sourceCalls how many reads of each source it may make
/// @param claim what a sample is to show
/// @param seed what chance is drawn from: the same seed draws the same sample of the same people
/// @param patience how old a change may be and still count as on its way
/// @param numbering what the project says of how orders are numbered
/// @param zone whose days systems are asked about
public record AuditOrder(
    Basis basis,
    int calls,
    int sourceCalls,
    Claim claim,
    long seed,
    Duration patience,
    Numbering numbering,
    ZoneId zone) {
  /// 95 % sure of 0.5 %, a thousand calls, a hundred reads of each source.
  public static final AuditOrder STANDARD =
      new AuditOrder(
          Basis.CHEAPEST,
          1_000,
          100,
          Claim.USUAL,
          1,
          Duration.ofHours(1),
          Numbering.LEARN,
          ZoneOffset.UTC);

  public AuditOrder {
    if (calls < 1 || sourceCalls < 0) {
      throw new IllegalArgumentException("an audit makes at least one call");
    }
  }

  /// The same on another basis.
  public AuditOrder on(Basis other) {
    return new AuditOrder(other, calls, sourceCalls, claim, seed, patience, numbering, zone);
  }

  /// The same with another number of calls.
  public AuditOrder withCalls(int other) {
    return new AuditOrder(basis, other, sourceCalls, claim, seed, patience, numbering, zone);
  }

  /// The same with another number of reads of each source.
  public AuditOrder withSourceCalls(int other) {
    return new AuditOrder(basis, calls, other, claim, seed, patience, numbering, zone);
  }

  /// The same with another claim.
  public AuditOrder withClaim(Claim other) {
    return new AuditOrder(basis, calls, sourceCalls, other, seed, patience, numbering, zone);
  }

  /// The same with other chances.
  public AuditOrder withSeed(long other) {
    return new AuditOrder(basis, calls, sourceCalls, claim, other, patience, numbering, zone);
  }

  /// The same where orders are numbered otherwise.
  public AuditOrder withNumbering(Numbering other) {
    return new AuditOrder(basis, calls, sourceCalls, claim, seed, patience, other, zone);
  }

  /// The same for the days of another time zone.
  public AuditOrder in(ZoneId other) {
    return new AuditOrder(basis, calls, sourceCalls, claim, seed, patience, numbering, other);
  }

  /// How much is looked at.
  public enum Basis {
    /// everything, page by page
    SWEEP,
    /// some, drawn by chance
    SAMPLE,
    /// everything where that is within the calls, else a sample
    CHEAPEST
  }
}
