package dev.selvedge.mapping;

/// A postal address without the name on it; what is not known is empty. Immutable.
public record PostalAddress(
    String line1, String line2, String city, String region, String postcode, String country) {
  public static final PostalAddress UNKNOWN = new PostalAddress("", "", "", "", "", "");

  /// Whether anything of it is known.
  public boolean isKnown() {
    return !equals(UNKNOWN);
  }
}
