package dev.selvedge.sandbox.setting;

/// The numbers an account is bounded by.
///
/// The tier numbers depend on the customer's package and are not published, nor is the number of
/// delete jobs; the others are (Dotdigital docs: call rate limits, importing and exporting data).
///
/// @param scheme which of the two counting schemes applies
/// @param low calls a minute in the low tier
/// @param medium calls a minute in the medium tier
/// @param high calls a minute in the high tier
/// @param flatPerHour calls in any rolling hour under the flat scheme
/// @param contactImports contact imports that may be active at once
/// @param insightImports insight imports that may be active at once
/// @param deleteJobs bulk deletes of contacts that may be active at once
/// @param enrolmentCallsPerHour enrolment calls in an hour
/// @param contactsPerEnrolment contacts one enrolment may name
/// @param bodyBytes the largest request body
public record Limits(
    Scheme scheme,
    int low,
    int medium,
    int high,
    int flatPerHour,
    int contactImports,
    int insightImports,
    int deleteJobs,
    int enrolmentCallsPerHour,
    int contactsPerEnrolment,
    int bodyBytes) {

  private static final int MEGABYTE = 1024 * 1024;

  /// The two counting schemes.
  public enum Scheme {
    TIERED,
    FLAT
  }

  /// A plausible account.
  public static Limits defaults() {
    return new Limits(Scheme.TIERED, 20, 150, 600, 2000, 25, 5, 5, 20, 25, 50 * MEGABYTE);
  }

  /// An account whose tiers never run out; the answers still carry the headers.
  public static Limits unthrottled() {
    return defaults().withTiers(1_000_000, 1_000_000, 1_000_000).withEnrolmentCalls(1_000_000);
  }

  public Limits withTiers(int newLow, int newMedium, int newHigh) {
    return new Limits(
        scheme,
        newLow,
        newMedium,
        newHigh,
        flatPerHour,
        contactImports,
        insightImports,
        deleteJobs,
        enrolmentCallsPerHour,
        contactsPerEnrolment,
        bodyBytes);
  }

  public Limits withScheme(Scheme newScheme) {
    return new Limits(
        newScheme,
        low,
        medium,
        high,
        flatPerHour,
        contactImports,
        insightImports,
        deleteJobs,
        enrolmentCallsPerHour,
        contactsPerEnrolment,
        bodyBytes);
  }

  public Limits withEnrolmentCalls(int perHour) {
    return new Limits(
        scheme,
        low,
        medium,
        high,
        flatPerHour,
        contactImports,
        insightImports,
        deleteJobs,
        perHour,
        contactsPerEnrolment,
        bodyBytes);
  }
}
