package dev.selvedge.dotdigital.contact;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// One identifier of a contact, by which Dotdigital finds it. Immutable; values that could be
/// personal are masked in the text form.
///
/// A contact has at most one e-mail address and one mobile number, any number of custom identifiers
/// and one id that never changes (Dotdigital docs: unified contacts). The values are sent as they
/// are given: trimming and lower-casing is the caller's business.
public sealed interface ContactKey {
  /// The identifier's name as it stands in paths and bodies.
  String name();

  /// The identifier's value as text.
  String value();

  /// Dotdigital's own id of a contact, immutable and the best key to store.
  record Id(long number) implements ContactKey {
    public Id {
      if (number < 0) {
        throw new IllegalArgumentException("a contact id is not negative");
      }
    }

    @Override
    public String name() {
      return "contactId";
    }

    @Override
    public String value() {
      return Long.toString(number);
    }
  }

  /// An e-mail address.
  record Email(String value) implements ContactKey {
    public Email {
      requireLength(value);
    }

    @Override
    public String name() {
      return "email";
    }

    @Override
    public String toString() {
      return "Email[masked]";
    }
  }

  /// A mobile number in E.164 digits; a leading `+` is taken off, as Dotdigital writes them
  /// without.
  record Mobile(String value) implements ContactKey {
    public Mobile {
      value = value.startsWith("+") ? value.substring(1) : value;
      requireLength(value);
    }

    @Override
    public String name() {
      return "mobileNumber";
    }

    @Override
    public String toString() {
      return "Mobile[masked]";
    }
  }

  /// An identifier of the account's own, which must have been defined beforehand.
  record Custom(String name, String value) implements ContactKey {
    private static final Pattern NAME = Pattern.compile("[-A-Za-z0-9_]{1,50}");
    private static final Set<String> BUILT_IN = Set.of("contactid", "email", "mobilenumber");

    public Custom {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "an identifier's name is 1 to 50 letters, digits, hyphens and underscores");
      }
      if (BUILT_IN.contains(name.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("this identifier is built in and has a type of its own");
      }
      requireLength(value);
    }

    @Override
    public String toString() {
      return "Custom[" + name + ", masked]";
    }
  }

  private static void requireLength(String value) {
    if (value.isBlank() || value.length() > 256) {
      throw new IllegalArgumentException("an identifier's value is 1 to 256 characters");
    }
  }
}
