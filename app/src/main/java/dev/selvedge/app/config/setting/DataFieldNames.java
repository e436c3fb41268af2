package dev.selvedge.app.config.setting;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Which names Dotdigital allows for contact data fields.
public final class DataFieldNames {
  public static final String RULE =
      "choose 1 to 20 letters, digits, '_' and '-', for example LOYALTY_POINTS";

  /// Dotdigital v2 reference: create contact data field.
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-]{1,20}");

  /// Refused by the platform (support.openmoves.com, a mirror of the Dotdigital help pages).
  private static final Set<String> RESERVED =
      Set.of(
          "account",
          "campaign",
          "campaignid",
          "contact",
          "contact_api_id",
          "contactid",
          "email",
          "hcontactid",
          "hemail",
          "hemail256",
          "id",
          "messagecontent",
          "mobilenumberid",
          "notes",
          "unsubscribed",
          "uniquecontactid");

  /// Kept by the platform itself (Dotdigital's Magento connector reads it to see resubscriptions).
  private static final String KEPT_BY_PLATFORM = "lastsubscribed";

  /// What every account starts with, all of them texts (Dotdigital help pages).
  private static final Set<String> TEXTS =
      Set.of("firstname", "lastname", "fullname", "gender", "postcode");

  private DataFieldNames() {}

  /// Whether every account has this field, as a text.
  public static boolean isText(String name) {
    return TEXTS.contains(name.toLowerCase(Locale.ROOT));
  }

  /// What is wrong with a name, if anything.
  public static Optional<String> complaint(String name) {
    String folded = name.toLowerCase(Locale.ROOT);
    if (!ALLOWED.matcher(name).matches()) {
      return Optional.of("is not a name that Dotdigital allows for a data field");
    }
    if (RESERVED.contains(folded)) {
      return Optional.of("is a name reserved by Dotdigital");
    }
    if (folded.equals(KEPT_BY_PLATFORM)) {
      return Optional.of("is a data field that Dotdigital keeps itself");
    }
    return Optional.empty();
  }
}
