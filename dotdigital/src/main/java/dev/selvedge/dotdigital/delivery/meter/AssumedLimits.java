package dev.selvedge.dotdigital.delivery.meter;

/// How many calls an account is believed to allow until its answers tell. The real numbers depend
/// on the customer's package and are not published, so these err on the low side (Dotdigital docs:
/// call rate limits). Immutable.
///
/// @param lowPerMinute heavy work, such as imports
/// @param mediumPerMinute single writes
/// @param highPerMinute single reads
/// @param perHour calls of all kinds in any hour, for accounts on the older scheme without tiers
/// @param enrolmentsPerHour enrolment calls in an hour over all programs
public record AssumedLimits(
    long lowPerMinute,
    long mediumPerMinute,
    long highPerMinute,
    long perHour,
    long enrolmentsPerHour) {
  public AssumedLimits {
    long least =
        Math.min(
            Math.min(lowPerMinute, mediumPerMinute),
            Math.min(highPerMinute, Math.min(perHour / HourBook.WINDOWS, enrolmentsPerHour)));
    if (least < 1) {
      throw new IllegalArgumentException(
          "an account allows at least one call of each kind in a minute, "
              + HourBook.WINDOWS
              + " in an hour, and one enrolment call in an hour");
    }
  }

  /// What the vendor writes of an account of the usual kind.
  public static AssumedLimits standard() {
    return new AssumedLimits(10, 60, 300, 2000, 20);
  }

  /// The same with so many enrolment calls an hour.
  public AssumedLimits withEnrolmentsPerHour(long calls) {
    return new AssumedLimits(lowPerMinute, mediumPerMinute, highPerMinute, perHour, calls);
  }
}
