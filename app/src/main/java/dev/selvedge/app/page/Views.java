package dev.selvedge.app.page;

import dev.selvedge.PersonId;
import dev.selvedge.app.automation.AutomationsPage;
import dev.selvedge.app.automation.DryRunPage;
import dev.selvedge.app.flow.FlowPage;
import java.util.List;
import java.util.Optional;

/// Everything the pages show, and nothing else. Called by many threads at once.
public interface Views {
  /// The state of the whole and of every flow.
  Overview overview();

  /// What stands in the navigation of every page.
  Counts counts();

  /// The flows minute by minute over the last hour.
  FlowHistory history();

  /// One flow.
  ///
  /// @return empty where there is no such flow
  Optional<FlowPage> flow(String name, FlowPage.Window window);

  /// People whose address begins with this text, in alphabetical order.
  List<PersonLine> people(String prefix, int limit);

  Optional<PersonPage> person(PersonId id);

  /// Who looks as if they were there twice or misspelt.
  ///
  /// @param after the page begins after this person; 0 for the first one
  DuplicatesPage duplicates(PersonId after);

  /// What waits for a person to look.
  ///
  /// @param cause only this cause, or empty for all
  /// @param page from 1
  ParkedPage parked(String cause, int page);

  /// What is wrong now, and what was.
  ///
  /// @param page from 1
  AlarmsPage alarms(int page);

  /// One alarm; empty where there is none of this number.
  Optional<AlarmsPage.One> alarm(long number);

  /// What automations did and are to do.
  AutomationsPage automations(AutomationsPage.Asked asked);

  /// What an automation would have done, as far as it is known by now.
  ///
  /// @return empty where there is no such automation
  Optional<DryRunPage> dryRun(DryRunPage.Asked asked);

  /// A person in a list.
  record PersonLine(PersonId id, String address) {}
}
