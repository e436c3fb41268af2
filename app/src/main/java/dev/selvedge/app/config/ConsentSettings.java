package dev.selvedge.app.config;

import dev.selvedge.app.config.setting.Setting;
import dev.selvedge.app.config.setting.SettingKinds;
import dev.selvedge.person.ConsentPolicy.Unasked;
import java.util.List;

/// Every setting below `consent:`, described once; `docs/consent.md` says what they mean for people
/// and the law.
final class ConsentSettings {
  static final Setting<Unasked> UNASKED =
      Setting.standing(
          "consent.unasked",
          SettingKinds.choice(Unasked.class),
          "as_unsubscribed",
          "What becomes of people who neither agreed nor declined: they are kept in Dotdigital as"
              + " unsubscribed, or not before they decide.");
  static final Setting<Boolean> SOFT_OPT_IN =
      Setting.standing(
          "consent.soft_opt_in",
          SettingKinds.flag(),
          "false",
          "Whether a purchase stands for an opt-in to e-mail where somebody never decided anything."
              + " Ask whoever advises you on the law first.");
  static final Setting<String> RESUBSCRIBE_FROM =
      Setting.standing(
          "consent.resubscribe_from",
          SettingKinds.textOrNone(),
          "",
          "The systems whose opt-in counts after an opt-out, with commas between. Leave it out for"
              + " all; Dotdigital's own word always counts.");
  static final Setting<Resubscribing> RESUBSCRIBE_BY =
      Setting.standing(
          "consent.resubscribe_by",
          SettingKinds.choice(Resubscribing.class),
          "challenge",
          "How somebody who is opted out in Dotdigital comes back on a newer opt-in: Dotdigital asks"
              + " them by e-mail first, or at once.");
  static final Setting<String> CHALLENGE_LOCALE =
      Setting.standing(
          "consent.challenge_locale",
          SettingKinds.challengeLocale(),
          "",
          "The language of that e-mail, as Dotdigital names it: `en-EN`. Leave it out for the"
              + " account's own.");
  static final Setting<String> CHALLENGE_REDIRECT =
      Setting.standing(
          "consent.challenge_redirect",
          SettingKinds.webAddressOrNone(),
          "",
          "The page people land on after they confirmed. Leave it out for the account's own.");
  static final Setting<Boolean> SEND_PROOF =
      Setting.standing(
          "consent.send_proof",
          SettingKinds.flag(),
          "true",
          "Whether the proofs of opt-ins are kept in Dotdigital as consent records, each once, where"
              + " a system gives all that it demands.");

  static final Setting<List<String>> LISTS =
      Setting.standing(
          "consent.lists",
          SettingKinds.texts(),
          "",
          "Names of the Dotdigital lists that people decide on: who opts in to one is put on it, who"
              + " opts out is taken off it, and who leaves one in Dotdigital has opted out of it.");
  static final Setting<List<String>> PREFERENCES =
      Setting.standing(
          "consent.preferences",
          SettingKinds.texts(),
          "",
          "Names of the Dotdigital marketing preferences that people decide on, private or public:"
              + " read from there and written there.");
  static final Setting<String> SMS_NUMBER =
      Setting.standing(
          "consent.sms_number",
          SettingKinds.textOrNone(),
          "",
          "The field of fields.yaml with the mobile number, as E.164: with it what people decided"
              + " about SMS goes to Dotdigital, with the number. Leave it out and Dotdigital is told"
              + " nothing of SMS.");

  static final List<Setting<?>> ALL =
      List.of(
          UNASKED,
          SOFT_OPT_IN,
          RESUBSCRIBE_FROM,
          RESUBSCRIBE_BY,
          CHALLENGE_LOCALE,
          CHALLENGE_REDIRECT,
          SEND_PROOF,
          LISTS,
          PREFERENCES,
          SMS_NUMBER);

  private ConsentSettings() {}

  /// How somebody who opted out comes back.
  enum Resubscribing {
    CHALLENGE,
    AT_ONCE
  }
}
