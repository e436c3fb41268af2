package dev.selvedge.dotdigital.account;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/// Where an account lives, as far as it tells. Immutable.
public sealed interface Residence {
  /// Where it is called.
  record Here() implements Residence {}

  /// In another region than the one that is called.
  ///
  /// @param endpoint the address its calls should go to
  record Elsewhere(URI endpoint) implements Residence {}

  /// It could not be learnt.
  record NotTold() implements Residence {}

  /// Where an account lives that is called at one address and tells another. Dotdigital's regions
  /// also answer under the company's former name: `r1-api.dotmailer.com`.
  static Residence of(URI told, URI called) {
    boolean sameRegion =
        isDotdigitals(told) && isDotdigitals(called) && region(told).equals(region(called));
    return told.equals(called) || sameRegion ? new Here() : new Elsewhere(told);
  }

  /// Whether an address is one of Dotdigital's own.
  static boolean isDotdigitals(URI address) {
    return Pattern.matches("(.+\\.)?(dotdigital|dotmailer)\\.com", host(address));
  }

  private static String region(URI address) {
    return host(address).substring(0, host(address).indexOf('.'));
  }

  private static String host(URI address) {
    return String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
  }
}
