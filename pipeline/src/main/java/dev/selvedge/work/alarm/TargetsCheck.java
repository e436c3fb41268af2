package dev.selvedge.work.alarm;

import dev.selvedge.send.Condition;
import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.Check;
import dev.selvedge.watch.alarm.Finding;
import dev.selvedge.watch.alarm.Finding.Words;
import dev.selvedge.watch.alarm.Severity;
import dev.selvedge.work.Outlook;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Whether targets are written to.
public final class TargetsCheck implements Check {
  private static final Set<String> NOT_LET_IN = Set.of("credentials", "forbidden");

  private final Store store;
  private final List<Outlook> targets;

  public TargetsCheck(Store store, List<Outlook> targets) {
    this.store = store;
    this.targets = List.copyOf(targets);
  }

  @Override
  public Set<AlarmKind> kinds() {
    return Set.of(AlarmKind.TARGET, AlarmKind.REFUSED);
  }

  @Override
  public Sight look(Instant now) {
    return store.read(
        ports -> {
          List<Finding> findings = new ArrayList<>();
          for (Outlook target : targets) {
            switch (ports.conditions().of(target.target())) {
              case Condition.Well ignored -> {}
              case Condition.Ill ill -> findings.add(finding(target, ill));
            }
          }
          return Sight.of(findings);
        });
  }

  private static Finding finding(Outlook target, Condition.Ill ill) {
    boolean refused = NOT_LET_IN.contains(ill.cause());
    String sentence = ill.sentence().endsWith(".") ? ill.sentence() : ill.sentence() + ".";
    return new Finding(
        refused ? AlarmKind.REFUSED : AlarmKind.TARGET,
        target.target().value(),
        Severity.CRITICAL,
        ill.since(),
        new Words(
            "Nothing can be written to " + target.title() + ": " + sentence,
            "Whatever changes, consent among it, does not reach " + target.title() + ".",
            "It keeps everything and asks by one small call at a time until it is let in again;"
                + " then it goes on by itself.",
            refused
                ? "Check the API user, its password and its permissions; then run `selvedge check"
                    + " --online`."
                : "See whether "
                    + target.title()
                    + " is up (its status page), and whether the hub's machine reaches it."),
        "/connections");
  }
}
