package dev.selvedge.app;

import dev.selvedge.app.config.Inward;
import dev.selvedge.connector.Feed;
import dev.selvedge.dotdigital.inward.PastOptOuts;
import dev.selvedge.work.FirstReading;
import java.util.List;

/// What has to be read of a project's account before anybody is newly subscribed there.
final class PastOptOutsFirst {
  private static final String ADVICE =
      "Give the API user the right to read contacts, or let them go unread with"
          + " dotdigital.inward.wait_for_past_opt_outs: false in selvedge.yaml";

  private PastOptOutsFirst() {}

  /// Nothing, where the project says that it does not wait.
  ///
  /// @param title what sentences call the account
  static List<FirstReading> of(Inward inward, String title) {
    Feed feed = PastOptOuts.feed(inward.settings());
    return inward.waitForPast()
        ? List.of(new FirstReading(feed, PastOptOuts::areRead, title + "'s past opt-outs", ADVICE))
        : List.of();
  }
}
