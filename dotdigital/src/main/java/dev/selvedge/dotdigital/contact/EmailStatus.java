package dev.selvedge.dotdigital.contact;

/// What a write says about a contact's e-mail channel. Closed on purpose: these are all the states
/// Dotdigital accepts, and there is no member for "say nothing", because saying nothing subscribes
/// a contact that did not exist yet (Dotdigital OpenAPI: contacts v3, channel properties).
public sealed interface EmailStatus {

  /// May be mailed. On a contact who opted out this *is* a re-subscription.
  ///
  /// @param ifOptedOut what shall happen when the contact had opted out; Dotdigital's own default
  ///     is to lift the opt-out at once, so it is always sent
  record Subscribed(Resubscription ifOptedOut) implements EmailStatus {}

  /// Must not be mailed. The state for people whose consent is unknown: e-mail channels cannot be
  /// written as "no subscription".
  record Unsubscribed() implements EmailStatus {}

  /// Must not be mailed, by the account's own decision.
  record Suppressed() implements EmailStatus {}

  /// What `subscribed` does to somebody who had opted out.
  sealed interface Resubscription {
    /// Dotdigital asks the person by e-mail first; they stay opted out until they confirm.
    ///
    /// @param preferredLocale language of the mail, such as `en-EN`; empty for the account's own
    /// @param redirectUrl where the person lands after confirming; empty for the account's own
    record WithChallenge(String preferredLocale, String redirectUrl) implements Resubscription {
      public WithChallenge() {
        this("", "");
      }
    }

    /// The opt-out is lifted at once. Only with proof of a newer decision of that person.
    record WithNoChallenge() implements Resubscription {}
  }
}
