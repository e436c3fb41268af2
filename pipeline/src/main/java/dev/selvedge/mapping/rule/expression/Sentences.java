package dev.selvedge.mapping.rule.expression;

import dev.selvedge.SystemName;
import dev.selvedge.mapping.PhoneRules;
import dev.selvedge.mapping.function.Datum;

/// The sentences a marketer reads when a record cannot be mapped.
public final class Sentences {
  private Sentences() {}

  static String wrong(SystemName system, String field, String masked, Datum.Wrong wrong) {
    StringBuilder sentence = new StringBuilder("The field '").append(field).append("' ");
    if (wrong.value().isEmpty()) {
      sentence.append(wrong.says());
    } else {
      sentence.append("cannot be filled: '").append(masked).append("' ").append(wrong.says());
    }
    sentence.append(". Correct the record in '").append(system).append('\'');
    if (!wrong.advice().isEmpty()) {
      sentence.append(", or change the rule: ").append(wrong.advice());
    }
    return sentence.append('.').toString();
  }

  /// Why an address counts as none: the blocklist has a pattern that it matches.
  public static String blocked(String masked, String pattern) {
    return "its address "
        + masked
        + " counts as none, because 'identity.blocklist' has '"
        + pattern
        + "'";
  }

  /// Why a record is parked of which neither address, number nor customer tells whose it is.
  public static String noEmailOrPhone(SystemName system, PhoneRules phones) {
    return "The record has no e-mail address, no number in '"
        + phones.field()
        + "', and does not say which customer it belongs to, so nobody can be found for it. Add"
        + " the address or the number in '"
        + system
        + "', or let the rule 'person' look in another place.";
  }

  /// Why a phone number finds nobody: it is none that is valid.
  public static String noNumber(PhoneRules phones, String masked) {
    return "its "
        + phones.field()
        + " "
        + masked
        + " finds nobody, because it is not a valid phone number"
        + (phones.country().isEmpty()
            ? " in international form: 'identity.phone_country' says where numbers without '+'"
                + " belong to"
            : "");
  }

  /// Why a record is parked of which neither address nor customer tells whose it is.
  public static String noEmail(SystemName system) {
    return "The record has no e-mail address and does not say which customer it belongs to, so"
        + " nobody can be found for it. Add the address in '"
        + system
        + "', or let the rule 'person' look in another place.";
  }
}
