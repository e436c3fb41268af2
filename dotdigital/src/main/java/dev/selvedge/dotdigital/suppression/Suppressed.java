package dev.selvedge.dotdigital.suppression;

import dev.selvedge.dotdigital.json.View;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What came of suppressing several contacts. Immutable; addresses are masked in the text form.
///
/// @param done those who are suppressed now
/// @param notFound those who are no contacts of the account
public record Suppressed(List<Who> done, List<Who> notFound) {
  public Suppressed {
    done = List.copyOf(done);
    notFound = List.copyOf(notFound);
  }

  /// A contact the way it was named in the call: id 0 or an empty address mean it was the other.
  public record Who(long id, String email) {
    @Override
    public String toString() {
      return "Who[" + id + "]";
    }
  }

  static Suppressed read(JsonNode body) {
    View answer = View.of(body);
    return new Suppressed(
        answer.items("suppressed", Suppressed::who), answer.items("notFound", Suppressed::who));
  }

  private static Who who(View contact) {
    return new Who(contact.number("id"), contact.text("email"));
  }
}
