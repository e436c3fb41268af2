package dev.selvedge.dotdigital.preference;

import dev.selvedge.dotdigital.json.View;
import java.util.List;

/// A marketing preference, or a category that holds some. Immutable.
///
/// @param isPreference false for a category; only a preference can be opted in to
/// @param categoryId the category it stands in, 0 for none
public record Preference(
    int id,
    String publicName,
    String privateName,
    boolean isPreference,
    boolean isPublic,
    int categoryId,
    List<Preference> preferences) {
  public Preference {
    preferences = List.copyOf(preferences);
  }

  static Preference read(View preference) {
    return new Preference(
        (int) preference.requiredNumber("id"),
        preference.text("publicName"),
        preference.text("privateName"),
        preference.flag("isPreference"),
        preference.flag("isPublic"),
        (int) preference.number("categoryId"),
        preference.items("preferences", Preference::read));
  }
}
