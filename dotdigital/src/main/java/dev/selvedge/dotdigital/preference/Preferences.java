package dev.selvedge.dotdigital.preference;

import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.Caller;
import dev.selvedge.dotdigital.answer.Expect;
import dev.selvedge.dotdigital.http.Request;
import dev.selvedge.dotdigital.http.Target;
import dev.selvedge.dotdigital.json.View;
import java.util.List;

/// The calls about marketing preferences. Safe for use by many threads. A contact's own choices are
/// read and written with the contact.
public final class Preferences {
  private final Caller caller;

  public Preferences(Caller caller) {
    this.caller = caller;
  }

  /// The whole tree: categories with their preferences, and preferences outside any category.
  public Answer<List<Preference>> list() {
    return caller.call(
        Request.get(Target.of("/v2/preferences")),
        Expect.json(body -> View.list(body, Preference::read)));
  }
}
