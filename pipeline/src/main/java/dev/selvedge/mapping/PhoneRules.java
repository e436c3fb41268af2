package dev.selvedge.mapping;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Locale;
import java.util.Optional;

/// Whether records without an e-mail address find their person by a phone number, and in which
/// field it is. Immutable.
///
/// @param field the canonical profile field that holds the number; empty when numbers find nobody
/// @param country two letters, where a number without `+` belongs to; empty when such a number
///     counts as none
public record PhoneRules(String field, String country) {
  /// Nobody is found by a number.
  public static final PhoneRules NONE = new PhoneRules("", "");

  private static final int LONGEST = 60;
  private static final String UNKNOWN_COUNTRY = "ZZ";

  /// Whether people are found by their numbers at all.
  public boolean isOn() {
    return !field.isEmpty();
  }

  /// The number as E.164; empty when it is none, or none that can be told.
  public Optional<String> read(String text) {
    return e164(text, country);
  }

  /// A valid number in its one written form, E.164.
  ///
  /// @param country two letters, for numbers without `+`; empty for none
  public static Optional<String> e164(String text, String country) {
    if (text.isBlank() || text.length() > LONGEST) {
      return Optional.empty();
    }
    PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    try {
      PhoneNumber number = phones.parse(text, country.isEmpty() ? UNKNOWN_COUNTRY : country);
      return phones.isValidNumber(number)
          ? Optional.of(phones.format(number, PhoneNumberFormat.E164))
          : Optional.empty();
    } catch (NumberParseException notNumber) {
      return Optional.empty();
    }
  }

  /// A two-letter country code in capitals; empty when there is no such country.
  public static Optional<String> country(String text) {
    String code = text.strip().toUpperCase(Locale.ROOT);
    return PhoneNumberUtil.getInstance().getSupportedRegions().contains(code)
        ? Optional.of(code)
        : Optional.empty();
  }
}
