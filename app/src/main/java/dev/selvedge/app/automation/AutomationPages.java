package dev.selvedge.app.automation;

import dev.selvedge.PersonId;
import dev.selvedge.app.automation.AutomationsPage.Asked;
import dev.selvedge.app.automation.AutomationsPage.Line;
import dev.selvedge.app.automation.AutomationsPage.RuleLine;
import dev.selvedge.automation.Automations;
import dev.selvedge.automation.Rule;
import dev.selvedge.person.Person;
import dev.selvedge.plan.EnrolmentLists;
import dev.selvedge.plan.EnrolmentLists.Wanted;
import dev.selvedge.plan.Subject;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.work.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Makes the page of automations from the store. Safe for use by many threads.
public final class AutomationPages {
  /// Beyond so many of one automation people are told that there are more.
  private static final int COUNTED = 100_000;

  private static final int LOOKED_THROUGH = 20_000;
  private static final int A_PAGE = 50;

  private final Store store;
  private final Automations automations;

  /// @param automations those of the project
  public AutomationPages(Store store, Automations automations) {
    this.store = store;
    this.automations = automations;
  }

  /// Whether the project has automations and all of them are switched off.
  public boolean isAsleep() {
    return !automations.rules().isEmpty()
        && automations.rules().stream().noneMatch(rule -> rule.terms().enabled());
  }

  /// One page of fifty.
  public AutomationsPage page(Asked asked) {
    return page(asked, A_PAGE);
  }

  /// One page of another length.
  ///
  /// @param atOnce how many it holds
  public AutomationsPage page(Asked asked, int atOnce) {
    return store.read(
        ports -> {
          List<EnrolmentLists.Line> found =
              ports
                  .enrolments()
                  .newest(
                      new Wanted(asked.rule(), asked.fate()),
                      LOOKED_THROUGH,
                      atOnce + 1,
                      (asked.page() - 1) * atOnce);
          return new AutomationsPage(
              automations.rules().stream().map(rule -> line(rule, ports)).toList(),
              asked,
              lines(found.stream().limit(atOnce).toList(), ports),
              found.size() > atOnce,
              automations
                  .named(asked.rule())
                  .map(rule -> DropReasons.read(rule.name(), ports))
                  .orElse(DropReasons.NONE));
        });
  }

  private static RuleLine line(Rule rule, Store.Ports ports) {
    return new RuleLine(
        rule.name(),
        RuleWords.of(rule),
        rule.terms().enabled(),
        ports.enrolments().tally(rule.name(), COUNTED));
  }

  private static List<Line> lines(List<EnrolmentLists.Line> found, Store.Ports ports) {
    Map<PersonId, String> addresses =
        ports.people().byId(found.stream().map(EnrolmentLists.Line::person).toList()).stream()
            .collect(Collectors.toMap(Person::id, Person::email));
    return found.stream()
        .map(
            one ->
                new Line(
                    one.key(),
                    one.person().toString(),
                    addresses.getOrDefault(one.person(), ""),
                    one.key().key(),
                    one.fate(),
                    one.at(),
                    story(one, ports)))
        .toList();
  }

  /// What the trail says of one last; empty where it says nothing any more.
  static String story(EnrolmentLists.Line one, Store.Ports ports) {
    String source = Subject.enrolment(one.key().text()).inTrail();
    return Optional.of(ports.trail().ofSource(source, 1))
        .filter(entries -> !entries.isEmpty())
        .map(List::getFirst)
        .map(TrailEntry::sentence)
        .orElse("");
  }
}
