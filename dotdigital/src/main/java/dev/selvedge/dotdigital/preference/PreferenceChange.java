package dev.selvedge.dotdigital.preference;

import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.json.View;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a contact chose about one preference, lately. Immutable; the address is masked in the text
/// form.
///
/// @param email the address as Dotdigital holds it, empty when not told
/// @param modified absent when written unreadably
public record PreferenceChange(
    ContactKey.Id contact, String email, boolean optedIn, @Nullable Instant modified) {

  /// Reads one line of the feed of a preference. Known documents write the choice below
  /// `marketingPreferenceOptIns`, one for each preference; a line without any such, or with nothing
  /// to tell in from out, is an opt-in, as the name of the feed says.
  static PreferenceChange read(View line, int preference) {
    View contact = line.object("contact").orElse(line);
    Optional<View> choice =
        line.items("marketingPreferenceOptIns", view -> view).stream()
            .filter(view -> view.number("marketingPreferenceId") == preference)
            .findFirst();
    View said = choice.orElse(line);
    return new PreferenceChange(
        new ContactKey.Id(
            contact.optionalNumber("id").orElseGet(() -> contact.requiredNumber("contactId"))),
        contact.text("email"),
        said.text("isOptedIn").isEmpty() || said.flag("isOptedIn"),
        said.instant("dateModifed").or(() -> said.instant("dateModified")).orElse(null));
  }

  @Override
  public String toString() {
    return "PreferenceChange[" + contact + ", optedIn=" + optedIn + ", modified=" + modified + "]";
  }
}
