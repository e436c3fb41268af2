package dev.selvedge.dotdigital.preference;

import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.Caller;
import dev.selvedge.dotdigital.answer.Expect;
import dev.selvedge.dotdigital.http.Request;
import dev.selvedge.dotdigital.http.Target;
import dev.selvedge.dotdigital.json.Moments;
import dev.selvedge.dotdigital.json.View;
import java.time.Instant;
import java.util.List;

/// The calls about marketing preferences. Safe for use by many threads. A contact's own choices are
/// read and written with the contact.
public final class Preferences {
  /// The most lines one answer of [#changesSince] holds.
  public static final int MAX_CHANGES = 1000;

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

  /// Whose choice of a preference changed since, at most [#MAX_CHANGES] in the order of their ids
  /// (Dotdigital OpenAPI: preferences and subscriptions). Read on with the id of the last one:
  /// whether the least id itself is told is not documented, so expect it twice.
  ///
  /// @param leastId the id to begin with, 0 for the first
  public Answer<List<PreferenceChange>> changesSince(int preference, Instant since, long leastId) {
    Target feed =
        Target.of("/v2/contacts/with-preference")
            .segment(Integer.toString(preference))
            .fixed("/opt-ins-since")
            .instant(Moments.since(since));
    return caller.call(
        Request.get(leastId == 0 ? feed : feed.query("minContactID", Long.toString(leastId))),
        Expect.json(body -> View.list(body, line -> PreferenceChange.read(line, preference))));
  }
}
