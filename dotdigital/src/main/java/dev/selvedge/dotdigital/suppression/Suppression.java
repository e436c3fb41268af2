package dev.selvedge.dotdigital.suppression;

import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.json.View;
import dev.selvedge.dotdigital.json.Word;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One contact who may not be mailed, since when and why. Immutable; the address is masked in the
/// text form.
///
/// @param email the address as Dotdigital holds it, empty when not told
/// @param status the contact's state in the account, which for a list's opt-out may be `Subscribed`
/// @param dateRemoved absent when written unreadably; treat it as "now", which errs towards opt-out
/// @param reason such as `Unsubscribed`, `HardBounced` or `IspComplained`
public record Suppression(
    ContactKey.@Nullable Id contact,
    String email,
    Word status,
    @Nullable Instant dateRemoved,
    Word reason) {

  static Suppression read(JsonNode body) {
    return read(View.of(body));
  }

  static Suppression read(View suppression) {
    View contact = suppression.object("suppressedContact").orElse(suppression);
    return new Suppression(
        contact.optionalNumber("id").filter(id -> id > 0).map(ContactKey.Id::new).orElse(null),
        contact.text("email"),
        contact.word("status"),
        suppression.instant("dateRemoved").orElse(null),
        suppression.word("reason"));
  }

  @Override
  public String toString() {
    return "Suppression[" + contact + ", reason=" + reason + ", dateRemoved=" + dateRemoved + "]";
  }
}
