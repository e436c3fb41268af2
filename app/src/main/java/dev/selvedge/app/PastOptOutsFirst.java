package dev.selvedge.app;

import dev.selvedge.app.config.Project;
import dev.selvedge.dotdigital.inward.InwardSettings;
import dev.selvedge.dotdigital.inward.PastOptOuts;
import dev.selvedge.mapping.Topic;
import dev.selvedge.work.FirstReading;
import java.util.ArrayList;
import java.util.List;

/// What has to be read of a project's account before anybody is newly subscribed there, or put on a
/// list.
final class PastOptOutsFirst {
  private static final String ADVICE =
      "Give the API user the right to read contacts, or let them go unread with"
          + " dotdigital.inward.wait_for_past_opt_outs: false in selvedge.yaml";

  private PastOptOutsFirst() {}

  /// Nothing, where the project says that it does not wait.
  ///
  /// @param title what sentences call the account
  static List<FirstReading> of(Project project, String title) {
    if (!project.dotdigital().inward().waitForPast()) {
      return List.of();
    }
    List<Topic> topics = new ArrayList<>(List.of(Topic.EMAIL));
    topics.addAll(project.consent().choices().topics());
    InwardSettings settings = project.dotdigital().inward().settings();
    return topics.stream().map(topic -> of(topic, settings, title)).toList();
  }

  private static FirstReading of(Topic topic, InwardSettings settings, String title) {
    boolean everything = topic.equals(Topic.EMAIL);
    return new FirstReading(
        PastOptOuts.feed(settings, topic),
        topic,
        PastOptOuts.told(settings, topic),
        cursor -> PastOptOuts.areRead(cursor, topic),
        title + "'s past opt-outs" + (everything ? "" : " from " + topic.words()),
        ADVICE);
  }
}
