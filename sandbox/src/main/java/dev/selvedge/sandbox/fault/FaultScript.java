package dev.selvedge.sandbox.fault;

import dev.selvedge.sandbox.job.ItemFate;
import dev.selvedge.sandbox.job.JobFate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// The faults in force. May be changed while calls are running.
///
/// Safe for use by several threads.
public final class FaultScript {
  private final long seed;
  private final List<ArmedRule> rules = new ArrayList<>();
  private int nextId = 1;

  /// @param seed where the chances of all rules begin
  public FaultScript(long seed) {
    this.seed = seed;
  }

  /// Adds a rule and returns it with its number.
  public synchronized FaultRule add(FaultRule rule) {
    FaultRule numbered = rule.numbered(nextId++);
    rules.add(new ArmedRule(numbered, seed));
    return numbered;
  }

  public synchronized boolean remove(int id) {
    return rules.removeIf(armed -> armed.rule().id() == id);
  }

  public synchronized void clear() {
    rules.clear();
  }

  public synchronized List<FaultRule> rules() {
    return rules.stream().map(ArmedRule::rule).toList();
  }

  /// The faults that hit this call; each uses up one of its rule's times.
  public synchronized List<Fault> draw(String method, String path, byte[] body) {
    if (rules.isEmpty()) {
      return List.of();
    }
    List<Fault> drawn = new ArrayList<>();
    for (Iterator<ArmedRule> each = rules.iterator(); each.hasNext(); ) {
      ArmedRule armed = each.next();
      if (armed.matches(method, path) && over(armed.rule().size(), body) && armed.strikes()) {
        drawn.add(armed.rule().fault());
        if (armed.spent()) {
          each.remove();
        }
      }
    }
    return drawn;
  }

  private static boolean over(Size size, byte[] body) {
    if (size.any()) {
      return true;
    }
    return body.length > size.overBytes()
        && (size.overItems() == 0 || ItemCount.of(body) > size.overItems());
  }

  /// What the drawn faults decide about the job the call may start.
  public static JobFate fate(List<Fault> drawn) {
    if (drawn.isEmpty()) {
      return JobFate.ORDINARY;
    }
    String state = "";
    int held = 0;
    long late = 0;
    Map<String, ItemFate> items = new HashMap<>();
    Map<String, String> culprits = new HashMap<>();
    for (Fault fault : drawn) {
      if (fault instanceof Fault.OfJob ofJob) {
        switch (ofJob) {
          case Fault.JobEnds(String end) -> state = end;
          case Fault.JobHeld(int polls) -> held = polls == 0 ? JobFate.FOR_EVER : polls;
          case Fault.JobLate(long millis) -> late += millis;
          case Fault.Culprit(String value, String end) -> culprits.put(value, end);
          case Fault.ItemFails(String item, String code) -> items.put(item, ItemFate.fails(code));
          case Fault.ItemPartlyFails(String item, String code) ->
              items.put(item, ItemFate.partlyFails(code));
          case Fault.ItemOmitted(String item, boolean written) ->
              items.put(item, ItemFate.omitted(written));
        }
      }
    }
    return new JobFate(state, held, late, items, culprits);
  }
}
