package dev.selvedge.dotdigital.insight;

import java.util.regex.Pattern;

/// The name of a collection: 2 to 255 letters, digits, underscores and hyphens, not beginning with
/// a digit. Newer pages of the vendor leave the hyphen out, so better avoid it (Dotdigital OpenAPI:
/// insight data v3).
public record CollectionName(String value) {
  private static final Pattern ALLOWED = Pattern.compile("[-A-Za-z_][-A-Za-z0-9_]{1,254}");

  public CollectionName {
    if (!ALLOWED.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a collection's name is 2 to 255 letters, digits, underscores and hyphens and does not"
              + " begin with a digit; got '"
              + value
              + "'");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
