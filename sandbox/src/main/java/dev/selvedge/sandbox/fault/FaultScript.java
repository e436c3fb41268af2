package dev.selvedge.sandbox.fault;

import dev.selvedge.sandbox.job.JobFate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The faults in force. May be changed while calls are running.
///
/// Safe for use by several threads.
public final class FaultScript {
  private final RandomGenerator random;
  private final List<FaultRule> rules = new ArrayList<>();
  private int nextId = 1;

  public FaultScript(RandomGenerator random) {
    this.random = random;
  }

  /// Adds a rule and returns it with its number.
  public synchronized FaultRule add(FaultRule rule) {
    FaultRule numbered = rule.numbered(nextId++);
    rules.add(numbered);
    return numbered;
  }

  public synchronized boolean remove(int id) {
    return rules.removeIf(rule -> rule.id() == id);
  }

  public synchronized void clear() {
    rules.clear();
  }

  public synchronized List<FaultRule> rules() {
    return List.copyOf(rules);
  }

  /// The faults that hit this call; each uses up one of its rule's times.
  public synchronized List<Fault> draw(String method, String path) {
    if (rules.isEmpty()) {
      return List.of();
    }
    List<Fault> drawn = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      FaultRule rule = rules.get(i);
      if (rule.matches(method, path)
          && (rule.probability() == 1 || random.nextDouble() < rule.probability())) {
        drawn.add(rule.fault());
        if (rule.times() == 1) {
          rules.remove(i--);
        } else if (rule.times() > 1) {
          rules.set(i, rule.left(rule.times() - 1));
        }
      }
    }
    return drawn;
  }

  /// What the drawn faults decide about the job the call may start.
  public static JobFate fate(List<Fault> drawn) {
    if (drawn.isEmpty()) {
      return JobFate.ORDINARY;
    }
    String state = "";
    int held = 0;
    Map<String, String> failing = new HashMap<>();
    for (Fault fault : drawn) {
      switch (fault) {
        case Fault.JobEnds(String end) -> state = end;
        case Fault.JobHeld(int polls) -> held = polls == 0 ? JobFate.FOR_EVER : polls;
        case Fault.ItemFails(String item, String code) -> failing.put(item, code);
        case Fault.Delay _,
            Fault.Status _,
            Fault.HtmlPage _,
            Fault.CutBefore _,
            Fault.CutAfter _,
            Fault.MalformedJson _ -> {}
      }
    }
    return new JobFate(state, held, failing);
  }
}
